import { ProgressBar } from '@fluentui/react-components';
import { type ReactElement, useCallback, useEffect, useRef, useState } from 'react';
import { type Action, OpenUrlAction } from '../../card-reader/official-renderer.ts';
import { usePage } from '../context/page-context.ts';
import { isLinkUrl } from '../text/rich-text.ts';
import { ActionMenu, type OpenMenu } from './action-menu.tsx';
import type { ChoicesQuery, SearchChoices } from './choice-set.ts';
import { drawCard } from './draw-card.ts';
import { explainPicture } from './explain-picture.ts';
import { keepFocus } from './keep-focus.ts';
import { type PressedAction, toPressedAction } from './to-pressed-action.ts';

export interface AdaptiveCardProps {
  /** An Adaptive Card as parsed JSON. */
  readonly content: unknown;
  /** Accessible name. */
  readonly label: string;
  /** What is not on the card, in addition to what is found when it is drawn. */
  readonly notes?: readonly string[] | undefined;
  /** URL of what the card shows. */
  readonly link?: string | undefined;
  /** Whether a person sends the card, with a message extension. */
  readonly isOfExtension?: boolean;
  /** Whether an action is running; presses are ignored until it ends. */
  readonly isBusy?: boolean;
  /** Handles buttons that send something to a bot; a string is the sentence to show if they do not work here. */
  readonly onAction: ((pressed: PressedAction) => void) | string;
  /** Asks a bot for choices while a person types; a string is the sentence to show if that does not work here. */
  readonly onSearch?: SearchChoices | string;
}

const notYet = 'Its choices can be searched after you send the message.';
/** The sentence for a card whose choices a bot should search, in an app without a bot. */
export const noSearch = 'Teams asks a bot for the choices of this card, and this app has none.';

/** Shows a card with the official renderer, and below it what is not drawn and why. */
export function AdaptiveCard({
  content,
  label,
  notes: given = [],
  link,
  isOfExtension = false,
  isBusy = false,
  onAction,
  onSearch = notYet,
}: AdaptiveCardProps): ReactElement {
  const { theme } = usePage();
  const place = useRef<HTMLDivElement>(null);
  const [problem, setProblem] = useState<string>();
  const [notes, setNotes] = useState<readonly string[]>([]);
  const [menu, setMenu] = useState<OpenMenu>();
  const [isWide, setIsWide] = useState(false);
  const use = useRef({ isBusy, onAction, onSearch });
  use.current = { isBusy, onAction, onSearch };
  const canSearch = typeof onSearch !== 'string';
  // An equal card in a new object must not rerender, because its inputs would lose their values.
  const json = JSON.stringify(content) ?? 'null';

  const add = useCallback((note: string) => setNotes((all) => (all.includes(note) ? all : [...all, note])), []);

  useEffect(() => {
    setProblem(undefined);
    setMenu(undefined);
    try {
      const drawn = drawCard(JSON.parse(json), {
        theme,
        isOfExtension,
        search: canSearch ? (query) => search(query, use.current.onSearch) : undefined,
        onAction: (action) => {
          if (!use.current.isBusy) {
            setProblem(execute(action, use.current.onAction));
          }
        },
        onMissingBackground: (address) => URL.canParse(address) && add(explainPicture(address)),
        onMenu: (actions, button) => setMenu({ actions, button }),
      });
      const { element } = drawn;
      setNotes([
        ...drawn.notes,
        ...(drawn.hasSearch && typeof use.current.onSearch === 'string' ? [use.current.onSearch] : []),
      ]);
      setIsWide(drawn.isWide);
      keepFocus(place.current, () => place.current?.replaceChildren(...(element === undefined ? [] : [element])));
    } catch (error) {
      place.current?.replaceChildren();
      setNotes([]);
      setProblem(`This card cannot be shown. ${error instanceof Error ? error.message : ''}`);
    }
  }, [json, theme, isOfExtension, canSearch, add]);

  useEffect(() => {
    const card = place.current;
    if (card === null) {
      return undefined;
    }
    const observer = new ResizeObserver(() => requestAnimationFrame(() => markNarrow(card)));
    observer.observe(card);
    return () => observer.disconnect();
  }, []);

  // Errors of pictures do not bubble.
  useEffect(() => {
    const card = place.current;
    const onError = ({ target }: Event): void => {
      // The reader of the card has explained relative addresses.
      if (target instanceof HTMLImageElement && URL.canParse(target.getAttribute('src') ?? '')) {
        add(explainPicture(target.src));
      }
    };
    card?.addEventListener('error', onError, true);
    return () => card?.removeEventListener('error', onError, true);
  }, [add]);

  const allNotes = [...new Set([...given, ...notes])];
  return (
    <article className={`adaptive-card${isWide ? ' adaptive-card-wide' : ''}`} aria-label={label} aria-busy={isBusy}>
      {isBusy && <ProgressBar className="adaptive-card-progress" aria-label="Working" />}
      <div ref={place} className={isBusy ? 'adaptive-card-busy' : undefined} tabIndex={-1} />
      {link !== undefined && isLinkUrl(link) && (
        <p className="adaptive-card-link">
          <a href={link} target="_blank" rel="noopener noreferrer">
            {link.replace(/^https?:\/\//i, '')}
          </a>
        </p>
      )}
      {menu !== undefined && <ActionMenu menu={menu} onClose={() => setMenu(undefined)} />}
      {problem !== undefined && (
        <p className="adaptive-card-problem" role="status">
          {problem}
        </p>
      )}
      {allNotes.length > 0 && (
        <ul className="adaptive-card-notes" aria-label="Not drawn on this card">
          {allNotes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      )}
    </article>
  );
}

/** Marks a card with content that is wider than it is. */
function markNarrow(card: HTMLElement): void {
  card.removeAttribute('data-narrow');
  const { left, right } = card.getBoundingClientRect();
  const isNarrow = [...card.querySelectorAll('*')].some((part) => {
    const box = part.getBoundingClientRect();
    return box.width > 0 && (box.right > right + 1 || box.left < left - 1);
  });
  card.toggleAttribute('data-narrow', isNarrow);
}

function search(query: ChoicesQuery, onSearch: SearchChoices | string): ReturnType<SearchChoices> {
  return typeof onSearch === 'string' ? Promise.reject(new Error(onSearch)) : onSearch(query);
}

/** Handles the action of a button. @returns the sentence to show if that is not possible. */
function execute(action: Action, onAction: AdaptiveCardProps['onAction']): string | undefined {
  if (action instanceof OpenUrlAction) {
    const url = action.url ?? '';
    if (!isLinkUrl(url)) {
      return 'Teams does not open the URL of this button. It must begin with http:, https: or mailto:.';
    }
    window.open(url, '_blank', 'noopener,noreferrer');
    return undefined;
  }
  const pressed = toPressedAction(action);
  if (pressed === undefined) {
    // The renderer runs the other actions itself.
    return undefined;
  }
  if (typeof onAction === 'string') {
    return onAction;
  }
  onAction(pressed);
  return undefined;
}
