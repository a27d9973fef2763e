import { itRefuses, operation } from '../refusals.ts';

describe('resolving the references of an operation', () => {
  itRefuses([
    [
      'a dangling reference',
      { api: (api) => (operation(api).parameters[0] = { $ref: '#/no' }) },
      /\(paths\["\/plants"\]\.get\.parameters\[0\]\): .* refers to nothing/,
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
      /line 1, column \d+ \(components\.schemas\.Search\.properties\.again\): .* is circular/,
    ],
    [
      'references that grow exponentially',
      {
        api: ({ components: { schemas } }) => {
          for (const level of Array(9).keys()) {
            const next = { $ref: `#/components/schemas/Level${level + 1}` };
            schemas[`Level${level}`] = { type: 'object', properties: { a: next, b: next, c: next, d: next } };
          }
          schemas.Level9 = { type: 'object', properties: {} };
          schemas.Search.properties.more = { $ref: '#/components/schemas/Level0' };
        },
      },
      /nested too deeply/,
    ],
  ]);
});
