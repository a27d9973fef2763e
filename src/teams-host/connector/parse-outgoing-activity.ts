import { InvalidRequest } from '../../foundation/errors.ts';
import { isJsonObject, type JsonObject, member, textMember } from '../../foundation/json-value.ts';
import { listMember } from '../../local/list-member.ts';
import { adaptiveCardType, explainCard } from '../cards/check-card.ts';
import { convertCard } from '../cards/conversion/convert-card.ts';
import type { MessageContent } from '../conversations/posted-message.ts';
import { isPictureUrl } from '../links/page-url.ts';
import { explainPopUp, type PopUpRules } from '../links/pop-up-rules.ts';
import type { ConversationKind } from '../wire/conversation.ts';
import type { Attachment, SuggestedAction, TextFormat, TokenExchange } from '../wire/message.ts';
import { hasLabels, parseLabels } from './parse-labels.ts';
import { findStreamPart, type StreamPart } from './stream-rules.ts';

/** An activity that the channel accepts from a bot. */
export type OutgoingActivity =
  | { readonly type: 'typing' }
  | {
      readonly type: 'message';
      readonly content: MessageContent;
      readonly replyToId: string | undefined;
      /** Present if the activity is a part of a streamed message; its type is then `typing` until the last part. */
      readonly stream: StreamPart | undefined;
    };

const maxAttachments = 50;
const maxSuggestions = 6;
/**
 * Attachments that Teams shows but this host does not.
 * @see https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/cards-reference
 */
const shownInTeams: ReadonlySet<string> = new Set([
  'application/vnd.microsoft.teams.card.file.consent',
  'application/vnd.microsoft.teams.card.file.info',
]);
const textFormats: readonly TextFormat[] = ['plain', 'markdown', 'xml'];

/** The bot that sends the activity, and where. */
export interface OutgoingContext {
  readonly appId: string;
  /** Kind of the conversation; suggested actions are shown in personal chats only. */
  readonly kind: ConversationKind;
  /** Rules for the links of sign-in cards. */
  readonly popUps: PopUpRules;
}

/**
 * Parses an activity from a bot. Adds a problem to the message for each part that Teams would not show.
 * @throws InvalidRequest for an activity that Teams answers with 400.
 */
export function parseOutgoingActivity(body: unknown, context: OutgoingContext): OutgoingActivity {
  if (!isJsonObject(body)) {
    throw new InvalidRequest('The activity must be a JSON object.');
  }
  const stream = findStreamPart(body);
  if (body.type === 'typing' && stream === undefined) {
    return { type: 'typing' };
  }
  if (stream !== undefined && (body.type === 'message') !== (stream.type === 'final')) {
    const message =
      'The last activity of a stream has the type "message" and the stream type "final", the others "typing".';
    throw new InvalidRequest(message, { field: 'type' });
  }
  if (body.type !== 'message' && stream === undefined) {
    throw new InvalidRequest('The channel accepts activities of type "message" and "typing".', { field: 'type' });
  }
  const text = body.text ?? '';
  if (typeof text !== 'string') {
    throw new InvalidRequest('"text" must be text.', { field: 'text' });
  }
  if (body.attachments !== undefined && body.attachments !== null && !Array.isArray(body.attachments)) {
    throw new InvalidRequest('"attachments" must be a list.', { field: 'attachments' });
  }
  const given = listMember(body, 'attachments');
  if (given.length > maxAttachments) {
    throw new InvalidRequest(`A message can have at most ${maxAttachments} attachments.`, { field: 'attachments' });
  }
  const problems: string[] = [];
  const omissions: string[] = [];
  const attachments = given.map((attachment) => toAttachment(attachment, context, problems, omissions));
  const textFormat = textFormats.find((format) => format === body.textFormat);
  if (textFormat === undefined && typeof body.textFormat === 'string') {
    omissions.push(`This host shows the text format ${JSON.stringify(body.textFormat.slice(0, 40))} as Markdown.`);
  }
  if (text.trim() === '' && attachments.length === 0 && stream === undefined) {
    throw new InvalidRequest('A message needs text or an attachment.', { field: 'text' });
  }
  verifyMentions(body, text);
  const { attachmentLayout = 'list' } = body;
  if (attachmentLayout !== 'list' && attachmentLayout !== 'carousel' && attachments.length > 1) {
    problems.push('Teams knows the attachment layouts "list" and "carousel"; this message is shown as a list.');
  }
  const labels = parseLabels(body, problems, omissions);
  return {
    type: 'message',
    replyToId: textMember(body, 'replyToId'),
    stream,
    content: {
      text,
      textFormat: textFormat ?? 'markdown',
      attachmentLayout: attachmentLayout === 'carousel' ? 'carousel' : 'list',
      attachments,
      suggestedActions: toSuggestedActions(body, context.kind, problems),
      labels: hasLabels(labels) ? labels : undefined,
      streaming: stream === undefined || stream.type === 'final' ? undefined : stream.type,
      problems,
      omissions: omissions.length > 0 ? omissions : undefined,
    },
  };
}

