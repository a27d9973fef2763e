import type { Chat } from '../chat/chat.ts';
import type { GuardedRoute } from '../foundation/http.ts';
import type { Log } from '../foundation/log.ts';
import type { MessageExtension } from '../message-extension/command-context.ts';
import type { RepairsApi } from '../repairs-client/create-repairs-api.ts';
import type { BotSettings } from './bot-settings.ts';
import { createBotToken } from './channel/bot-token.ts';
import { createChannelCaller, type Persistence } from './channel/call-channel.ts';
import { requestClientCredentials } from './channel/client-credentials.ts';
import { createConnector } from './channel/connector.ts';
import { createHttpClient } from './channel/http-client.ts';
import { requestManagedIdentity } from './channel/managed-identity.ts';
import { createDispatch } from './dispatch.ts';
import { createEndorsedKeys } from './front-door/connector-keys.ts';
import { createAdapter } from './front-door/create-adapter.ts';
import { createMessagesEndpoint } from './front-door/messages-endpoint.ts';
import { shareKeys } from './front-door/sdk-keys.ts';
import { createExchanges } from './invokes/exchanges.ts';
import { createExtensionKinds } from './invokes/extension-kinds.ts';
import { createInvokeHandler } from './invokes/handle-invoke.ts';
import { createSignInKinds } from './invokes/sign-in-kinds.ts';
import { createChatHandler } from './messages/handle-message.ts';
import { createSendReplies } from './sending/send-replies.ts';
import { createShareCard } from './sending/share-card.ts';
import { createWaitForSending } from './sending/wait-for-sending.ts';
import { TokenService } from './user-tokens/token-service.ts';
import { createUserToken } from './user-tokens/user-token.ts';
import { createWithToken } from './user-tokens/with-token.ts';

/** How long the bot takes at most; milliseconds. */
export interface BotLimits {
  /** For everything an invoke does: Teams waits 5 seconds for message extensions. */
  readonly invokeBudget: number;
  /** For everything a message does before it is answered: Teams waits 10 to 15 seconds. */
  readonly messageBudget: number;
  /** For which an invoke waits until what it says besides its answer is sent: a welcome, or the others' card. */
  readonly sendBudget: number;
  readonly connector: Persistence;
  readonly tokenService: Persistence;
  readonly keysTimeout: number;
}

export const defaultBotLimits: BotLimits = {
  invokeBudget: 4000,
  messageBudget: 6000,
  sendBudget: 800,
  connector: { tries: 4, timeout: 3000, budget: 5000 },
  tokenService: { tries: 2, timeout: 1500, budget: 2500 },
  keysTimeout: 3000,
};

export interface BotOptions {
  readonly settings: BotSettings;
  /** Origin of the app. */
  readonly publicUrl: string;
  readonly repairsApi: Pick<RepairsApi, 'forToken'>;
  readonly messageExtension: MessageExtension;
  readonly chat: Chat;
  readonly now: () => Date;
  readonly newId: () => string;
  /** From 0 to 1. */
  readonly random: () => number;
  readonly log: Log;
  readonly limits?: Partial<BotLimits>;
}

export interface Bot {
  /** Judges a call of `POST /api/messages` and gives its handler. */
  readonly admit: GuardedRoute['admit'];
  /** Fetches the channel's keys so that the first activity does not wait; a failure is logged, not thrown. */
  warmUp(): Promise<void>;
  /** Cuts what is under way to the channel. */
  close(): Promise<void>;
}

/** Puts the bot together. Nothing is sent before `warmUp` or the first activity. */
export function createBot(options: BotOptions): Bot {
  const { settings, publicUrl, repairsApi, messageExtension, chat, now, newId, random, log } = options;
  const { appId, appType, channel, oauthConnection: connectionName, serviceUrls, singleSignOn } = settings;
  const limits = { ...defaultBotLimits, ...options.limits };

  const http = createHttpClient();
  const { timeout } = limits.tokenService;
  const botToken = createBotToken({
    request:
      appType === 'SingleTenant'
        ? () => requestClientCredentials({ settings, http, timeout })
        : () => requestManagedIdentity(settings),
    timeout,
    now,
  });
  const caller = (persistence: Persistence) => createChannelCaller({ http, botToken, persistence, now, random, log });
  const callConnector = caller(limits.connector);
  const adapter = createAdapter({
    settings,
    userTokenClient: new TokenService({ base: channel.tokenServiceUrl, appId, call: caller(limits.tokenService) }),
    createConnector: (serviceUrl) => createConnector(serviceUrl, serviceUrls, callConnector),
    now,
    log,
  });

  const userToken = createUserToken({ connectionName, singleSignOn, log });
  const withToken = createWithToken(userToken, repairsApi);
  const sendReplies = createSendReplies(log);
  const turnOptions = { publicUrl, now, newId };
  const waitForSending = createWaitForSending({ budget: limits.sendBudget, now, log });
  const handleInvoke = createInvokeHandler({
    kinds: {
      ...createExtensionKinds({
        messageExtension,
        withToken,
        userToken,
        connectionName,
        singleSignOn,
        shareCard: createShareCard(log),
        waitForSending,
      }),
      ...createSignInKinds({
        userToken,
        exchanges: createExchanges(now),
        connectionName,
        chat,
        sendReplies,
        waitForSending,
        log,
      }),
    },
    userToken,
    turnOptions: { ...turnOptions, budget: limits.invokeBudget },
    log,
  });
  const chatHandler = createChatHandler({
    chat,
    withToken,
    userToken,
    connectionName,
    sendReplies,
    turnOptions: { ...turnOptions, budget: limits.messageBudget },
    log,
  });

  const keys = createEndorsedKeys({
    channel,
    now,
    log,
    onLoad: (document) => shareKeys(channel.metadataUrl, document),
    timeout: limits.keysTimeout,
  });
  const dispatch = createDispatch({ chat: chatHandler, handleInvoke });
  return {
    admit: createMessagesEndpoint({ settings, keys, adapter, dispatch, now }),
    async warmUp() {
      // The key set itself logs why it cannot be had.
      await keys.ready().catch(() => undefined);
    },
    close: () => http.close(),
  };
}
