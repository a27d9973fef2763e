import { type JsonObject, member, textMember } from '../../../foundation/json-value.ts';
import { listMember } from '../../../local/list-member.ts';

/** A host name; `*` matches one label. */
const domainPattern = /^(\*\.)*([a-z\d-]+\.)+[a-z\d-]+$|^localhost$/i;
const wholeTopLevel = /^(\*\.)+[a-z\d-]+$/i;

/**
 * Checks the rules of Teams for a bot and its message extension that the manifest schema does not check.
 * @returns one sentence for each fault.
 */
export function checkBotExtension(manifest: JsonObject): readonly string[] {
  const extension = listMember(manifest, 'composeExtensions')[0];
  return [...checkBot(manifest), ...(extension === undefined ? [] : checkExtension(extension))];
}

function checkBot(manifest: JsonObject): readonly string[] {
  const bot = listMember(manifest, 'bots')[0];
  return bot === undefined || listMember(bot, 'scopes').length > 0
    ? []
    : ['manifest.json: the bot has no "scopes". Name "personal", "team" or "groupChat".'];
}

function checkExtension(extension: unknown): readonly string[] {
  const faults: string[] = [];
  if (textMember(extension, 'botId') === undefined) {
    faults.push('manifest.json: a bot-based message extension needs a "botId". Add the app id of the bot.');
  }
  if (member(extension, 'apiSpecificationFile') !== undefined) {
    faults.push('manifest.json: a bot-based message extension must not have an "apiSpecificationFile". Remove it.');
  }
  const commands = listMember(extension, 'commands');
  const handlers = listMember(extension, 'messageHandlers');
  if (commands.length === 0 && handlers.length === 0) {
    faults.push('manifest.json: the message extension has neither "commands" nor "messageHandlers". Add one.');
  }
  const ids = commands.map((command) => textMember(command, 'id'));
  if (new Set(ids).size < ids.length) {
    faults.push('manifest.json: two commands have the same id. Give each its own.');
  }
  return [...faults, ...commands.flatMap(checkCommand), ...handlers.flatMap(checkHandler)];
}

function checkCommand(command: unknown, index: number): readonly string[] {
  const name = `manifest.json: command ${textMember(command, 'id') ?? `number ${index + 1}`}`;
  const faults: string[] = [];
  const isAction = member(command, 'type') === 'action';
  const parameters = listMember(command, 'parameters').length;
  if (member(command, 'apiResponseRenderingTemplateFile') !== undefined) {
    faults.push(`${name} names a rendering template, which only API-based extensions have. Remove it.`);
  }
  if (!isAction && parameters === 0) {
    faults.push(`${name} is a query without "parameters"; Teams requires one to five. Add one.`);
  }
  if (isAction && parameters === 0 && member(command, 'fetchTask') !== true) {
    faults.push(`${name} is an action with neither "fetchTask" nor "parameters". Add one of them.`);
  }
  if (!isAction && listMember(command, 'context').includes('message')) {
    faults.push(`${name} is a query in the context "message", which only actions can have. Remove it from "context".`);
  }
  return faults;
}

function checkHandler(handler: unknown): readonly string[] {
  const domains = listMember(member(handler, 'value'), 'domains');
  if (domains.length === 0) {
    return ['manifest.json: a message handler names no "domains". Add the host names of the links.'];
  }
  return domains
    .filter((domain) => typeof domain !== 'string' || !domainPattern.test(domain) || wholeTopLevel.test(domain))
    .map(
      (domain) =>
        `manifest.json: ${JSON.stringify(domain)} is not a valid domain. Write a host name without scheme, port and path; "*" stands for one part of it.`,
    );
}
