import { Button } from '@fluentui/react-components';
import { type ReactElement, useId, useState } from 'react';
import type { AgentCitation } from '../../../wire/agent.ts';
import { AdaptiveCard } from '../../cards/adaptive-card.tsx';
import { explainPicture } from '../../cards/explain-picture.ts';
import { isLinkUrl } from '../../text/rich-text.ts';
import { ErrorBoundary } from '../../ui/error-boundary.tsx';
import { Sentences } from '../../ui/sentences.tsx';

const noBot = 'Copilot does not send this button to an API plugin. It does nothing there either.';
const noSearch = 'Nothing searches the choices of this card, because an API plugin has no bot.';

/** The sources that the answer of the agent would cite. As in Copilot, a card appears inside its citation. */
export function CitationList({ citations }: { readonly citations: readonly AgentCitation[] }): ReactElement {
  return (
    <>
      <h3>Citations</h3>
      <ol className="agent-citations">
        {citations.map((citation) => (
          <li key={citation.position}>
            <ErrorBoundary what="This citation" shows={citation}>
              <Citation citation={citation} />
            </ErrorBoundary>
          </li>
        ))}
      </ol>
    </>
  );
}

function Citation({ citation }: { readonly citation: AgentCitation }): ReactElement {
  const { position, title, subtitle, url, thumbnailUrl, card, notes } = citation;
  const [isOpen, setIsOpen] = useState(false);
  const cardId = useId();
  return (
    <>
      <span className="agent-citation-position" aria-hidden="true">
        {position}
      </span>
      <div className="agent-citation-words">
        {url !== undefined && isLinkUrl(url) ? (
          <a href={url} target="_blank" rel="noopener noreferrer">
            {title}
          </a>
        ) : (
          <span>{title}</span>
        )}
        {subtitle !== undefined && <span className="agent-citation-subtitle">{subtitle}</span>}
        {thumbnailUrl !== undefined && <Thumbnail url={thumbnailUrl} />}
        <Sentences sentences={notes} label={`Notes on citation ${position}`} />
        {card !== undefined && (
          <Button
            className="agent-citation-card-button"
            size="small"
            aria-expanded={isOpen}
            aria-controls={isOpen ? cardId : undefined}
            onClick={() => setIsOpen(!isOpen)}
          >
            {isOpen ? 'Hide card' : 'Show card'}
            <span className="only-read-aloud"> of citation {position}</span>
          </Button>
        )}
      </div>
      {card !== undefined && isOpen && (
        <div id={cardId} className="agent-citation-card">
          <AdaptiveCard content={card} label={`Card of citation ${position}`} onAction={noBot} onSearch={noSearch} />
        </div>
      )}
    </>
  );
}

/** The picture of a citation. The page loads none from other machines. */
function Thumbnail({ url }: { readonly url: string }): ReactElement {
  const [hasFailed, setHasFailed] = useState(false);
  return hasFailed ? (
    <span className="agent-citation-subtitle">{explainPicture(url)}</span>
  ) : (
    <img className="agent-citation-thumbnail" src={url} alt="" onError={() => setHasFailed(true)} />
  );
}
