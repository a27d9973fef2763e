import {
  type Action,
  AdaptiveCard as Card,
  HostConfig,
  OpenUrlAction,
  SerializationContext,
  Versions,
} from 'adaptivecards';
import { type ReactElement, useEffect, useRef, useState } from 'react';
import { createHostConfig } from './host-config.ts';

export interface AdaptiveCardProps {
  /** Adaptive Card JSON, as the host expanded it. */
  readonly content: unknown;
  readonly theme: 'light' | 'dark';
  readonly label: string;
}

const notHere = 'This button needs a bot behind the app. It does nothing in an API-based message extension.';

/** Shows a card with the official renderer; what is newer than Adaptive Cards 1.5 falls back as it does in Teams. */
export function AdaptiveCard({ content, theme, label }: AdaptiveCardProps): ReactElement {
  const place = useRef<HTMLDivElement>(null);
  const [problem, setProblem] = useState<string>();

  useEffect(() => {
    const card = new Card();
    card.hostConfig = new HostConfig(createHostConfig(theme));
    card.onExecuteAction = (action) => setProblem(execute(action));
    setProblem(undefined);
    try {
      card.parse(content, new SerializationContext(Versions.v1_5));
      const rendered = card.render();
      place.current?.replaceChildren(...(rendered === undefined ? [] : [rendered]));
      if (rendered === undefined) {
        setProblem('This card is empty.');
      }
    } catch (error) {
      place.current?.replaceChildren();
      setProblem(`This card cannot be shown. ${error instanceof Error ? error.message : ''}`);
    }
  }, [content, theme]);

  return (
    <section className="adaptive-card" aria-label={label}>
      <div ref={place} />
      {problem !== undefined && (
        <p className="adaptive-card-problem" role="status">
          {problem}
        </p>
      )}
    </section>
  );
}

/** Does what the button says where a message extension can; the sentence to show where it cannot. */
function execute(action: Action): string | undefined {
  if (!(action instanceof OpenUrlAction)) {
    return notHere;
  }
  const url = action.url ?? '';
  if (!/^(https?:|mailto:)/i.test(url)) {
    return 'This button leads to an address that Teams does not open.';
  }
  window.open(url, '_blank', 'noopener,noreferrer');
  return undefined;
}
