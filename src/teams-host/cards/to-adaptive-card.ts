import { isJsonObject, type JsonObject, member, textMember } from '../../foundation/json-value.ts';
import { listMember } from '../../local/list-member.ts';

/** Content types of hero and thumbnail cards, which the page shows as equivalent Adaptive Cards. */
export const heroCardTypes = [
  'application/vnd.microsoft.card.hero',
  'application/vnd.microsoft.card.thumbnail',
] as const;

/**
 * Converts a hero or thumbnail card to an Adaptive Card.
 * @param isLarge whether the picture fills the width (hero card) or is beside the text (thumbnail card).
 */
export function toAdaptiveCard(content: unknown, isLarge: boolean): JsonObject {
  const texts = [
    ...toText(textMember(content, 'title'), { weight: 'Bolder', size: 'Medium' }),
    ...toText(textMember(content, 'subtitle'), { isSubtle: true, spacing: 'None' }),
    ...toText(textMember(content, 'text'), {}),
  ];
  const pictures = listMember(content, 'images').flatMap((image) => {
    const url = textMember(image, 'url');
    return url === undefined ? [] : [{ type: 'Image', url, altText: textMember(image, 'alt') ?? '' }];
  });
  const body = isLarge
    ? [...pictures.slice(0, 1).map((picture) => ({ ...picture, size: 'Stretch' })), ...texts]
    : pictures.length === 0
      ? texts
      : [
          {
            type: 'ColumnSet',
            columns: [
              { type: 'Column', width: 'stretch', items: texts },
              { type: 'Column', width: 'auto', items: [{ ...pictures[0], size: 'Medium' }] },
            ],
          },
        ];
  return {
    type: 'AdaptiveCard',
    version: '1.5',
    body,
    actions: listMember(content, 'buttons').flatMap((button) => toAction(button) ?? []),
    selectAction: toAction(member(content, 'tap')),
  };
}

function toText(text: string | undefined, style: object): readonly object[] {
  return text === undefined || text === '' ? [] : [{ type: 'TextBlock', text, wrap: true, ...style }];
}

/** Converts a Bot Framework card action to an Adaptive Card action. @returns undefined for types that Teams ignores. */
function toAction(action: unknown): JsonObject | undefined {
  if (!isJsonObject(action)) {
    return undefined;
  }
  const title = textMember(action, 'title') ?? '';
  switch (action.type) {
    case 'openUrl': {
      const url = textMember(action, 'value');
      return url === undefined ? undefined : { type: 'Action.OpenUrl', title, url };
    }
    case 'imBack':
    case 'signin':
    case 'invoke':
      return { type: 'Action.Submit', title, data: { msteams: { type: action.type, value: action.value } } };
    case 'messageBack': {
      const { text, displayText, value } = action;
      return { type: 'Action.Submit', title, data: { msteams: { type: 'messageBack', text, displayText, value } } };
    }
    default:
      return undefined;
  }
}
