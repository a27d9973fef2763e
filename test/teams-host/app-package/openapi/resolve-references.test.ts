import { itRefuses, operation } from '../refusals.ts';

describe('a reference in an operation', () => {
  itRefuses([
    [
      'a reference to nothing',
      { api: (api) => (operation(api).parameters[0] = { $ref: '#/no' }) },
      /refers to nothing/,
    ],
    [
      'a malformed reference',
      { api: (api) => (operation(api).parameters[0] = { $ref: '#/%zz' }) },
      /is not a valid reference/,
    ],
    [
      'a circular reference',
      {
        api: (api) => {
          api.components.schemas.Search.properties.again = { $ref: '#/components/schemas/Search' };
        },
      },
      /is circular/,
    ],
  ]);
});
