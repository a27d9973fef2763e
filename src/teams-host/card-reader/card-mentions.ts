import { type JsonObject, member, textMember } from '../../foundation/json-value.ts';
import type { Finding } from './reading-context.ts';

export interface CardMention {
  /** The markup in the texts of the card, such as `<at>Karin</at>`. */
  readonly markup: string;
  /** Name of the person or bot. */
  readonly name: string;
}

export interface CardMentions {
  readonly mentions: readonly CardMention[];
  readonly findings: readonly Finding[];
}

/**
 * Finds the mentions of an Adaptive Card, which its member `msteams.entities` defines.
 * @see https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/cards-format
 */
export function findCardMentions({ msteams, ...card }: JsonObject): CardMentions {
  const entities = member(msteams, 'entities') ?? [];
  const json = JSON.stringify(card);
  const mentions: CardMention[] = [];
  const findings: Finding[] = [];
  for (const entity of Array.isArray(entities) ? entities : [entities]) {
    const markup = textMember(entity, 'text') ?? '';
    const name = textMember(member(entity, 'mentioned'), 'name') ?? '';
    if (member(entity, 'type') !== 'mention') {
      findings.push({ kind: 'limit', text: 'This host ignores entities of a card that are not mentions.' });
    } else if (!/^<at>[^<>]+<\/at>$/.test(markup) || name === '') {
      const text = 'A mention of the card needs "text": "<at>…</at>" and "mentioned": {"id": …, "name": …}.';
      findings.push({ kind: 'fault', text });
    } else if (json.includes(JSON.stringify(markup).slice(1, -1))) {
      mentions.push({ markup, name });
    } else {
      findings.push({ kind: 'fault', text: `No text of the card has the mention ${markup.slice(0, 80)}.` });
    }
  }
  return { mentions, findings };
}
