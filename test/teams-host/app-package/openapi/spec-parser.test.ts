import { itRefuses, operation } from '../refusals.ts';

describe("Microsoft's parser of API documents", () => {
  itRefuses([
    [
      'an unknown property of the document',
      { api: (api) => (api.pathes = {}) },
      /^- api\/garden\.json, line 1, column \d+ \(pathes\): OpenAPI has no property "pathes" here\. .*name\.$/m,
    ],
    [
      'an unknown property of an operation',
      { api: (api) => (operation(api).parametres = []) },
      /\(paths\["\/plants"\]\.get\.parametres\): OpenAPI has no property "parametres" here/,
    ],
    [
      'a response without description',
      { api: (api) => delete operation(api).responses[200].description },
      /paths\["\/plants"\]\.get\.responses\[200\]\) .*must have required property 'description'\. Correct it\./,
    ],
    [
      'an OAuth flow without an authorization URL',
      {
        api: (api) =>
          (api.components.securitySchemes = { gardener: { type: 'oauth2', flows: { implicit: { scopes: {} } } } }),
      },
      /^- [^\n]*flows\.implicit\) [^\n]*must have required property 'authorizationUrl'\. Correct it\.$/m,
    ],
    [
      'a duplicate parameter',
      { api: (api) => operation(api).parameters.push(operation(api).parameters[1]) },
      /the parameter "most" in the query appears twice/,
    ],
    [
      'a list that is none, once, although an operation refers to it',
      { api: (api) => (api.components.schemas.Search.required = true) },
      /used:\n- [^\n]* \(components\.schemas\.Search\.required\) is not valid OpenAPI: it must be array\. Correct it\.$/,
    ],
    [
      'a dangling reference that no command uses',
      { api: (api) => (api.components.schemas.Unused = { $ref: '#/no' }) },
      /not a valid OpenAPI document: Token "no" does not exist\. Correct it\.$/,
    ],
  ]);
});
