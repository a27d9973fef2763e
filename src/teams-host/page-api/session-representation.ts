import type { AppPackage, BotCommand } from '../app-package/app-package.ts';
import { type Bots, findMissingBots } from '../bots/bots.ts';
import type { Conversations } from '../conversations/conversations.ts';
import type { Directory } from '../conversations/directory.ts';
import type { KeptTokens } from '../token-service/kept-tokens.ts';
import type { Vault } from '../vault/vault.ts';
import type { Person } from '../wire/person.ts';

export interface SessionRepresentationOptions {
  readonly apps: readonly AppPackage[];
  readonly user: Person;
  readonly vault: Vault;
  readonly keptTokens: KeptTokens;
  readonly bots: Bots;
  readonly chat: Conversations;
  readonly people: Directory;
}

/** What `GET /api/session` answers. */
export async function toSessionRepresentation(options: SessionRepresentationOptions): Promise<object> {
  const { apps, user, bots, chat, people, vault, keptTokens } = options;
  const all = await Promise.all(
    apps.map(async (app) => ({
      ...toApp(app, bots),
      installed: isInstalled(app, user, chat),
      auth: await toAuth(app, user, vault, keptTokens),
    })),
  );
  return { user: toUser(user), users: people.all.map(toUser), apps: all };
}

function toApp(app: AppPackage, bots: Bots) {
  const { manifest, commands, bot, botExtension } = app;
  const { id, name, description, developer, validDomains } = manifest;
  const api =
    commands.length === 0
      ? undefined
      : {
          kind: 'api',
          canUpdateConfiguration: false,
          linkDomains: [],
          commands: commands.map((command) =>
            toCommand(id, { kind: 'query', context: ['compose', 'commandBox'], fetchTask: false, ...command }),
          ),
        };
  const ofBot = botExtension && {
    kind: 'bot',
    canUpdateConfiguration: botExtension.canUpdateConfiguration,
    linkDomains: botExtension.linkDomains,
    commands: botExtension.commands.map((command) => toCommand(id, command)),
  };
  const extension = api ?? ofBot;
  return {
    id,
    name,
    description,
    developer,
    icon: `/apps/${id}/color.png`,
    problems: [...app.problems, ...findMissingBots(app, bots)],
    validDomains,
    ...(extension === undefined ? {} : { extension }),
    ...(bot === undefined ? {} : { bot: { id: bot.id, name, scopes: bot.scopes, commands: bot.commands } }),
  };
}

function toCommand(appId: string, command: Omit<BotCommand, 'kind'> & { readonly kind: string }) {
  const { id, title, description, parameters, fetchTask, initialRun, kind, context } = command;
  return { id, title, description, parameters, fetchTask, initialRun, kind, context, appId };
}

async function toAuth(app: AppPackage, user: Person, vault: Vault, keptTokens: KeptTokens): Promise<object> {
  const { authorization } = app.manifest;
  const registration = authorization.kind === 'none' ? undefined : vault.registration(authorization.registrationId);
  return {
    kind: keptTokens.usesSignIn(app) ? 'oauth' : authorization.kind,
    ...(registration === undefined ? {} : { registrationName: registration.name }),
    signedIn: await keptTokens.isSignedIn(app, user),
  };
}

/** An app without a bot needs no installation. */
function isInstalled({ manifest, bot, botExtension }: AppPackage, user: Person, chat: Conversations): boolean {
  return (bot === undefined && botExtension === undefined) || chat.isInstalled(manifest.id, user);
}

function toUser({ id, name, tenantId, tenantName }: Person): Person {
  return { id, name, tenantId, tenantName };
}
