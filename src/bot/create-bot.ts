import type { Chat } from '../chat/chat.ts';
import type { GuardedRoute } from '../foundation/http.ts';
import type { Log } from '../foundation/log.ts';
import type { MessageExtension } from '../message-extension/command-context.ts';
import type { RepairsApi } from '../repairs-client/create-repairs-api.ts';
import type { BotSettings } from './bot-settings.ts';
import { createBotToken } from './bot-token.ts';
import { createChannelCaller, type Persistence } from './call-channel.ts';
import { createChatHandler } from './chat/handle-chat.ts';
import { createSendReplies } from './chat/send-replies.ts';
import { requestClientCredentials } from './client-credentials.ts';
import { createConnector } from './connector.ts';
import { createAdapter } from './create-adapter.ts';
import { createDispatch } from './dispatch.ts';
import { createEndorsedKeys } from './endorsed-keys.ts';
import { createHttpClient } from './http-client.ts';
import { createExchanges } from './invoke/exchanges.ts';
import { createExtensionKinds } from './invoke/extension-kinds.ts';
import { createInvokeHandler } from './invoke/handle-invoke.ts';
import { createSignInKinds } from './invoke/sign-in-kinds.ts';
import { requestManagedIdentity } from './managed-identity.ts';
import { createMessagesEndpoint } from './messages-endpoint.ts';
import { shareKeys } from './sdk-keys.ts';
import { createShareCard } from './share-card.ts';
import { TokenService } from './token-service.ts';
import { createUserToken } from './user-token.ts';
import { createWaitForSending } from './wait-for-sending.ts';
import { createWithToken } from './with-token.ts';

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
