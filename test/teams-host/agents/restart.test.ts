import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { AppPackage } from '../../../src/teams-host/app-package/app-package.ts';
import type { FunctionAnswer } from '../../../src/teams-host/wire/agent.ts';
import { anAgentPackage } from '../../support/an-agent-package.ts';
import { gardenAppId } from '../../support/an-app-package.ts';
import { type ScriptedApi, startScriptedApi } from '../../support/scripted-api.ts';
import { startTeamsHost } from '../../support/start-teams-host.ts';

/** Uninstalling is covered by prompts.test.ts. */
describe('what a person has allowed an agent', () => {
  let api: ScriptedApi;
  let appPackage: AppPackage;
  let dataFolder: string;

  before(async () => {
    api = await startScriptedApi();
    appPackage = await anAgentPackage({ server: `${api.url}/v1` });
    dataFolder = await mkdtemp(join(tmpdir(), 'teams-host-agents-'));
  });
  after(async () => {
    await api.close();
    await rm(dataFolder, { recursive: true, force: true });
  });

  /** Calls a function in a host of its own, and allows the connection if it asks. @returns the types of the answers. */
  async function callAfterStart(): Promise<readonly string[]> {
    const host = await startTeamsHost({ appPackage, dataFolder });
    try {
      const page = await host.open();
      const call = async (consent?: object): Promise<FunctionAnswer> => {
        const request = { pluginId: 'plants', functionName: 'findPlants', arguments: {}, consent };
        return (await (await page.post(`/api/apps/${gardenAppId}/agent/call`, request)).json()) as FunctionAnswer;
      };
      const first = await call();
      return first.type === 'connect' ? [first.type, (await call({ id: first.consentId })).type] : [first.type];
    } finally {
      await host.close();
    }
  }

  it('outlives a restart of the host', async () => {
    expect(await callAfterStart()).to.deep.equal(['connect', 'functionResult']);
    expect(await callAfterStart()).to.deep.equal(['functionResult']);
  });
});
