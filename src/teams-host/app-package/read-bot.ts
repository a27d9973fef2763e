import { isJsonObject, type JsonObject, listMember, member, textMember } from '../../foundation/json-value.ts';
import {
  type BotCommand,
  type BotExtension,
  type BotScope,
  botScopes,
  type CommandContext,
  commandContexts,
  type ManifestBot,
} from './app-package.ts';
import { readCommandParameter } from './read-command-parameter.ts';

/** Reads the bot people chat with, from a manifest that was checked; undefined where there is none. */
export function readBot(manifest: JsonObject): ManifestBot | undefined {
  const bot = listMember(manifest, 'bots')[0];
  if (bot === undefined) {
    return undefined;
  }
  return {
    id: (textMember(bot, 'botId') ?? '').toLowerCase(),
    scopes: toScopes(bot),
    commands: listMember(bot, 'commandLists').flatMap((list) =>
      listMember(list, 'commands').map((command) => ({
        title: textMember(command, 'title') ?? '',
        description: textMember(command, 'description') ?? '',
        scopes: toScopes(list),
      })),
    ),
  };
}

/** Reads the message extension a bot answers, from a manifest that was checked; undefined where there is none. */
export function readBotExtension(manifest: JsonObject): BotExtension | undefined {
  const extension = listMember(manifest, 'composeExtensions')[0];
  if (extension === undefined) {
    return undefined;
  }
  const handlers = listMember(extension, 'messageHandlers')
    .filter((handler) => member(handler, 'type') === 'link')
    .map((handler) => member(handler, 'value'));
  return {
    botId: (textMember(extension, 'botId') ?? '').toLowerCase(),
    canUpdateConfiguration: member(extension, 'canUpdateConfiguration') === true,
    commands: listMember(extension, 'commands').filter(isJsonObject).map(toCommand),
    linkDomains: handlers
      .flatMap((value) => listMember(value, 'domains'))
      .filter((domain) => typeof domain === 'string'),
    supportsAnonymizedPayloads: handlers.some((value) => member(value, 'supportsAnonymizedPayloads') === true),
  };
}

function toScopes(owner: unknown): readonly BotScope[] {
  const named = listMember(owner, 'scopes');
  return botScopes.filter((scope) => named.includes(scope));
}

function toCommand(command: JsonObject): BotCommand {
  const context = listMember(command, 'context');
  const standard: readonly CommandContext[] = ['compose', 'commandBox'];
  return {
    id: textMember(command, 'id') ?? '',
    kind: command.type === 'action' ? 'action' : 'query',
    title: textMember(command, 'title') ?? '',
    description: textMember(command, 'description') ?? '',
    context: context.length === 0 ? standard : commandContexts.filter((place) => context.includes(place)),
    initialRun: command.initialRun === true,
    fetchTask: command.fetchTask === true,
    parameters: listMember(command, 'parameters').filter(isJsonObject).map(readCommandParameter),
  };
}
