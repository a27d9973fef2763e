import { Button } from '@fluentui/react-components';
import { DismissRegular } from '@fluentui/react-icons/svg/dismiss';
import type { ReactElement } from 'react';
import { AdaptiveCard, noSearch } from '../cards/adaptive-card.tsx';
import { ErrorBoundary } from '../ui/error-boundary.tsx';
import type { DraftCard } from './draft-card.ts';

export interface DraftCardsProps {
  readonly cards: readonly DraftCard[];
  onRemove(card: DraftCard): void;
}

const notYet = 'This button works after you send the message.';
const noBot = 'This button needs a bot. It does nothing in an API-based message extension.';

/** The cards in the draft of a message. */
export function DraftCards({ cards, onRemove }: DraftCardsProps): ReactElement {
  return (
    <>
      {cards.map((draft) => (
        <div key={draft.key} className="compose-card">
          <ErrorBoundary what="This card" shows={draft.card}>
            <AdaptiveCard
              content={draft.card}
              notes={draft.notes}
              link={draft.link}
              isOfExtension
              label={`Card to send: ${draft.title}`}
              {...(draft.app.extension?.kind === 'api' ? { onSearch: noSearch } : {})}
              onAction={draft.app.extension?.kind === 'api' ? noBot : notYet}
            />
          </ErrorBoundary>
          <Button
            className="compose-card-remove"
            appearance="subtle"
            size="small"
            icon={<DismissRegular />}
            aria-label={`Remove the card ${draft.title}`}
            onClick={() => onRemove(draft)}
          />
        </div>
      ))}
    </>
  );
}
