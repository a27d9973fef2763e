import type { Chat } from '../chat/chat.ts';
import type { GuardedRoute } from '../foundation/http.ts';
import type { Log } from '../foundation/log.ts';
import type { MessageExtension } from '../message-extension/create-message-extension.ts';
import type { RepairsApi } from '../repairs-client/create-repairs-api.ts';
import type { BotSettings } from './bot-settings.ts';
import { createBotToken } from './channel/bot-token.ts';
import { createChannelCaller, type RetryLimits } from './channel/call-channel.ts';
import { requestClientCredentials } from './channel/client-credentials.ts';
import { createConnector } from './channel/connector.ts';
import { createHttpClient } from './channel/http-client.ts';
import { requestManagedIdentity } from './channel/managed-identity.ts';
import { createDispatch } from './dispatch.ts';
import { createConnectorKeys } from './front-door/connector-keys.ts';
import { createAdapter } from './front-door/create-adapter.ts';
import { createMessagesEndpoint } from './front-door/messages-endpoint.ts';
import { createExchanges } from './invokes/exchanges.ts';
import { createExtensionKinds } from './invokes/extension-kinds.ts';
import { createInvokeHandler } from './invokes/handle-invoke.ts';
import { createSignInKinds } from './invokes/sign-in-kinds.ts';
import { createAnswerMessage } from './messages/answer-message.ts';
import { createMessageHandler } from './messages/handle-message.ts';
import type { People } from './messages/people.ts';
import { createSendReplies } from './sending/send-replies.ts';
import { createShareCard } from './sending/share-card.ts';
import { createWaitForSending } from './sending/wait-for-sending.ts';
import { createCodeAttempts } from './user-tokens/code-attempts.ts';
import { createUserTokens } from './user-tokens/user-tokens.ts';
import { createWithToken } from './user-tokens/with-token.ts';

/** Time limits of the bot, in milliseconds. */
export interface BotLimits {
  /** For an invoke, up to its response: Teams waits 5 seconds for message extensions. */
  readonly invokeBudget: number;
  /** For a message, up to its replies: Teams waits 10 to 15 seconds. */
  readonly messageBudget: number;
  /** How long an invoke waits for messages that are sent in addition to its response. */
  readonly sendBudget: number;
  readonly connector: RetryLimits;
  readonly tokenService: RetryLimits;
  readonly keysTimeout: number;
}

const defaultBotLimits: BotLimits = {
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
  readonly people: People;
  readonly now: () => Date;
  readonly newId: () => string;
  /** Returns a number from 0 to 1, for the jitter of retries. */
  readonly random: () => number;
  readonly log: Log;
  readonly limits?: Partial<BotLimits> | undefined;
}

export interface Bot {
  /** Authorizes requests to `POST /api/messages` and returns their handler. */
  readonly admit: GuardedRoute['admit'];
  /** Fetches the channel's keys so that the first activity does not wait for them; a failure is logged, not thrown. */
  warmUp(): Promise<void>;
  /** Aborts requests to the channel. */
  close(): Promise<void>;
}

/** Composes the bot. Nothing is sent before `warmUp` or the first activity. */
export function createBot(options: BotOptions): Bot {
  const { settings, publicUrl, repairsApi, messageExtension, chat, people, now, newId, random, log } = options;
  const { appId, channel, oauthConnection: connectionName, serviceUrls, singleSignOn } = settings;
  const { issuer, metadataUrl, connectorScope, tokenServiceUrl } = channel;
  const limits = { ...defaultBotLimits, ...options.limits };
  const turnOptions = { publicUrl, now, newId };

  const http = createHttpClient();
  const { timeout } = limits.tokenService;
  const request =
    settings.appType === 'SingleTenant'
      ? () =>
          requestClientCredentials({
            tokenEndpoint: `${channel.loginUrl}/oauth2/v2.0/token`,
            clientId: appId,
            clientSecret: settings.password ?? '',
            scope: `${connectorScope}/.default`,
            http,
            timeout,
          })
      : () => requestManagedIdentity(appId, connectorScope);
  const botToken = createBotToken({ request, timeout, now });
  const createCaller = (retryLimits: RetryLimits) =>
    createChannelCaller({ http, botToken, retryLimits, now, random, log });

  const userTokens = createUserTokens({
    tokenServiceUrl,
    appId,
    connectionName,
    singleSignOn,
    call: createCaller(limits.tokenService),
    codeAttempts: createCodeAttempts(now),
    log,
  });
  const withToken = createWithToken(userTokens, repairsApi);
  const connector = createConnector({ serviceUrls, call: createCaller(limits.connector) });
  const sendReplies = createSendReplies(connector, log);
  const shareCard = createShareCard(connector, log);
  const waitForSending = createWaitForSending({ budget: limits.sendBudget, now, log });

  const answerMessage = createAnswerMessage({ chat, withToken, userTokens, connectionName, people, log });
  const extension = {
    messageExtension,
    withToken,
    userTokens,
    people,
    connectionName,
    singleSignOn,
    shareCard,
    waitForSending,
  };
  const signIn = {
    userTokens,
    exchanges: createExchanges(now),
    connectionName,
    chat,
    people,
    answerMessage,
    sendReplies,
    waitForSending,
    log,
  };
  const handleInvoke = createInvokeHandler({
    kinds: { ...createExtensionKinds(extension), ...createSignInKinds(signIn) },
    userTokens,
    turnOptions: { ...turnOptions, budget: limits.invokeBudget },
    log,
  });
  const messages = createMessageHandler({
    chat,
    answerMessage,
    sendReplies,
    turnOptions: { ...turnOptions, budget: limits.messageBudget },
    log,
  });

  const keys = createConnectorKeys({ metadataUrl, issuer, timeout: limits.keysTimeout, now, log });
  return {
    admit: createMessagesEndpoint({
      rules: { issuer, audience: appId },
      serviceUrls,
      keys,
      adapter: createAdapter({ appId, connectorScope, log }),
      runTurn: createDispatch({ messages, handleInvoke }),
      now,
    }),
    async warmUp() {
      // The key set logs the failure.
      await keys.ready().catch(() => undefined);
    },
    close: () => http.close(),
  };
}
