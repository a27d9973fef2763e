/**
 * A stock botbuilder bot: unmodified CloudAdapter and TeamsActivityHandler with full validation. Only its settings are
 * specific to the local host; they include a credentials factory because MSAL rejects token endpoints with plain http.
 */
import {
  CardFactory,
  CloudAdapter,
  ConfigurationBotFrameworkAuthentication,
  type MessagingExtensionQuery,
  type MessagingExtensionResponse,
  TeamsActivityHandler,
  type TurnContext,
} from 'botbuilder';
import { ServiceClientCredentialsFactory, type UserTokenClient } from 'botframework-connector';
import { botId } from './a-bot-package.ts';
import { startLoopbackServer } from './loopback-http.ts';
import { getConnectorToken } from './scripted-bot.ts';

export interface ForeignBot {
  readonly endpoint: string;
  connectTo(hostUrl: string): Promise<void>;
  close(): Promise<void>;
}

export const connection = 'garden';

export async function startBotbuilderBot(): Promise<ForeignBot> {
  const server = await startLoopbackServer();
  return {
    endpoint: `${server.url}/api/messages`,
    async connectTo(hostUrl) {
      const adapter = createAdapter(hostUrl);
      const bot = new Gardener();
      server.answer(async (request) => {
        let status = 200;
        let body: unknown;
        const response = {
          socket: undefined,
          status: (code: number) => {
            status = code;
          },
          send: (value: unknown) => {
            body = value;
          },
          header: () => {},
          end: () => {},
        };
        await adapter.process(request as never, response as never, (context) => bot.run(context));
        return { status, body };
      });
    },
    close: server.close,
  };
}

function createAdapter(hostUrl: string): CloudAdapter {
  const settings = {
    MicrosoftAppType: 'SingleTenant',
    MicrosoftAppId: botId,
    OAuthUrl: `${hostUrl}/token-service`,
    ToChannelFromBotLoginUrl: `${hostUrl}/botframework`,
    ToChannelFromBotOAuthScope: 'https://api.botframework.com',
    ToBotFromChannelTokenIssuer: 'https://api.botframework.com',
    ToBotFromChannelOpenIdMetadataUrl: `${hostUrl}/botframework/v1/.well-known/openidconfiguration`,
    ToBotFromEmulatorOpenIdMetadataUrl: `${hostUrl}/botframework/v1/.well-known/openidconfiguration`,
    ValidateAuthority: true,
  };
  return new CloudAdapter(
    new ConfigurationBotFrameworkAuthentication(settings as never, new LoopbackCredentials(hostUrl)),
  );
}

class LoopbackCredentials extends ServiceClientCredentialsFactory {
  readonly #hostUrl: string;

  constructor(hostUrl: string) {
    super();
    this.#hostUrl = hostUrl;
  }

  override isValidAppId(appId: string): Promise<boolean> {
    return Promise.resolve(appId === botId);
  }

  override isAuthenticationDisabled(): Promise<boolean> {
    return Promise.resolve(false);
  }

  override createCredentials(): ReturnType<ServiceClientCredentialsFactory['createCredentials']> {
    const hostUrl = this.#hostUrl;
    let token: Promise<string> | undefined;
    return Promise.resolve({
      async signRequest(request: { headers: { set(name: string, value: string): void } }) {
        token ??= getConnectorToken(hostUrl);
        request.headers.set('Authorization', `Bearer ${await token}`);
        return request;
      },
    } as never);
  }
}

class Gardener extends TeamsActivityHandler {
  constructor() {
    super();
    this.onMessage(async (context, next) => {
      if (context.activity.text === 'sign in') {
        await context.sendActivity({ attachments: [await toOAuthCard(context)] });
      } else {
        await context.sendActivity(`You said: ${context.activity.text}`);
      }
      await next();
    });
    this.onMembersAdded(async (context, next) => {
      if (context.activity.membersAdded?.some(({ id }) => id === context.activity.recipient.id)) {
        await context.sendActivity('Welcome to the garden');
      }
      await next();
    });
  }

  protected override async handleTeamsSigninVerifyState(context: TurnContext): Promise<void> {
    const { state } = context.activity.value as { state: string };
    await context.sendActivity((await getToken(context, state)) ? 'You are signed in' : 'That did not work');
  }

  protected override async handleTeamsMessagingExtensionQuery(
    context: TurnContext,
    query: MessagingExtensionQuery,
  ): Promise<MessagingExtensionResponse> {
    const token = await getToken(context, (query as { state?: string }).state);
    if (!token) {
      const { signInLink } = await clientOf(context).getSignInResource(connection, context.activity, '');
      const actions = [{ type: 'openUrl', title: 'Sign in', value: signInLink }];
      return { composeExtension: { type: 'auth', suggestedActions: { to: [], actions } } as never };
    }
    const card = CardFactory.adaptiveCard({ type: 'AdaptiveCard', version: '1.5', body: [] });
    const preview = CardFactory.thumbnailCard(`Found ${query.parameters?.[0]?.value}`);
    return {
      composeExtension: { type: 'result', attachmentLayout: 'list', attachments: [{ ...card, preview }] },
    };
  }
}

function clientOf(context: TurnContext): UserTokenClient {
  const adapter = context.adapter as CloudAdapter;
  return context.turnState.get<UserTokenClient>(adapter.UserTokenClientKey);
}

async function getToken(context: TurnContext, code = ''): Promise<string | undefined> {
  const { from, channelId } = context.activity;
  return (await clientOf(context).getUserToken(from.id, connection, channelId, code))?.token;
}

async function toOAuthCard(context: TurnContext) {
  const { signInLink } = await clientOf(context).getSignInResource(connection, context.activity, '');
  return CardFactory.oauthCard(connection, 'Sign in', 'Please sign in', signInLink);
}
