import type { Route } from '../foundation/http.ts';
import { toListenFault } from '../foundation/to-listen-fault.ts';
import { localSilenceTimeout } from '../local/local-silence-timeout.ts';
import { lockFolder } from '../local/lock-folder.ts';
import { createServer } from '../server/create-server.ts';
import { assembleHost } from './assemble-host.ts';
import { type CloudProxy, createCloudProxy } from './cloud/cloud-proxy.ts';
import { runWithRefusal } from './connector/run-with-refusal.ts';
import type { Flow } from './flow/flow.ts';
import { toContentSecurityPolicy, toFrameOrigins } from './page-api/page-files/content-security-policy.ts';
import { createStreamSender } from './page-api/send-streams.ts';
import { prepareParts } from './prepare-parts.ts';
import type { TeamsHostOptions } from './teams-host-options.ts';

/** A running host. */
export interface TeamsHost {
  readonly url: string;
  readonly routes: readonly Pick<Route, 'method' | 'path'>[];
  /** What of an earlier run was discarded and why, as sentences to show. */
  readonly notices: readonly string[];
  /** Path of the certificate that bots must accept to reach this host at the addresses of the public cloud. */
  readonly certificatePath: string;
  /**
   * Returns the flow of the latest action for which a bot requested this access token, so that calls with the token can
   * be added to it; undefined for any other token.
   */
  flowOf(token: string): Flow | undefined;
  /** Accepts no more connections and waits for pending responses. */
  close(): Promise<void>;
}

/** The host stores people's tokens, so it listens on loopback only. */
const host = '127.0.0.1';

/**
 * Starts the local Teams host for one or several app packages.
 * @throws StartupFault if two packages have the same id, another program uses the data folder, the vault cannot be
 * opened or the port is in use; nothing listens then.
 */
export async function startTeamsHost(options: TeamsHostOptions): Promise<TeamsHost> {
  const { port, portSetting = 'TEAMS_HOST_PORT', log, now } = options;
  const address = { host, port, portSetting };
  const lock = await lockFolder(options.dataFolder);
  const parts = await prepareParts(options, address).catch(async (cause: unknown) => {
    await lock.release();
    throw cause;
  });
  const headers = {
    'Content-Security-Policy': toContentSecurityPolicy(
      [],
      toFrameOrigins(options.apps.flatMap(({ manifest }) => manifest.validDomains)),
    ),
  };
  const streams = createStreamSender();
  // Nobody connects before the server listens and its URL is known.
  let proxy: CloudProxy | undefined;
  const connect: CloudProxy['connect'] = (request, socket, head) => proxy?.connect(request, socket, head);
  const server = createServer({
    name: 'teams host',
    log,
    now,
    headers,
    run: runWithRefusal,
    send: streams.send,
    limits: { silenceTimeout: localSilenceTimeout },
    connect,
  });
  try {
    const { url } = await server.listen(port, host);
    const { routes, flowOf, close, saved } = assembleHost(options, parts, url);
    server.serve(routes);
    proxy = createCloudProxy({ origin: url, certificate: parts.certificate, log });
    return {
      url,
      routes,
      notices: parts.notices,
      certificatePath: parts.certificate.path,
      flowOf,
      async close() {
        close();
        proxy?.close();
        streams.close();
        await server.close();
        await saved();
        await lock.release();
        if (options.tasks === undefined) {
          parts.tasks.close();
        }
      },
    };
  } catch (cause) {
    await server.close();
    await lock.release();
    throw toListenFault(cause, address);
  }
}
