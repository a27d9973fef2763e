import { randomUUID } from 'node:crypto';
import { toAiPlugin } from './api/callers/to-ai-plugin.ts';
import { readOpenApiDocument } from './api/openapi-document.ts';
import { createPageCache } from './api/page-cache.ts';
import { toPublishedDocument } from './api/to-published-document.ts';
import { createRequestValidator } from './api/validate-request.ts';
import { createAuthorization } from './authorization/authorization.ts';
import { toProtectedResourceMetadata } from './authorization/protected-resource-metadata.ts';
import { createBot } from './bot/create-bot.ts';
import { createCardActions } from './card-actions/create-card-actions.ts';
import { createCards } from './cards/create-cards.ts';
import { createAsk } from './chat/ask.ts';
import { createChat } from './chat/create-chat.ts';
import type { Config } from './config/read-config.ts';
import { type Handler, json } from './foundation/http.ts';
import type { Log } from './foundation/log.ts';
import { createMessageExtension } from './message-extension/create-message-extension.ts';
import { createRepairs } from './repairs/repairs.ts';
import { createRepairsApi } from './repairs-client/create-repairs-api.ts';
import { createRoutes } from './routes.ts';
import { createServer, type ServerLimits } from './server/create-server.ts';
import { createReadiness } from './server/health.ts';
import { openSqliteStorage } from './storage/sqlite/open-sqlite-storage.ts';
import { createPages } from './web/create-pages.ts';
import { createPicturesHandler } from './web/serve-pictures.ts';

export interface AppOptions {
  readonly log: Log;
  readonly now: () => Date;
  /** Creates a UUID. */
  readonly newId?: (() => string) | undefined;
  /** Returns a number from 0 to 1, for the jitter of retries. */
  readonly random?: (() => number) | undefined;
  readonly limits?: Partial<ServerLimits> | undefined;
}

export interface App {
  /** Closes the app and rejects if it cannot listen, with the error of Node.js, for example `EADDRINUSE`. */
  listen(): Promise<{ readonly url: string; readonly port: number }>;
  /** Drains the server, then closes the storage; a second call waits for the first. */
  close(): Promise<void>;
}

const metadataPath = '/.well-known/oauth-protected-resource';

/**
 * The composition root of the app: the only file that imports everything. Nothing listens before `listen`.
 * @throws StartupFault if the storage cannot be opened.
 */
export async function createApp(config: Config, options: AppOptions): Promise<App> {
  const { publicUrl, authorization: settings } = config;
  const { log, now, newId = randomUUID, random = Math.random, limits } = options;
  const storage = await openSqliteStorage({ folder: config.dataFolder, now });
  const authorization = createAuthorization({ settings, resourceMetadataUrl: publicUrl + metadataPath, now, log });
  const document = readOpenApiDocument();
  const [tenant = '', ...others] = settings.allowedTenants;
  // Microsoft Entra ID publishes its metadata for several tenants under the name `organizations`.
  const issuer = settings.issuer.replaceAll('{tenantid}', others.length === 0 ? tenant : 'organizations');

  const repairsApi = createRepairsApi({ baseUrl: `${config.repairsApiUrl}/api`, now, random, log });
  const cards = createCards();
  const chat = createChat(cards);
  const bot = createBot({
    settings: config.bot,
    publicUrl,
    repairsApi,
    messageExtension: createMessageExtension({
      cards,
      preferences: storage.preferences,
      cardActions: { ...createCardActions(cards), ask: createAsk(chat, cards) },
      log,
    }),
    chat,
    people: storage.people,
    now,
    newId,
    random,
    log,
  });

  const server = createServer({
    name: 'app',
    log,
    now,
    newId,
    headers: publicUrl.startsWith('https:') ? { 'Strict-Transport-Security': 'max-age=31536000' } : {},
    limits,
    routes: createRoutes({
      authorize: authorization.authorize,
      api: {
        repairs: createRepairs({ repository: storage, newId, now }),
        publicUrl,
        validate: createRequestValidator(document),
        pages: createPageCache(),
      },
      admitChannel: bot.admit,
      readiness: createReadiness({
        checks: { storage: () => storage.ping(), authorization: () => authorization.ready() },
        log,
      }),
      openApiDocument: createDocumentHandler(
        toPublishedDocument(document, { publicUrl, issuer, callers: settings.callers }),
      ),
      protectedResourceMetadata: createDocumentHandler(toProtectedResourceMetadata(settings, publicUrl)),
      aiPlugin: config.aiPlugin && createDocumentHandler(toAiPlugin(config.aiPlugin, publicUrl)),
      pictures: createPicturesHandler(new URL('./web/pictures/', import.meta.url)),
      pages: createPages({ teamsOrigins: config.teamsOrigins }),
      log,
    }),
  });

  if (settings.anonymousTenant !== undefined) {
    log.warn('api: anybody on this machine may read', { tenantId: settings.anonymousTenant });
  }

  let closed: Promise<void> | undefined;
  const closeAll = async (): Promise<void> => {
    await server.close();
    await bot.close();
    await repairsApi.close();
    await storage.close();
  };
  const close = (): Promise<void> => {
    closed ??= closeAll();
    return closed;
  };
  return {
    async listen() {
      try {
        const address = await server.listen(config.port, config.host);
        void authorization.warmUp();
        void bot.warmUp();
        return address;
      } catch (cause) {
        await close();
        throw cause;
      }
    },
    close,
  };
}

/** Serves a document that does not change while the app runs, to any origin. */
function createDocumentHandler(document: unknown): Handler {
  const response = json(200, document, {
    'Cache-Control': 'public, max-age=300',
    'Access-Control-Allow-Origin': '*',
  });
  return async () => response;
}
