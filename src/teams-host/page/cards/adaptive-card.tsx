import { ProgressBar } from '@fluentui/react-components';
import {
  type Action,
  AdaptiveCard as Card,
  HostConfig,
  OpenUrlAction,
  SerializationContext,
  Versions,
} from 'adaptivecards';
import { type ReactElement, useEffect, useRef, useState } from 'react';
import { usePage } from '../context/page-context.ts';
import { isLinkUrl } from '../text/rich-text.ts';
import { createHostConfig } from './host-config.ts';
import { keepFocus } from './keep-focus.ts';
import { nameByContent } from './name-by-content.ts';
import { type PressedAction, toPressedAction } from './to-pressed-action.ts';

export interface AdaptiveCardProps {
  /** An Adaptive Card as parsed JSON. */
  readonly content: unknown;
  /** Accessible name. */
  readonly label: string;
  /** Whether an action is running; presses are ignored until it ends. */
  readonly isBusy?: boolean;
  /** Handles buttons that send something to a bot; a string is the sentence to show if they do not work here. */
  readonly onAction: ((pressed: PressedAction) => void) | string;
}

/** Shows a card with the official renderer. Elements newer than Adaptive Cards 1.5 use their fallback, as in Teams. */
export function AdaptiveCard({ content, label, isBusy = false, onAction }: AdaptiveCardProps): ReactElement {
  const { theme } = usePage();
  const place = useRef<HTMLDivElement>(null);
  const [problem, setProblem] = useState<string>();
  const use = useRef({ isBusy, onAction });
  use.current = { isBusy, onAction };
  // An equal card in a new object must not rerender, because its inputs would lose their values.
  const json = JSON.stringify(content) ?? 'null';

  useEffect(() => {
    const card = new Card();
    card.hostConfig = new HostConfig(createHostConfig(theme));
    card.onExecuteAction = (action) => {
      if (!use.current.isBusy) {
        setProblem(execute(action, use.current.onAction));
      }
    };
    setProblem(undefined);
    try {
      card.parse(JSON.parse(json), new SerializationContext(Versions.v1_5));
      const rendered = card.render();
      if (rendered !== undefined) {
        nameByContent(rendered);
      }
      keepFocus(place.current, () => place.current?.replaceChildren(...(rendered === undefined ? [] : [rendered])));
      if (rendered === undefined) {
        setProblem('This card is empty.');
      }
    } catch (error) {
      place.current?.replaceChildren();
      setProblem(`This card cannot be shown. ${error instanceof Error ? error.message : ''}`);
    }
  }, [json, theme]);

  return (
    <article className="adaptive-card" aria-label={label} aria-busy={isBusy}>
      {isBusy && <ProgressBar className="adaptive-card-progress" aria-label="Working" />}
      <div ref={place} className={isBusy ? 'adaptive-card-busy' : undefined} tabIndex={-1} />
      {problem !== undefined && (
        <p className="adaptive-card-problem" role="status">
          {problem}
        </p>
      )}
    </article>
  );
}

/** Runs the action of a button. @returns the sentence to show if that is not possible. */
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
    return 'Teams does not support this type of button. Use Action.OpenUrl, Action.Submit or Action.Execute.';
  }
  if (typeof onAction === 'string') {
    return onAction;
  }
  onAction(pressed);
  return undefined;
}
