import type { LinkValue, QueryValue, SettingValue } from '../../message-extension/invoke-values.ts';
import {
  longestName,
  longestText,
  malformed,
  parseCount,
  parseObject,
  parseOptionalObject,
  parseText,
} from './parse-value.ts';

/** A command has up to five; Teams adds `initialRun`. */
const maximumParameters = 10;
const maximumSkip = 100_000;
const maximumCount = 100;
const teamsCount = 25;

/**
 * Parses the value of `composeExtension/query`. Does not validate the command or its parameters.
 * @throws MalformedValue with `field`.
 */
export function parseQuery(value: unknown): QueryValue {
  const { commandId, parameters, queryOptions } = parseObject(value);
  const { skip, count } = parseOptionalObject(queryOptions, 'queryOptions');
  const { initialRun, ...named } = parseParameters(parameters);
  return {
    commandId: parseText(commandId, 'commandId', longestName),
    parameters: named,
    isInitialRun: initialRun === 'true',
    skip: parseCount(skip, 'skip', { least: 0, most: maximumSkip, fallback: 0 }),
    count: parseCount(count, 'count', { least: 1, most: maximumCount, fallback: teamsCount }),
  };
}

function parseParameters(value: unknown): Record<string, string> {
  const list: unknown = value ?? [];
  if (!Array.isArray(list) || list.length > maximumParameters) {
    throw malformed('parameters');
  }
  const parameters = new Map<string, string>();
  for (const item of list) {
    const { name: given, value: content } = parseObject(item, 'parameters');
    const name = parseText(given, 'parameters', longestName);
    if (parameters.has(name)) {
      throw malformed('parameters');
    }
    parameters.set(name, toContent(content));
  }
  return Object.fromEntries(parameters);
}

/** Teams sends text; some clients send numbers and booleans. */
function toContent(content: unknown): string {
  if (content === undefined || content === null) {
    return '';
  }
  const text = typeof content === 'number' || typeof content === 'boolean' ? String(content) : content;
  if (typeof text !== 'string' || text.length > longestText || !text.isWellFormed()) {
    throw malformed('parameters');
  }
  return text;
}

/**
 * Parses the value of `composeExtension/queryLink` and `composeExtension/anonymousQueryLink`.
 * @throws MalformedValue with `field`.
 */
export function parseLink(value: unknown): LinkValue {
  const url = parseText(parseObject(value).url, 'url', longestText);
  if (!/^https?:$/.test(URL.parse(url)?.protocol ?? '')) {
    throw malformed('url');
  }
  return { url };
}

/**
 * Parses the value of `composeExtension/setting`.
 * @throws MalformedValue with `field`.
 */
export function parseSetting(value: unknown): SettingValue {
  return { state: parseText(parseObject(value).state, 'state', longestText) };
}
