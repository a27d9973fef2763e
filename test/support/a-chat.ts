import type { ConversationApp, ConversationView } from '../../src/teams-host/wire/conversation.ts';
import type { LoadedApp } from '../../src/teams-host/wire/loaded-app.ts';
import type { Message } from '../../src/teams-host/wire/message.ts';
import type { SessionView } from '../../src/teams-host/wire/session.ts';
import { aCommand } from './a-command.ts';

/** The session of Karin Blair with one app, with overrides. */
export function aSessionView(overrides: Partial<SessionView> = {}): SessionView {
  const user = { id: '1', name: 'Karin Blair', tenantId: 'c', tenantName: 'Contoso' };
  return { user, users: [user], apps: [anApp()], pageVersion: '1', stateId: 'state', notices: [], ...overrides };
}

/** An app with an API-based message extension of one command, with overrides. */
export function anApp(overrides: Partial<LoadedApp> = {}): LoadedApp {
  return {
    id: 'app',
    name: 'Repairs',
    icon: '/apps/app/color.png',
    problems: [],
    installed: true,
    validDomains: [],
    auth: { kind: 'oauth', signedIn: true },
    extension: { kind: 'api', canUpdateConfiguration: false, linkDomains: [], commands: [aCommand()] },
    ...overrides,
  };
}

/** An app with a bot and a bot-based message extension, with overrides. */
export function aBotApp(overrides: Partial<LoadedApp> = {}): LoadedApp {
  return anApp({
    id: 'bot-app',
    name: 'Repairs bot',
    description: 'Ask for repairs, and change them.',
    icon: '/apps/bot-app/color.png',
    auth: { kind: 'none', signedIn: false },
    bot: {
      id: 'bot',
      name: 'Repairs bot',
      scopes: ['personal', 'groupChat', 'team'],
      commands: [{ title: 'my repairs', description: 'What is assigned to you', scopes: ['personal', 'groupChat'] }],
    },
    extension: {
      kind: 'bot',
      canUpdateConfiguration: true,
      linkDomains: ['repairs.example'],
      commands: [
        aCommand({ id: 'search', title: 'Search' }),
        aCommand({
          id: 'create',
          title: 'Create repair',
          kind: 'action',
          context: ['compose', 'message'],
          hasDialog: true,
          parameters: [],
        }),
      ],
    },
    ...overrides,
  });
}

const repairsBot: ConversationApp = {
  appId: 'bot-app',
  botId: 'bot',
  name: 'Repairs bot',
  installed: true,
  canInstall: false,
};

/** A group chat of Karin and Daisy without apps, with overrides. */
export function aConversation(overrides: Partial<ConversationView> = {}): ConversationView {
  return {
    id: 'group',
    kind: 'groupChat',
    title: 'Project group – Contoso',
    people: [
      { id: '1', name: 'Karin Blair' },
      { id: '2', name: 'Daisy Phillips' },
    ],
    apps: [],
    ...overrides,
  };
}

/** The personal chat of Karin with the bot, with overrides. */
export function aPersonalChat(overrides: Partial<ConversationView> = {}): ConversationView {
  return aConversation({
    id: 'personal',
    kind: 'personal',
    title: 'Repairs bot',
    people: [{ id: '1', name: 'Karin Blair' }],
    apps: [repairsBot],
    ...overrides,
  });
}

/** A message from Daisy in the group chat, with overrides. */
export function aMessage(overrides: Partial<Message> = {}): Message {
  return {
    id: '1',
    conversationId: 'group',
    from: { kind: 'person', id: '2', name: 'Daisy Phillips' },
    sentAt: '2026-01-01T09:00:00.000Z',
    text: 'The blue van is back, its brakes squeak again.',
    textFormat: 'plain',
    attachmentLayout: 'list',
    attachments: [],
    suggestedActions: [],
    reactions: [],
    problems: [],
    ...overrides,
  };
}

/** A message from the bot in its personal chat with Karin, with overrides. */
export function aBotMessage(overrides: Partial<Message> = {}): Message {
  return aMessage({
    id: 'b1',
    conversationId: 'personal',
    from: { kind: 'bot', id: 'bot', name: 'Repairs bot', appId: 'bot' },
    text: 'Hello **Karin**.',
    textFormat: 'markdown',
    ...overrides,
  });
}
