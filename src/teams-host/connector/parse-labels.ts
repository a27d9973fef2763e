import { InvalidRequest } from '../../foundation/errors.ts';
import { isJsonObject, type JsonObject, member, textMember } from '../../foundation/json-value.ts';
import { listMember } from '../../local/list-member.ts';
import { isPageUrl } from '../links/page-url.ts';
import type { Citation, MessageLabels } from '../wire/message.ts';

const messageType = 'https://schema.org/Message';

/** Types of entities that this host shows or, like Teams, does not show. */
const knownEntities: readonly unknown[] = [messageType, 'mention', 'streaminfo', 'clientInfo', 'ProductInfo'];

/** Members of `channelData` without an effect in this host, and the reason. */
const ignored: Readonly<Record<string, string>> = {
  notification: 'This host has no activity feed, so it shows no notification.',
  onBehalfOf: 'This host shows the bot as the author, not the person for whom it writes.',
};

/**
 * Parses what a bot says about its message: the AI label, citations, a sensitivity label, feedback buttons and the
 * importance.
 * @param problems receives a sentence for each part that Teams would not show.
 * @param omissions receives a sentence for each part that Teams shows and this host does not.
 * @throws InvalidRequest if there are several root message entities, as Teams.
 * @see https://learn.microsoft.com/microsoftteams/platform/bots/how-to/bot-messages-ai-generated-content
 */
export function parseLabels(body: JsonObject, problems: string[], omissions: string[]): MessageLabels {
  const roots = listMember(body, 'entities').filter((entity) => member(entity, 'type') === messageType);
  const [root] = roots;
  if (roots.length > 1) {
    throw new InvalidRequest(`"entities" has several of type "${messageType}".`, { field: 'entities' });
  }
  for (const [name, why] of Object.entries(ignored)) {
    if (member(body.channelData, name) !== undefined) {
      omissions.push(`channelData.${name}: ${why}`);
    }
  }
  for (const type of new Set(listMember(body, 'entities').map((entity) => member(entity, 'type')))) {
    if (!knownEntities.includes(type)) {
      omissions.push(`Entities of type ${JSON.stringify(type)?.slice(0, 80)} have no effect in this host.`);
    }
  }
  return {
    aiGenerated: listMember(root, 'additionalType').includes('AIGeneratedContent'),
    citations: parseCitations(root, String(body.text ?? ''), problems, omissions),
    sensitivity: parseSensitivity(member(root, 'usageInfo')),
    feedback: parseFeedback(body.channelData),
    importance: body.importance === 'high' || body.importance === 'urgent' ? body.importance : undefined,
  };
}

/** Whether there is anything to show. */
export function hasLabels({ citations, ...others }: MessageLabels): boolean {
  return citations.length > 0 || Object.values(others).some(Boolean);
}

/** Teams shows a citation where its number is in the text. */
function parseCitations(root: unknown, text: string, problems: string[], omissions: string[]): readonly Citation[] {
  return listMember(root, 'citation').flatMap((claim): readonly Citation[] => {
    const position = member(claim, 'position');
    const appearance = member(claim, 'appearance');
    const name = textMember(appearance, 'name');
    if (typeof position !== 'number' || name === undefined || !isJsonObject(appearance)) {
      problems.push('A citation needs a number as "position", and a "name" in its "appearance".');
      return [];
    }
    if (!text.includes(`[${position}]`)) {
      problems.push(`The citation ${position} is not in the text as [${position}].`);
      return [];
    }
    const missing = ['text', 'image'].filter((part) => appearance[part] !== undefined);
    if (missing.length > 0) {
      omissions.push(`This host does not show ${missing.map((part) => `"${part}"`).join(' and ')} of a citation.`);
    }
    const url = textMember(appearance, 'url');
    return [
      {
        position,
        name,
        url: isPageUrl(url) ? url : undefined,
        abstract: textMember(appearance, 'abstract') ?? '',
        keywords: listMember(appearance, 'keywords').filter((word) => typeof word === 'string'),
        sensitivity: parseSensitivity(appearance.usageInfo),
      },
    ];
  });
}

function parseSensitivity(usageInfo: unknown): MessageLabels['sensitivity'] {
  const name = textMember(usageInfo, 'name');
  return name === undefined ? undefined : { name, description: textMember(usageInfo, 'description') ?? '' };
}

/** `feedbackLoop` takes precedence over the older `feedbackLoopEnabled`, whose kind is in `type` or `feedbackLoopType`. */
function parseFeedback(channelData: unknown): MessageLabels['feedback'] {
  const loop = member(channelData, 'feedbackLoop');
  if (isJsonObject(loop)) {
    return loop.type === 'custom' ? 'custom' : 'default';
  }
  if (member(channelData, 'feedbackLoopEnabled') !== true) {
    return undefined;
  }
  return member(channelData, 'type') === 'custom' || member(channelData, 'feedbackLoopType') === 'custom'
    ? 'custom'
    : 'default';
}