/** Teams rejects a message with a mention that is not in its text. */
function verifyMentions(body: JsonObject, text: string): void {
  for (const entity of listMember(body, 'entities')) {
    if (member(entity, 'type') === 'mention' && !text.includes(textMember(entity, 'text') ?? '\u0000')) {
      throw new InvalidRequest('The text of a mention must be in the text of the message.', { field: 'entities' });
    }
  }
}

function toAttachment(
  attachment: unknown,
  context: OutgoingContext,
  problems: string[],
  omissions: string[],
): Attachment {
  const { appId } = context;
  const contentType = textMember(attachment, 'contentType') ?? '';
  const content = member(attachment, 'content');
  const url = member(attachment, 'contentUrl');
  const name = textMember(attachment, 'name');
  if (contentType === '') {
    throw new InvalidRequest('An attachment needs a "contentType".', { field: 'attachments' });
  }
  if (contentType === adaptiveCardType) {
    if (!isJsonObject(content) || content.type !== 'AdaptiveCard') {
      throw new InvalidRequest('The content of an Adaptive Card attachment must be an Adaptive Card.', {
        field: 'attachments',
      });
    }
    problems.push(...[explainCard(content)].filter((problem) => problem !== undefined));
    return { kind: 'card', appId, card: content };
  }
  const converted = convertCard(contentType, content);
  if (converted !== undefined) {
    return { kind: 'card', appId, ...converted };
  }
  if (/^application\/vnd\.microsoft\.card\.(oauth|signin)$/.test(contentType)) {
    return toSignIn(content, contentType, context, problems, omissions);
  }
  if (contentType.startsWith('image/')) {
    return isPictureUrl(url)
      ? { kind: 'image', url, name }
      : unsupported(
          contentType,
          url ? 'The address of the picture is not https.' : 'It has no "contentUrl".',
          problems,
        );
  }
  return shownInTeams.has(contentType)
    ? unsupported(contentType, 'This host does not show attachments of this type; Teams does.', omissions)
    : unsupported(contentType, 'Teams does not show attachments of this type.', problems);
}

function toSignIn(
  content: unknown,
  contentType: string,
  { popUps, kind }: OutgoingContext,
  problems: string[],
  omissions: string[],
): Attachment {
  const refusals: string[] = [];
  const buttons = listMember(content, 'buttons').flatMap((button) => {
    const url = textMember(button, 'value') ?? '';
    const type = member(button, 'type');
    if (type !== 'signin' && type !== 'openUrl') {
      refusals.push(
        `A button of the sign-in card is of type ${JSON.stringify(type)?.slice(0, 60)}, so it is not drawn. Use "signin" or "openUrl".`,
      );
      return [];
    }
    const refusal = explainPopUp(url, popUps);
    if (refusal !== undefined) {
      refusals.push(`${refusal.why} ${refusal.remedy}`);
      return [];
    }
    return [{ title: textMember(button, 'title') ?? 'Sign in', url }];
  });
  if (buttons.length === 0) {
    return unsupported(contentType, refusals[0] ?? 'The sign-in card has no button with a link.', problems);
  }
  problems.push(...refusals);
  return {
    kind: 'signIn',
    text: textMember(content, 'text') ?? '',
    buttons,
    connectionName: textMember(content, 'connectionName') ?? '',
    exchange: toExchange(member(content, 'tokenExchangeResource'), kind, omissions),
  };
}

/** Teams tries single sign-on in personal and group chats. In groups, each member would do so; this host does not. */
function toExchange(resource: unknown, kind: ConversationKind, omissions: string[]): TokenExchange | undefined {
  const id = textMember(resource, 'id');
  if (id === undefined || kind === 'channel') {
    return undefined;
  }
  if (kind !== 'personal') {
    omissions.push('Teams also tries single sign-on in group chats; this host does so in personal chats only.');
    return undefined;
  }
  return { id, uri: textMember(resource, 'uri'), state: 'running' };
}

function unsupported(contentType: string, why: string, problems: string[]): Attachment {
  problems.push(`${why} (${contentType.slice(0, 100)})`);
  return { kind: 'unsupported', contentType: contentType.slice(0, 100), why };
}

/** @see https://learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/conversation-messages */
function toSuggestedActions(body: JsonObject, kind: ConversationKind, problems: string[]): readonly SuggestedAction[] {
  const given = listMember(body.suggestedActions, 'actions');
  if (given.length > 0 && kind !== 'personal') {
    problems.push('Teams shows suggested actions only in personal chats.');
    return [];
  }
  const taken = given.flatMap((action) => {
    const text = textMember(action, 'value');
    return member(action, 'type') === 'imBack' && text !== undefined
      ? [{ title: textMember(action, 'title') ?? text, text }]
      : [];
  });
  if (taken.length < given.length) {
    problems.push('Teams shows only suggested actions of type "imBack" with a text value.');
  }
  if (taken.length > maxSuggestions) {
    problems.push(`Teams shows at most ${maxSuggestions} suggested actions.`);
  }
  return taken.slice(0, maxSuggestions);
}
