import { isJsonObject, type JsonObject, member, textMember } from '../../../foundation/json-value.ts';
import { listMember } from '../../../local/list-member.ts';
import { adaptiveCardType, explainCard } from '../../cards/check-card.ts';
import { connectorCardType, convertCard, heroCardTypes } from '../../cards/conversion/convert-card.ts';
import { noteOtherThanText, toParts } from '../../cards/conversion/converted-card.ts';
import { isPageUrl, isPictureUrl } from '../../links/page-url.ts';
import type { DialogAnswer, DoneAnswer, PreviewAnswer, ResultsAnswer, SearchResult } from '../../wire/answers.ts';
import { type AnswerRules, verifyPopUp } from './answer-rules.ts';
import { AnswerRefused, type SilentAuth } from './bot-answer.ts';
import { parseDialogAnswer } from './parse-dialog-answer.ts';

export type ExtensionAnswer = Exclude<DialogAnswer, DoneAnswer> | SilentAuth;

/**
 * Parses the answer of a bot to an invoke of a message extension.
 * @param body undefined if the response had none.
 * @throws AnswerRefused for an answer that Teams rejects.
 * @see
 * https://learn.microsoft.com/microsoftteams/platform/messaging-extensions/how-to/search-commands/respond-to-search
 */
export function parseExtensionAnswer(body: unknown, rules: AnswerRules): ExtensionAnswer {
  if (isJsonObject(member(body, 'task'))) {
    return parseDialogAnswer(body, rules);
  }
  const extension = member(body, 'composeExtension');
  if (!isJsonObject(extension)) {
    throw new AnswerRefused(
      'The answer has no "composeExtension".',
      'Answer with {"composeExtension": {"type": "result", …}}.',
    );
  }
  switch (extension.type) {
    case 'result':
      return parseResults(extension, rules);
    case 'auth':
      return { type: 'signIn', ...verified(parseOpenUrl(extension), rules) };
    case 'config':
      return { type: 'settings', ...verified(parseOpenUrl(extension), rules) };
    case 'message': {
      const text = textMember(extension, 'text') ?? '';
      if (text === '') {
        throw new AnswerRefused('The answer of type "message" has no "text".', 'Put a text into "text".');
      }
      return { type: 'message', title: '', text };
    }
    case 'botMessagePreview':
      return parsePreview(extension);
    case 'silentAuth':
      // Its link matters only if single sign-on fails, and is verified then.
      return { type: 'silentAuth', ...parseOpenUrl(extension) };
    default:
      throw new AnswerRefused(
        `The answer has the type ${JSON.stringify(extension.type)?.slice(0, 60)}, which Teams does not know.`,
        'Use "result", "auth", "config", "message" or "botMessagePreview".',
      );
  }
}

function parseResults(extension: JsonObject, { count, needsPreview }: AnswerRules): ResultsAnswer {
  const { attachmentLayout = 'list', attachments = [] } = extension;
  if (attachmentLayout !== 'list' && attachmentLayout !== 'grid') {
    throw new AnswerRefused('"attachmentLayout" is neither "list" nor "grid".', 'Use one of them.');
  }
  if (!Array.isArray(attachments)) {
    throw new AnswerRefused('"attachments" is not a list.', 'Answer with a list; without results it is empty.');
  }
  if (attachments.length > count) {
    throw new AnswerRefused(
      `The answer has ${attachments.length} results, but at most ${count} were requested.`,
      'Respect "queryOptions.count" and "queryOptions.skip".',
    );
  }
  const results = attachments.map((attachment, index) => parseResult(attachment, index, needsPreview));
  return {
    type: 'results',
    layout: attachmentLayout,
    results,
    hasMore: results.length > 0 && results.length === count,
  };
}

function parseResult(attachment: unknown, index: number, needsPreview: boolean): SearchResult {
  const contentType = textMember(attachment, 'contentType') ?? '';
  const content = member(attachment, 'content');
  const preview = member(attachment, 'preview');
  const isHero = heroCardTypes.includes(contentType);
  const isAdaptive = contentType === adaptiveCardType;
  const name = `Result ${index + 1}`;
  if (!isHero && !isAdaptive && contentType !== connectorCardType) {
    throw new AnswerRefused(
      contentType === ''
        ? `${name} has no "contentType".`
        : `${name} has the content type ${JSON.stringify(contentType.slice(0, 80))}, which Teams does not show as a result.`,
      'Use an Adaptive Card, a hero card, a thumbnail card or a connector card.',
    );
  }
  if (!isJsonObject(content)) {
    throw new AnswerRefused(`${name} has no "content".`, 'Put the card into "content".');
  }
  const problem = isAdaptive ? explainCard(content) : undefined;
  if (problem !== undefined) {
    throw new AnswerRefused(`${name}: ${problem}`, 'Correct the card.');
  }
  if (needsPreview && !isHero && !isPreview(preview)) {
    throw new AnswerRefused(
      `${name} is ${isAdaptive ? 'an Adaptive Card' : 'a connector card'} without a hero or thumbnail card as "preview".`,
      'Add "preview": {"contentType": "application/vnd.microsoft.card.thumbnail", "content": {"title": …}}.',
    );
  }
  const shown = isPreview(preview) ? member(preview, 'content') : content;
  return {
    preview: toPreview(shown),
    ...toCard(contentType, content, shown),
    ...toTap(member(shown, 'tap')),
  };
}

