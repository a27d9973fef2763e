import { expect } from 'chai';
import { checkAgentSchema } from '../../../../src/teams-host/app-package/agent/check-agent-schema.ts';

const plugin = (runtime: object, version = 'v2.4') => ({
  schema_version: version,
  name_for_human: 'Plants',
  namespace: 'plants',
  description_for_human: 'Plants',
  runtimes: [{ auth: { type: 'None' }, ...runtime }],
});

describe('the official schemas of agents', () => {
  it('accept what the published schema accepts, although the package that contains them does not', async () => {
    for (const runtime of [
      { type: 'RemoteMCPServer', spec: { url: 'https://mcp.example.com' } },
      { type: 'OpenApi', spec: { url: 'https://garden.example.com/openapi.json' } },
    ]) {
      expect(await checkAgentSchema('plugin', 'v2.4', plugin(runtime)), runtime.type).to.deep.equal([]);
    }
  });

  it('report a fault without those that follow from it', async () => {
    const faults = await checkAgentSchema(
      'plugin',
      'v2.4',
      plugin({ type: 'OpenApi', spec: { url: 'api.json' }, auth: { type: 'OAuthPluginVault' } }),
    );
    expect(faults).to.deep.equal([
      { at: ['runtimes', 0, 'auth', 'reference_id'], text: 'this required property is missing. Add it.' },
    ]);
  });

  it('name an unknown property', async () => {
    const document = { ...plugin({ type: 'OpenApi', spec: { url: 'api.json' } }), logo: 'plants.png' };
    expect(await checkAgentSchema('plugin', 'v2.4', document)).to.deep.equal([
      { at: ['logo'], text: 'the schema has no such property here. Remove it, or correct its name.' },
    ]);
  });

  it('accept any address in "$schema"', async () => {
    const agent = { $schema: 'https://example.com', version: 'v1.6', name: 'Gardener', description: 'Plants' };
    expect(await checkAgentSchema('declarative-agent', 'v1.6', { ...agent, instructions: 'Answer.' })).to.deep.equal(
      [],
    );
  });
});
