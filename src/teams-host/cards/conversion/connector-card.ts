import { type JsonObject, member, textMember } from '../../../foundation/json-value.ts';
import { listMember } from '../../../local/list-member.ts';
import {
  type ConvertedCard,
  noteOtherThanText,
  subtitleStyle,
  titleStyle,
  toCard,
  toMarkdownText,
  toParts,
} from './converted-card.ts';
import { escapeMarkdown } from './to-markdown.ts';

const maxSections = 10;
const maxPictures = 5;
const maxActions = 5;
/** Members that Outlook supports and Teams does not. */
export const ignoredByTeams: readonly string[] = ['heroImage', 'hideOriginalBody', 'originator', 'correlationId'];

/**
 * Converts a connector card: title, text, and sections of an activity, text, facts, pictures and links.
 * @see https://learn.microsoft.com/outlook/actionable-messages/message-card-reference
 */
export function fromConnectorCard(content: unknown): ConvertedCard {
  const notes: string[] = [];
  const sections = toParts(content, 'sections', notes);
  addLimit(notes, sections.length, maxSections, 'sections');
  for (const name of ignoredByTeams) {
    if ([content, ...sections].some((part) => member(part, name) !== undefined)) {
      notes.push(`Teams does not support "${name}" of a connector card.`);
    }
  }
  noteOtherThanText(content, ['title', 'text', 'summary'], notes);
  if (member(content, 'themeColor') !== undefined) {
    notes.push('This host does not draw "themeColor" of a connector card.');
  }
  const texts = [...toMarkdownText(member(content, 'title'), titleStyle), ...toMarkdownText(member(content, 'text'))];
  const body = [
    ...(texts.length === 0 && sections.length === 0 ? toMarkdownText(member(content, 'summary')) : texts),
    ...sections.slice(0, maxSections).flatMap((section) => toSection(section, notes)),
  ];
  return { card: toCard(body, toActions(content, notes)), notes };
}

const sectionTexts = ['title', 'text', 'activityTitle', 'activitySubtitle', 'activityText'] as const;

function toSection(given: JsonObject, notes: string[]): readonly object[] {
  noteOtherThanText(given, sectionTexts, notes);
  const isPlain = given.markdown === false;
  const toWords = (text: string | undefined): string => (isPlain ? escapeMarkdown(text ?? '') : (text ?? ''));
  const texts = sectionTexts.map((name) => [name, toWords(textMember(given, name))]);
  const section = { ...given, ...Object.fromEntries(texts) };
  const images = toParts(section, 'images', notes);
  addLimit(notes, images.length, maxPictures, 'pictures in a section');
  const pictures = images.slice(0, maxPictures).flatMap((image) => toPicture(member(image, 'image'), image));
  const facts = toParts(section, 'facts', notes).map((fact) => {
    noteOtherThanText(fact, ['name', 'value'], notes);
    return {
      title: toWords(textMember(fact, 'name')),
      value: toWords(textMember(fact, 'value')),
    };
  });
  const actions = toActions(section, notes);
  const items = [
    ...toMarkdownText(member(section, 'title'), { weight: 'Bolder' }),
    ...toActivity(section),
    ...toMarkdownText(member(section, 'text')),
    ...(facts.length === 0 ? [] : [{ type: 'FactSet', facts }]),
    ...(pictures.length === 0 ? [] : [{ type: 'ImageSet', imageSize: 'medium', images: pictures }]),
    ...(actions.length === 0 ? [] : [{ type: 'ActionSet', actions }]),
  ];
  return items.length === 0 ? [] : [{ type: 'Container', separator: true, spacing: 'Medium', items }];
}

function toActivity(section: unknown): readonly object[] {
  const texts = [
    ...toMarkdownText(member(section, 'activityTitle'), { weight: 'Bolder' }),
    ...toMarkdownText(member(section, 'activitySubtitle'), subtitleStyle),
    ...toMarkdownText(member(section, 'activityText')),
  ];
  const style = member(section, 'activityImageType') === 'article' ? {} : { style: 'Person' };
  const picture = toPicture(member(section, 'activityImage'), undefined).map((image) => ({
    ...image,
    size: 'Medium',
    ...style,
  }));
  if (picture.length === 0) {
    return texts;
  }
  const columns = [
    { type: 'Column', width: 'auto', items: picture },
    { type: 'Column', width: 'stretch', items: texts },
  ];
  return [{ type: 'ColumnSet', columns }];
}

function toPicture(url: unknown, image: unknown): readonly object[] {
  return typeof url === 'string' && url !== ''
    ? [{ type: 'Image', url, altText: textMember(image, 'title') ?? '' }]
    : [];
}

/** Converts the links; other actions need a service that receives them. */
function toActions(part: unknown, notes: string[]): readonly JsonObject[] {
  const given = toParts(part, 'potentialAction', notes);
  addLimit(notes, given.length, maxActions, 'actions');
  return given.slice(0, maxActions).flatMap((action) => {
    const type = textMember(action, '@type') ?? '';
    const title = textMember(action, 'name') ?? '';
    const url = toTarget(action, type);
    if (url !== undefined) {
      return [{ type: 'Action.OpenUrl', title, url }];
    }
    notes.push(
      ['HttpPOST', 'ActionCard'].includes(type)
        ? `Teams draws the button “${title.slice(0, 60)}” (${type}), this host does not.`
        : `The button “${title.slice(0, 60)}” (${type.slice(0, 60)}) is not drawn. Use OpenUri with "targets": [{"os": "default", "uri": …}].`,
    );
    return [];
  });
}

function toTarget(action: unknown, type: string): string | undefined {
  const targets = listMember(action, 'targets');
  if (type === 'OpenUri') {
    const target = targets.find((candidate) => member(candidate, 'os') === 'default') ?? targets[0];
    return textMember(target, 'uri');
  }
  const [target] = listMember(action, 'target');
  return type === 'ViewAction' && typeof target === 'string' ? target : undefined;
}

function addLimit(notes: string[], count: number, maximum: number, what: string): void {
  if (count > maximum) {
    notes.push(`Teams shows at most ${maximum} ${what} of a connector card; the card has ${count}.`);
  }
}