function toCard(contentType: string, content: JsonObject, preview: unknown): Pick<SearchResult, 'card' | 'notes'> {
  const { card, notes } = convertCard(contentType, content) ?? { card: content, notes: [] };
  const others = explainPreview(preview);
  if (preview !== content && listMember(preview, 'buttons').length > 0) {
    others.push('The buttons of a preview are not shown. Put them on the card.');
  }
  const all = [...new Set([...notes, ...others])];
  return all.length === 0 ? { card } : { card, notes: all };
}

/** Explains which parts of a preview are not used. */
function explainPreview(preview: unknown): string[] {
  const notes: string[] = [];
  noteOtherThanText(preview, ['title', 'subtitle', 'text'], notes);
  const [image] = toParts(preview, 'images', notes);
  if (image !== undefined && !isPictureUrl(image.url)) {
    notes.push('The picture of the preview has no https address, so it is not shown.');
  }
  const type = textMember(member(preview, 'tap'), 'type');
  if (type !== undefined && type !== 'invoke' && type !== 'openUrl') {
    notes.push(`Teams uses "tap" of a preview if it is of type "invoke" or "openUrl", not "${type.slice(0, 60)}".`);
  }
  return notes;
}

function isPreview(preview: unknown): boolean {
  const type = member(preview, 'contentType');
  return heroCardTypes.some((candidate) => candidate === type) && isJsonObject(member(preview, 'content'));
}

function toPreview(content: unknown): SearchResult['preview'] {
  const text = (name: string): string | undefined => textMember(content, name) || undefined;
  const image = listMember(content, 'images')[0];
  const url = member(image, 'url');
  return {
    title: text('title') ?? '',
    subtitle: text('subtitle'),
    text: text('text'),
    image: isPictureUrl(url) ? { url, alt: textMember(image, 'alt') } : undefined,
  };
}

function toTap(tap: unknown): Pick<SearchResult, 'tap' | 'link'> {
  const value = member(tap, 'value');
  switch (member(tap, 'type')) {
    case 'invoke':
      return { tap: value ?? null };
    case 'openUrl':
      return isPageUrl(value) ? { link: value } : {};
    default:
      return {};
  }
}

interface OpenUrl {
  readonly title: string;
  readonly url: string;
}

function verified(action: OpenUrl, rules: AnswerRules): OpenUrl {
  verifyPopUp(action.url, rules);
  return action;
}

function parseOpenUrl(extension: JsonObject): OpenUrl {
  const actions = listMember(extension.suggestedActions, 'actions');
  const [action] = actions;
  const url = textMember(action, 'value') ?? '';
  if (actions.length !== 1 || member(action, 'type') !== 'openUrl') {
    throw new AnswerRefused(
      `The answer of type "${extension.type}" must have exactly one action of type "openUrl".`,
      'Put {"type": "openUrl", "value": link, "title": …} into "suggestedActions.actions".',
    );
  }
  return { title: textMember(action, 'title') ?? (extension.type === 'config' ? 'Settings' : 'Sign in'), url };
}

function parsePreview(extension: JsonObject): PreviewAnswer {
  const activity = member(extension, 'activityPreview');
  const [attachment, ...more] = listMember(activity, 'attachments');
  const card = member(attachment, 'content');
  const isCard = member(attachment, 'contentType') === adaptiveCardType && isJsonObject(card);
  const problem = isCard ? explainCard(card) : 'The preview has no Adaptive Card.';
  if (!isJsonObject(activity) || !isCard || problem !== undefined) {
    throw new AnswerRefused(
      problem ?? 'There is no "activityPreview".',
      'Put a message with one card into "activityPreview".',
    );
  }
  return {
    type: 'preview',
    card,
    activity,
    ...(more.length > 0 && {
      notes: [`The message has ${more.length + 1} attachments; this preview shows only the first one.`],
    }),
  };
}
