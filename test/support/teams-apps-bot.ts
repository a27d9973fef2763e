/** A bot on @microsoft/teams.apps configured by its options: a custom cloud, and a token function instead of MSAL. */
import { cardAttachment, PUBLIC, withOverrides } from '@microsoft/teams.api';
import { App, type HttpRouteHandler } from '@microsoft/teams.apps';
import { botId } from './a-bot-package.ts';
import { connection, type ForeignBot } from './botbuilder-bot.ts';
import { startLoopbackServer } from './loopback-http.ts';
import { getConnectorToken, tenant } from './scripted-bot.ts';

export async function startTeamsAppsBot(): Promise<ForeignBot> {
  const server = await startLoopbackServer();
  return {
    endpoint: `${server.url}/api/messages`,
    async connectTo(hostUrl) {
      let messages: HttpRouteHandler | undefined;
      const app = new App({
        clientId: botId,
        tenantId: tenant,
        token: () => getConnectorToken(hostUrl),
        cloud: withOverrides(PUBLIC, {
          loginEndpoint: `${hostUrl}/botframework`,
          tokenServiceUrl: `${hostUrl}/token-service`,
          openIdMetadataUrl: `${hostUrl}/botframework/v1/.well-known/openidconfiguration`,
        }),
        httpServerAdapter: {
          registerRoute: (_, path, handler) => {
            messages = path === '/api/messages' ? handler : messages;
          },
        },
        oauthFlows: [connection],
        logger: silent,
      });
      addHandlers(app);
      await app.initialize();
      server.answer(async (request) => (await messages?.(request)) ?? { status: 404 });
    },
    close: server.close,
  };
}

function addHandlers(app: App): void {
  const flow = app.getOAuthFlow(connection);
  flow.onSignInComplete(async (context) => {
    await context.send('You are signed in');
  });
  app.on('message', async (context) => {
    if (context.activity.text === 'sign in') {
      await flow.signIn(context);
    } else {
      await context.send(`You said: ${context.activity.text}`);
    }
  });
  app.on('install.add', async (context) => {
    await context.send('Welcome to the garden');
  });
  app.on('message.ext.query', async (context) => {
    const { activity, api, ref } = context;
    const { state, parameters } = activity.value;
    const token = await api.users
      .getToken({
        channelId: activity.channelId,
        userId: activity.from.id,
        connectionName: connection,
        ...(state === undefined ? {} : { code: state }),
      })
      .catch(() => undefined);
    if (token === undefined) {
      const exchange = { connectionName: connection, conversation: ref, msAppId: botId };
      const { signInLink } = await api.bots.signIn.getResource({
        state: Buffer.from(JSON.stringify(exchange)).toString('base64'),
      });
      const actions = [{ type: 'openUrl' as const, title: 'Sign in', value: signInLink ?? '' }];
      return { status: 200, body: { composeExtension: { type: 'auth', suggestedActions: { to: [], actions } } } };
    }
    const card = cardAttachment('adaptive', { type: 'AdaptiveCard', version: '1.5', body: [] } as never);
    const preview = cardAttachment('thumbnail', { title: `Found ${parameters?.[0]?.value}` } as never);
    const attachments = [{ ...card, preview }];
    return { status: 200, body: { composeExtension: { type: 'result', attachmentLayout: 'list', attachments } } };
  });
}

const silent = {
  error() {},
  warn() {},
  info() {},
  debug() {},
  trace() {},
  log() {},
  child: () => silent,
} as never;
