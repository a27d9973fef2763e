import { isJsonObject } from '../../../foundation/json-value.ts';
import { findCardMentions } from '../../card-reader/card-mentions.ts';
import {
  type Action,
  type CardElement,
  CardObjectRegistry,
  GlobalRegistry,
  HostConfig,
} from '../../card-reader/official-renderer.ts';
import { readCard } from '../../card-reader/read-card.ts';
import { ReadingContext } from '../../card-reader/reading-context.ts';
import { createChoiceSetClass, type SearchChoices } from './choice-set.ts';
import { createHostConfig } from './host-config.ts';
import { nameByContent, nameOthers } from './name-by-content.ts';
import { showMentions } from './show-mentions.ts';
import { TextInput } from './text-input.ts';

export interface DrawnCard {
  readonly element: HTMLElement | undefined;
  /** One sentence for each part that is not drawn as its author intended. */
  readonly notes: readonly string[];
  /** Whether the card has choices that a bot searches. */
  readonly hasSearch: boolean;
  /** Whether the card is as wide as the chat. */
  readonly isWide: boolean;
}

export interface DrawOptions {
  readonly theme: 'light' | 'dark';
  /** Whether a person sends the card, with a message extension. */
  readonly isOfExtension: boolean;
  /** Asks a bot for choices; undefined if none can be asked. */
  readonly search: SearchChoices | undefined;
  onAction(action: Action): void;
  /** Called for a picture behind other elements that cannot be loaded; others dispatch error events. */
  onMissingBackground(address: string): void;
  /** Shows the buttons that are in the menu beside the others. */
  onMenu(actions: readonly Action[], button: HTMLElement): void;
}

/** Draws an Adaptive Card with the official renderer. Elements newer than Adaptive Cards 1.5 use their fallback. */
export function drawCard(
  content: unknown,
  { theme, isOfExtension, search, onAction, onMissingBackground, onMenu }: DrawOptions,
): DrawnCard {
  if (!isJsonObject(content)) {
    throw new Error('It must be a JSON object.');
  }
  let hasSearch = false;
  const elements = new CardObjectRegistry<CardElement>();
  GlobalRegistry.populateWithDefaultElements(elements);
  elements.register(
    'Input.ChoiceSet',
    createChoiceSetClass(search, () => {
      hasSearch = true;
    }),
  );
  elements.register('Input.Text', TextInput);
  const context = new ReadingContext();
  context.setElementRegistry(elements);
  const { card, findings } = readCard(content, context);
  const { mentions } = findCardMentions(content);
  const finish = (element: HTMLElement | undefined): void => {
    if (element !== undefined) {
      nameByContent(element);
      nameOthers(element);
      loadBackgrounds(element, onMissingBackground);
      showMentions(element, mentions);
      // The renderer draws the posters of films later.
      setTimeout(() => correctPosters(element));
    }
  };
  card.hostConfig = new HostConfig(createHostConfig(theme));
  card.onExecuteAction = onAction;
  // The renderer draws the card of a button when it is first shown.
  card.onInlineCardExpanded = (action) => finish(action.card.renderedElement);
  card.onDisplayOverflowActionMenu = (actions, button) => {
    if (button !== undefined) {
      onMenu(actions, button);
    }
    return true;
  };
  for (const input of card.getAllInputs()) {
    input.errorMessage ||= noErrorMessage;
  }
  const element = card.render();
  finish(element);
  const { msteams } = content;
  return {
    element,
    notes: [
      ...findings.map(({ text }) => text),
      ...(isOfExtension && mentions.length > 0 ? [mentionsOfExtensions] : []),
      ...(isEmpty(element) ? ['Nothing is drawn on this card.'] : []),
    ],
    hasSearch,
    isWide: isJsonObject(msteams) && String(msteams.width).toLowerCase() === 'full',
  };
}

/** Teams marks the field in red and says nothing. */
const noErrorMessage = 'This value is missing or not allowed. The card has no "errorMessage" that says so in Teams.';

/** @see https://github.com/microsoft/AdaptiveCards/issues/8961 */
const mentionsOfExtensions =
  'Teams on desktops and in browsers has shown mentions in cards of message extensions as they stand, for example <at>Name</at>.';

const drawn = 'img, input, select, textarea, button, hr, [style*="background-image"], .ac-horizontal-separator';

function isEmpty(element: HTMLElement | undefined): boolean {
  return element === undefined || (element.textContent.trim() === '' && element.querySelector(drawn) === null);
}

/** Loads the pictures behind elements once more, because backgrounds dispatch no error events. */
function loadBackgrounds(card: HTMLElement, onMissing: (address: string) => void): void {
  for (const part of [card, ...card.querySelectorAll<HTMLElement>('[style*="background-image"]')]) {
    const [, address] = /^url\("(.*)"\)$/s.exec(part.style.backgroundImage) ?? [];
    if (address !== undefined) {
      const picture = new Image();
      picture.addEventListener('error', () => onMissing(address));
      picture.src = address;
    }
  }
}

/** The renderer marks the poster of a film as the footer of the page. */
function correctPosters(card: HTMLElement): void {
  for (const poster of card.querySelectorAll('.ac-media-poster[role="contentinfo"]')) {
    poster.setAttribute('role', 'group');
  }
}
