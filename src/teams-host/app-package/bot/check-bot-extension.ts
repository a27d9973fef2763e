import { isJsonObject, type JsonObject, member, textMember } from '../../../foundation/json-value.ts';
import { listMember } from '../../../local/list-member.ts';
import type { MemberPath } from '../files/place.ts';
import { findRepeated } from '../manifest/find-repeated.ts';
import type { ManifestFault } from '../manifest/manifest-fault.ts';

/** A host name; `*` matches one label. */
const domainPattern = /^(\*\.)*([a-z\d-]+\.)+[a-z\d-]+$|^localhost$/i;
/** As in the schema. */
const lengthPattern = /^(([0-9]*\.)?[0-9]+|large|medium|small)$/i;
const wholeTopLevel = /^(\*\.)+[a-z\d-]+$/i;

const at = ['composeExtensions', 0] as const;

/**
 * Checks the rules of Teams for a bot and its message extension that the manifest schema does not check, or
 * reports unclearly. It reports what is not an object.
 */
export function checkBotExtension(manifest: JsonObject): readonly ManifestFault[] {
  const extension = listMember(manifest, 'composeExtensions')[0];
  return [...checkBot(manifest), ...(isJsonObject(extension) ? checkExtension(extension) : [])];
}

function checkBot(manifest: JsonObject): readonly ManifestFault[] {
  const bot = listMember(manifest, 'bots')[0];
  const text = 'the bot has no "scopes". Name "personal", "team" or "groupChat".';
  return !isJsonObject(bot) || listMember(bot, 'scopes').length > 0 ? [] : [{ at: ['bots', 0, 'scopes'], text }];
}

function checkExtension(extension: unknown): readonly ManifestFault[] {
  const faults: ManifestFault[] = [];
  if (member(extension, 'composeExtensionType') === undefined && isApiBased(extension)) {
    const text =
      'there is an "apiSpecificationFile" and no "botId", but without a type the message extension is bot-based. Set it to "apiBased".';
    return [{ at: [...at, 'composeExtensionType'], text }];
  }
  if (textMember(extension, 'botId') === undefined) {
    const text = 'a bot-based message extension needs a "botId". Add the app id of the bot.';
    faults.push({ at: [...at, 'botId'], text });
  }
  if (member(extension, 'apiSpecificationFile') !== undefined) {
    const text = 'a bot-based message extension must not have an "apiSpecificationFile". Remove it.';
    faults.push({ at: [...at, 'apiSpecificationFile'], text });
  }
  const commands = listMember(extension, 'commands');
  const handlers = listMember(extension, 'messageHandlers');
  if (commands.length === 0 && handlers.length === 0) {
    faults.push({ at, text: 'the message extension has neither "commands" nor "messageHandlers". Add one.' });
  }
  return [
    ...faults,
    ...findRepeated(commands, 'id', [...at, 'commands']),
    ...commands.flatMap(checkCommand),
    ...handlers.flatMap(checkHandler),
  ];
}

function isApiBased(extension: unknown): boolean {
  return member(extension, 'apiSpecificationFile') !== undefined && member(extension, 'botId') === undefined;
}

function checkCommand(command: unknown, index: number): readonly ManifestFault[] {
  if (!isJsonObject(command)) {
    return [];
  }
  const name = `command ${textMember(command, 'id') ?? `number ${index + 1}`}`;
  const faults: ManifestFault[] = [];
  const add = (path: MemberPath, text: string): void => {
    faults.push({ at: [...at, 'commands', index, ...path], text: `${name} ${text}` });
  };
  const type = member(command, 'type') ?? 'query';
  const parameters = listMember(command, 'parameters').length;
  const taskInfo = member(command, 'taskInfo');
  const url = member(taskInfo, 'url');
  if (member(command, 'apiResponseRenderingTemplateFile') !== undefined) {
    const text = 'names a rendering template, which only API-based extensions have. Remove it.';
    add(['apiResponseRenderingTemplateFile'], text);
  }
  if (type === 'query' && parameters === 0) {
    add(['parameters'], 'is a query without "parameters"; Teams requires one to five. Add one.');
  }
  if (type === 'action' && parameters === 0 && url === undefined && member(command, 'fetchTask') !== true) {
    add([], 'is an action with neither "fetchTask" nor "parameters" nor "taskInfo.url". Add one of them.');
  }
  for (const length of ['width', 'height']) {
    const value = member(taskInfo, length);
    if (value !== undefined && !(typeof value === 'string' && lengthPattern.test(value))) {
      const text = `has the ${length} ${JSON.stringify(value)}. Write "small", "medium", "large" or pixels, as text: "400".`;
      add(['taskInfo', length], text);
    }
  }
  return faults;
}

function checkHandler(handler: unknown, index: number): readonly ManifestFault[] {
  if (!isJsonObject(handler)) {
    return [];
  }
  const path = [...at, 'messageHandlers', index, 'value', 'domains'];
  const domains = listMember(member(handler, 'value'), 'domains');
  if (domains.length === 0) {
    return [{ at: path, text: 'the message handler names no "domains". Add the host names of the links.' }];
  }
  return domains.flatMap((domain, place) =>
    typeof domain !== 'string' || !domainPattern.test(domain) || wholeTopLevel.test(domain)
      ? [
          {
            at: [...path, place],
            text: `${JSON.stringify(domain)} is not a valid domain. Write a host name without scheme, port and path; "*" stands for one part of it.`,
          },
        ]
      : [],
  );
}
