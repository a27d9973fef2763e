import { expect } from 'chai';
import { type AgentOverrides, aFunction, apiKeyPlugin, oauthPlugin } from '../../../support/an-agent-package.ts';

const bearer = { type: 'http', scheme: 'bearer' };
const itSays = (kind: 'faults' | 'problems', rows: readonly (readonly [string, string, AgentOverrides, RegExp])[]) => {
  for (const [what, name, overrides, sentence] of rows) {
    it(`says at a function ${what}`, async () => {
      const found = await aFunction(name, overrides);
      expect(found[kind]).to.have.length(1);
      expect(found[kind][0]).to.match(sentence);
      expect(found.operation === undefined).to.equal(kind === 'faults');
    });
  }
};

describe('reading a function of a plugin', () => {
  it('takes its description from the operation if it has none', async () => {
    expect((await aFunction('addPlant')).description).to.equal('Adds a plant.');
  });

  it('takes its credential from the runtime', async () => {
    expect((await aFunction('addPlant')).authorization).to.deep.equal({ kind: 'none' });
    expect((await aFunction('addPlant', oauthPlugin)).authorization).to.deep.equal({
      kind: 'oauth',
      registrationId: 'garden',
    });
    expect((await aFunction('addPlant', apiKeyPlugin)).authorization).to.deep.equal({
      kind: 'apiKey',
      registrationId: 'garden-key',
    });
  });

  it('reads confirmation and security information', async () => {
    const { confirmation, dataHandling } = await aFunction('addPlant');
    expect(confirmation).to.deep.equal({
      title: 'Add a plant',
      body: '**{{ function.parameters.name }}**',
      isNonConsequential: undefined,
    });
    expect(dataHandling).to.deep.equal(['ResourceStateUpdate']);
    const other = await aFunction('findPlants', {
      plugin: (plugin) => {
        plugin.functions[0].capabilities.confirmation = { isNonConsequential: true };
      },
    });
    expect(other.confirmation?.isNonConsequential).to.equal(true);
  });

  for (const name of ['x-openai-isConsequential', 'x-oai-isConsequential']) {
    it(`reads ${name} of the operation`, async () => {
      const consequence = async (value: unknown) =>
        (
          await aFunction('addPlant', {
            api: (api) => {
              api.paths['/plants'].post[name] = value;
            },
          })
        ).isConsequential;
      expect(await consequence(false)).to.equal(false);
      expect(await consequence(true)).to.equal(true);
      expect(await consequence('true')).to.equal(undefined);
    });
  }

  it('does not affect other functions if it cannot be called', async () => {
    const overrides: AgentOverrides = {
      api: (api) => {
        delete api.paths['/plants'].post;
      },
    };
    expect((await aFunction('addPlant', overrides)).operation).to.equal(undefined);
    expect((await aFunction('findPlants', overrides)).operation?.id).to.equal('findPlants');
  });

  itSays('faults', [
    [
      'that its operation is missing',
      'addPlant',
      {
        api: (api) => {
          delete api.paths['/plants'].post;
        },
      },
      /plants\.json, line 1.*\(functions\[1\]\.name\): no operation has the operationId "addPlant" in agent/,
    ],
    [
      'that no runtime runs it',
      'addPlant',
      {
        plugin: (plugin) => {
          plugin.runtimes[0].run_for_functions = ['findPlants', 'removePlant'];
        },
      },
      /\(functions\[1\]\.name\): no runtime runs the function "addPlant"/,
    ],
    [
      'that two runtimes run it',
      'addPlant',
      {
        plugin: (plugin) => {
          plugin.runtimes.push({ ...plugin.runtimes[0], run_for_functions: ['add*'] });
        },
      },
      /\(runtimes\[1\]\.run_for_functions\): a second runtime runs the function "addPlant"/,
    ],
    [
      'that two runtimes without a list describe it',
      'addPlant',
      {
        plugin: (plugin) => {
          delete plugin.runtimes[0].run_for_functions;
          plugin.runtimes.push({ ...plugin.runtimes[0] });
        },
      },
      /a second runtime runs the function "addPlant"/,
    ],
    [
      'that its API document cannot be used',
      'addPlant',
      {
        api: (api) => {
          api.openapi = '3.1.0';
        },
      },
      /api\/plants\.json, line 1.*\(openapi\): the version is "3\.1\.0"; Copilot accepts OpenAPI 3\.0\.x/,
    ],
    [
      'that its API document would have to be fetched',
      'addPlant',
      {
        plugin: (plugin) => {
          plugin.runtimes[0].spec.url = 'https://garden.example.com/openapi.json';
        },
      },
      /\(runtimes\[0\]\.spec\.url\): this host does not fetch API documents/,
    ],
    [
      'that an API key in a header is not supported',
      'addPlant',
      { ...apiKeyPlugin, securityScheme: { type: 'apiKey', in: 'header', name: 'X-Key' } },
      /\(runtimes\[0\]\.auth\): Copilot sends the key as "Authorization: Bearer".*apiKey in the header "X-Key"/,
    ],
    [
      'that an API key in the query is not supported',
      'addPlant',
      { ...apiKeyPlugin, securityScheme: { type: 'apiKey', in: 'query', name: 'key' } },
      /Copilot sends the key as "Authorization: Bearer".*apiKey in the query "key"/,
    ],
    [
      'that only the authorization code flow is supported',
      'addPlant',
      {
        ...oauthPlugin,
        securityScheme: {
          type: 'oauth2',
          flows: { clientCredentials: { tokenUrl: 'https://login.example.com/token', scopes: {} } },
        },
      },
      /Copilot sends an access token of the authorization code flow.*oauth2 clientCredentials/,
    ],
    [
      'that one security scheme is supported',
      'addPlant',
      {
        ...oauthPlugin,
        api: (api) => {
          api.security = [{ gardener: [] }, { key: [] }];
          api.components.securitySchemes.key = bearer;
        },
      },
      /the operation accepts 2 security schemes; Copilot supports one/,
    ],
    [
      'that its data_path is not a JSONPath of RFC 9535',
      'findPlants',
      {
        plugin: (plugin) => {
          plugin.functions[0].capabilities.response_semantics.data_path = 'plants[?';
        },
      },
      /\.response_semantics\.data_path\): this is not a JSONPath of RFC 9535: .*\. Correct it\.$/,
    ],
  ]);

  itSays('problems', [
    [
      'that it has no security_info',
      'addPlant',
      {
        plugin: (plugin) => {
          delete plugin.functions[1].capabilities.security_info;
        },
      },
      /\(functions\[1\]\.capabilities\.security_info\): without "security_info"/,
    ],
    [
      'that the runtime has no credential for an API that requires one',
      'addPlant',
      { securityScheme: bearer },
      /\(runtimes\[0\]\.auth\): the API document requires a credential, but the runtime has none/,
    ],
    [
      'that the runtime has a credential for an API that requires none',
      'addPlant',
      { auth: oauthPlugin.auth },
      /\(runtimes\[0\]\.auth\): the runtime has a credential, but the operation has no "security"/,
    ],
  ]);
});
