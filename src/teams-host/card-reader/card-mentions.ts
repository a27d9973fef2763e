import { isJsonObject, type JsonObject, member, textMember } from '../../foundation/json-value.ts';
import type { Finding } from './finding.ts';

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
 * Finds the mentions of an Adaptive Card, which its member `msteams.entities` defines. Teams shows them in the texts of
 * TextBlock and FactSet.
 * @see https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/cards-format
 */
export function findCardMentions({ msteams, ...card }: JsonObject): CardMentions {
  const entities = member(msteams, 'entities') ?? [];
  const findings: Finding[] = [];
  const add = (kind: Finding['kind'], text: string): void => {
    findings.push({ kind, text });
  };
  if (!Array.isArray(entities)) {
    add('fault', '"msteams.entities" of the card is not a list, so it is ignored.');
  }
  const texts = findTexts(card, undefined);
  const mentions: CardMention[] = [];
  for (const entity of Array.isArray(entities) ? entities : []) {
    const markup = textMember(entity, 'text') ?? '';
    const [id, name] = ['id', 'name'].map((key) => textMember(member(entity, 'mentioned'), key) ?? '');
    if (member(entity, 'type') !== 'mention') {
      add('limit', 'This host ignores entities of a card that are not mentions.');
    } else if (!wholeMarkup.test(markup) || !id || !name) {
      add('fault', 'A mention of the card needs "text": "<at>…</at>" and "mentioned": {"id": …, "name": …}.');
    } else if (texts.some(({ text, showsMentions }) => showsMentions && text.includes(markup))) {
      mentions.push({ markup, name });
    } else if (!texts.some(({ text }) => text.includes(markup))) {
      add('fault', `No text of the card has the mention ${markup.slice(0, 80)}.`);
    }
  }
  for (const { text, showsMentions } of texts) {
    for (const [found] of text.matchAll(anyMarkup)) {
      if (!showsMentions) {
        add('fault', `Teams shows mentions in TextBlock and FactSet only; elsewhere ${found} is shown as it stands.`);
      } else if (!mentions.some(({ markup }) => markup === found)) {
        add('fault', `The text ${found} is shown as it stands: "msteams.entities" has no mention for it. Add one.`);
      }
    }
  }
  return { mentions, findings };
}

const wholeMarkup = /^<at>[^<>]{1,200}<\/at>$/;
const anyMarkup = /<at>[^<>]{1,200}<\/at>/g;
const wordMembers: readonly string[] = ['text', 'title', 'value', 'label', 'placeholder', 'errorMessage', 'altText'];

interface CardText {
  readonly text: string;
  readonly showsMentions: boolean;
}

/** @param owner name of the member that the part is in. */
function findTexts(part: unknown, owner: string | undefined): readonly CardText[] {
  if (Array.isArray(part)) {
    return part.flatMap((item) =>
      typeof item === 'string' && owner === 'inlines' ? [{ text: item, showsMentions: false }] : findTexts(item, owner),
    );
  }
  if (!isJsonObject(part)) {
    return [];
  }
  const showsMentions = part.type === 'TextBlock' || owner === 'facts';
  return Object.entries(part).flatMap(([name, value]): readonly CardText[] => {
    if (typeof value !== 'string') {
      return name === 'data' ? [] : findTexts(value, name);
    }
    return wordMembers.includes(name) ? [{ text: value, showsMentions }] : [];
  });
}
