import { expect } from 'chai';
import { findRuntimes, type Runtime } from '../../../../src/teams-host/app-package/runtime/read-runtimes.ts';
import { type AgentOverrides, aFunction, someAgentFiles } from '../../../support/an-agent-package.ts';

const runtime = (...functions: string[]): Runtime => ({
  at: ['runtimes', 0],
  type: 'OpenApi',
  authorization: { kind: 'none' },
  functions,
  source: { api: undefined, faults: [] },
});

const apiText = () => Buffer.from(someAgentFiles().get('agent/plugins/api/plants.json') ?? []).toString();
const withInline = (text: string): AgentOverrides => ({
  plugin: (plugin) => {
    plugin.runtimes[0].spec = { api_description: text };
  },
  files: { 'agent/plugins/api/plants.json': undefined },
});

describe('the runtimes of a plugin', () => {
  const rows: readonly (readonly [pattern: string, name: string, runs: boolean])[] = [
    ['findPlants', 'findPlants', true],
    ['findPlants', 'findPlant', false],
    ['findPlant', 'findPlants', false],
    ['*', 'findPlants', true],
    ['find*', 'findPlants', true],
    ['find*', 'refindPlants', false],
    ['*Plants', 'findPlants', true],
    ['*Plants', 'findPlantsNow', false],
    ['f*d*s', 'findPlants', true],
    ['f*s*d', 'findPlants', false],
    ['find**Plants', 'findPlants', true],
    ['findP*Plants', 'findPlants', false],
    ['.*', 'findPlants', false],
  ];
  for (const [pattern, name, runs] of rows) {
    it(`${runs ? 'run' : 'do not run'} "${name}" for "${pattern}"`, () => {
      expect(findRuntimes([runtime(pattern)], name)).to.have.length(runs ? 1 : 0);
    });
  }

  it('compare a pattern of many wildcards at once', () => {
    expect(findRuntimes([runtime(`${'*a'.repeat(20_000)}*b`)], 'a'.repeat(30_000))).to.deep.equal([]);
  });

  it('may have the API document inside, as JSON or YAML', async () => {
    expect((await aFunction('findPlants', withInline(apiText()))).operation?.path).to.equal('/plants');
    const yaml = `openapi: 3.0.3
info: { title: Plants, version: '1' }
servers: [{ url: 'https://garden.example.com' }]
paths:
  /plants:
    get: { operationId: findPlants, responses: { 200: { description: Plants } } }
`;
    expect((await aFunction('findPlants', withInline(yaml))).operation?.path).to.equal('/plants');
  });

  it('name the place of a fault in an API document inside', async () => {
    const { faults } = await aFunction('findPlants', withInline('{"openapi": "3.1.0"}'));
    expect(faults.join()).to.match(
      /^agent\/plugins\/plants\.json, line 1, column \d+ \(runtimes\[0\]\.spec\.api_description\), line 1, column 13 \(openapi\): the version/,
    );
  });
});
