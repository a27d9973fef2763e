import { join } from 'node:path';
import type { ListenAddress } from '../foundation/to-listen-fault.ts';
import { verifyFreePort } from '../local/verify-free-port.ts';
import { verifyAppIds } from './app-package/verify-app-ids.ts';
import { createChannelKeys } from './bots/channel-keys.ts';
import { cloudNames } from './cloud/cloud-proxy.ts';
import { openCertificate } from './cloud/open-certificate.ts';
import { createConnectorTokens } from './connector/connector-tokens.ts';
import { bundlePage } from './page-api/page-files/bundle-page.ts';
import { findLostPeople } from './sessions/sessions.ts';
import { readState } from './state/read-state.ts';
import { resetState } from './state/reset-state.ts';
import type { TeamsHostOptions } from './teams-host-options.ts';
import { createFindConnectionRegistration } from './token-service/connections.ts';
import { openVault } from './vault/open-vault.ts';
import { toVaultFolder } from './vault/open-vault-store.ts';
import { createTaskRunner } from './worker/task-runner.ts';

export type Parts = Awaited<ReturnType<typeof prepareParts>>;

/**
 * Creates the parts that do not depend on the URL of the host.
 * @param address where the host will listen; saved data are removed only if it is free.
 */
export async function prepareParts(options: TeamsHostOptions, address: ListenAddress) {
  const { apps, dataFolder, registrations, now, log, randomBytes, fetch = globalThis.fetch } = options;
  verifyAppIds(apps);
  const vaultFolder = toVaultFolder(dataFolder);
  const stateFile = join(dataFolder, 'state.json');
  const certificateFolder = join(dataFolder, 'tls');
  if (options.reset === true) {
    await verifyFreePort(address);
    await resetState([vaultFolder, stateFile, certificateFolder]);
  }
  const { vault, bots, singleSignOn, openOther, signingKey } = await openVault({
    folder: vaultFolder,
    registrations,
    now,
    log,
    random: randomBytes,
    fetch,
  });
  const { state, notices } = await readState(stateFile);
  return {
    vault,
    stateFile,
    state,
    stateId: state?.id ?? Buffer.from(randomBytes(16)).toString('hex'),
    notices: [...notices, ...findLostPeople(state?.sessions ?? [], options.people)],
    connections: openOther(createFindConnectionRegistration(bots, vault)),
    botRegistrations: bots,
    singleSignOn,
    page: options.page ?? (await bundlePage()),
    keys: await createChannelKeys(now, await signingKey('channel')),
    tokens: createConnectorTokens(now, await signingKey('connector')),
    certificate: await openCertificate({
      folder: certificateFolder,
      names: cloudNames,
      now,
      random: randomBytes,
    }),
    tasks: options.tasks ?? createTaskRunner(),
  };
}
