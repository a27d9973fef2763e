import { isJsonObject, type JsonObject, member, textMember } from '../../../foundation/json-value.ts';
import { listMember } from '../../../local/list-member.ts';
import type { CommandContext, CommandParameter } from '../../wire/loaded-app.ts';
import { readCommandParameter } from '../manifest/command-parameter.ts';
import { readTaskInfo, type TaskInfo } from './task-info.ts';

/** A message extension whose commands are answered by a bot. */
export interface BotExtension {
  /** The bot's app id, a GUID in lower case. */
  readonly botId: string;
  /** Whether it has a settings page. */
  readonly canUpdateConfiguration: boolean;
  /** In the order of the manifest. */
  readonly commands: readonly BotExtensionCommand[];
  /** Host names whose links the bot unfurls; `*` matches one label. */
  readonly linkDomains: readonly string[];
  /** Whether links are also unfurled for people who have not added the app. */
  readonly supportsAnonymizedPayloads: boolean;
}

export const commandContexts: readonly CommandContext[] = ['compose', 'commandBox', 'message'];

export interface BotExtensionCommand {
  readonly id: string;
  readonly kind: 'query' | 'action';
  readonly title: string;
  readonly description: string;
  readonly context: readonly CommandContext[];
  readonly initialRun: boolean;
  /** Whether the bot provides the dialog of an action. */
  readonly fetchTask: boolean;
  /** The page that is the dialog of an action without `fetchTask`. Without either, its parameters are shown as a form. */
  readonly taskInfo: TaskInfo | undefined;
  readonly parameters: readonly CommandParameter[];
}

/** Reads the bot-based message extension of a checked manifest; undefined if there is none. */
export function readBotExtension(manifest: JsonObject): BotExtension | undefined {
  const [extension] = listMember(manifest, 'composeExtensions');
  if (extension === undefined) {
    return undefined;
  }
  const handlers = listMember(extension, 'messageHandlers')
    .filter((handler) => member(handler, 'type') === 'link')
    .map((handler) => member(handler, 'value'));
  return {
    botId: (textMember(extension, 'botId') ?? '').toLowerCase(),
    canUpdateConfiguration: member(extension, 'canUpdateConfiguration') === true,
    commands: listMember(extension, 'commands').filter(isJsonObject).map(readCommand),
    linkDomains: handlers
      .flatMap((value) => listMember(value, 'domains'))
      .filter((domain) => typeof domain === 'string'),
    supportsAnonymizedPayloads: handlers.some((value) => member(value, 'supportsAnonymizedPayloads') === true),
  };
}

function readCommand(command: JsonObject): BotExtensionCommand {
  const context = listMember(command, 'context');
  return {
    id: textMember(command, 'id') ?? '',
    kind: command.type === 'action' ? 'action' : 'query',
    title: textMember(command, 'title') ?? '',
    description: textMember(command, 'description') ?? '',
    context:
      context.length === 0 ? ['compose', 'commandBox'] : commandContexts.filter((place) => context.includes(place)),
    initialRun: command.initialRun === true,
    fetchTask: command.fetchTask === true,
    taskInfo: command.type === 'action' ? readTaskInfo(command.taskInfo) : undefined,
    parameters: listMember(command, 'parameters').filter(isJsonObject).map(readCommandParameter),
  };
}
