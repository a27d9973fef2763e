import type { Route } from '../../foundation/http.ts';
import { member } from '../../foundation/json-value.ts';
import type { Allowances } from '../agents/allowances.ts';
import type { AppPackage } from '../app-package/app-package.ts';
import type { Bots } from '../bots/bots.ts';
import type { Messaging } from '../bots/messaging.ts';
import type { Conversations } from '../conversations/conversations.ts';
import type { Guard } from '../sessions/guard.ts';
import { createPageRoute, type PageHandler } from './page-route.ts';
import { findApp, findAppOrBot, findConversation } from './parse-page-request.ts';

export interface InstallRoutesOptions {
  readonly guard: Guard;
  readonly apps: readonly AppPackage[];
  readonly bots: Bots;
  readonly conversations: Conversations;
  readonly messaging: Messaging;
  /** What people have allowed an app's agent; removing the app takes it back. */
  readonly allowances: Pick<Allowances, 'forget'>;
}

/** Creates the routes that add apps to conversations or for a person, and remove them. */
export function createInstallRoutes(options: InstallRoutesOptions): readonly Route[] {
  const route = createPageRoute(options.guard);
  return [
    route('POST /api/conversations/:conversationId/install', setInstalled(options, true)),
    route('POST /api/conversations/:conversationId/uninstall', setInstalled(options, false)),
    route('POST /api/apps/:appId/install', setInstalledForPerson(options, true)),
    route('POST /api/apps/:appId/uninstall', setInstalledForPerson(options, false)),
  ];
}

function setInstalled(
  { bots, conversations, messaging, allowances }: InstallRoutesOptions,
  installed: boolean,
): PageHandler<void> {
  return ({ params, body }, session) => {
    const { user } = session;
    const conversation = findConversation(conversations, user, params.conversationId);
    const app = findAppOrBot(bots.appsFor(conversation), member(body, 'appId'));
    const flow = session.begin(toAction(app, installed), 'install');
    if (!installed && conversation.kind === 'personal') {
      allowances.forget(user, app.manifest.id);
    }
    messaging.setInstalled({ user, conversation, flow }, app, installed);
  };
}

function setInstalledForPerson(
  { apps, conversations, messaging, allowances }: InstallRoutesOptions,
  installed: boolean,
): PageHandler<void> {
  return ({ params }, session) => {
    const app = findApp(apps, params.appId);
    const { user } = session;
    const conversation = app.bot && conversations.personal(app.bot.id, user);
    if (!installed) {
      allowances.forget(user, app.manifest.id);
    }
    if (conversation === undefined) {
      conversations.setInstalled(app.manifest.id, user, installed);
    } else {
      const flow = session.begin(toAction(app, installed), 'install');
      messaging.setInstalled({ user, conversation, flow }, app, installed);
    }
  };
}

const toAction = (app: AppPackage, installed: boolean): string =>
  `${installed ? 'Add' : 'Remove'} ${app.manifest.name}`;
