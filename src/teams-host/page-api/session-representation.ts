import type { Allowances } from '../agents/allowances.ts';
import { toAgentView } from '../agents/to-agent-view.ts';
import type { AppPackage } from '../app-package/app-package.ts';
import type { BotExtensionCommand } from '../app-package/bot/bot-extension.ts';
import { type Bots, findMissingBots } from '../bots/bots.ts';
import type { Conversations } from '../conversations/conversations.ts';
import type { Directory } from '../conversations/directory.ts';
import type { StoredTokens } from '../token-service/stored-tokens.ts';
import type { Vault } from '../vault/vault.ts';
import type { AppAuthorization, Command, LoadedApp, MessageExtension } from '../wire/loaded-app.ts';
import type { Person } from '../wire/person.ts';
import type { SessionView } from '../wire/session.ts';

export interface SessionRepresentationOptions {
  readonly apps: readonly AppPackage[];
  readonly user: Person;
  readonly vault: Vault;
  readonly storedTokens: StoredTokens;
  readonly allowances: Allowances;
  readonly bots: Bots;
  readonly conversations: Conversations;
  readonly directory: Directory;
  readonly notices: readonly string[];
  readonly stateId: string;
  readonly pageVersion: string;
}

/** Builds the response of `GET /api/session`. */
export async function toSessionRepresentation(options: SessionRepresentationOptions): Promise<SessionView> {
  const { apps, user, directory, notices, stateId, pageVersion } = options;
  return {
    user: toUser(user),
    users: directory.all.map(toUser),
    apps: await Promise.all(apps.map((app) => toLoadedApp(app, options))),
    notices,
    stateId,
    pageVersion,
  };
}

async function toLoadedApp(
  app: AppPackage,
  { user, vault, storedTokens, allowances, bots, conversations }: SessionRepresentationOptions,
): Promise<LoadedApp> {
  const { manifest, bot } = app;
  const { id, name, description, developer, validDomains } = manifest;
  return {
    id,
    name,
    description,
    developer,
    icon: `/apps/${id}/color.png`,
    problems: [...app.problems, ...findMissingBots(app, bots)],
    validDomains,
    extension: toExtension(app),
    bot: bot && { id: bot.id, name, scopes: bot.scopes, commands: bot.commands },
    agent: await toAgentView(app, { user, vault, allowances }),
    installed: isInstalled(app, user, conversations),
    auth: await toAuthorization(app, user, vault, storedTokens),
  };
}

function toExtension({ commands, botExtension }: AppPackage): MessageExtension | undefined {
  if (commands.length > 0) {
    return {
      kind: 'api',
      canUpdateConfiguration: false,
      linkDomains: [],
      commands: commands.map((command) =>
        toCommand({
          kind: 'query',
          context: ['compose', 'commandBox'],
          fetchTask: false,
          taskInfo: undefined,
          ...command,
        }),
      ),
    };
  }
  return (
    botExtension && {
      kind: 'bot',
      canUpdateConfiguration: botExtension.canUpdateConfiguration,
      linkDomains: botExtension.linkDomains,
      commands: botExtension.commands.map(toCommand),
    }
  );
}

function toCommand({
  id,
  title,
  description,
  parameters,
  fetchTask,
  taskInfo,
  initialRun,
  kind,
  context,
}: BotExtensionCommand): Command {
  return {
    id,
    title,
    description,
    parameters,
    initialRun,
    kind,
    context,
    hasDialog: fetchTask || taskInfo !== undefined,
  };
}

async function toAuthorization(
  app: AppPackage,
  user: Person,
  vault: Vault,
  storedTokens: StoredTokens,
): Promise<AppAuthorization> {
  const { authorization } = app.manifest;
  const registration = 'registrationId' in authorization ? vault.registration(authorization.registrationId) : undefined;
  return {
    // With single sign-on, people do not sign in to the app.
    kind: storedTokens.usesSignIn(app) ? 'oauth' : authorization.kind === 'apiKey' ? 'apiKey' : 'none',
    registrationName: registration?.name,
    signedIn: await storedTokens.isSignedIn(app, user),
  };
}

/** Apps without a bot are always installed. */
function isInstalled({ manifest, bot, botExtension }: AppPackage, user: Person, conversations: Conversations): boolean {
  return (bot === undefined && botExtension === undefined) || conversations.isInstalled(manifest.id, user);
}

function toUser({ id, name, tenantId, tenantName }: Person): Person {
  return { id, name, tenantId, tenantName };
}
