import { Badge, Link } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import type { MessageLabels as Labels, Message } from '../../../wire/message.ts';

/** The AI label, the sensitivity label and the importance of a message. */
export function MessageBadges({ labels }: { readonly labels: Labels }): ReactElement | null {
  const { aiGenerated, sensitivity, importance } = labels;
  if (!aiGenerated && sensitivity === undefined && importance === undefined) {
    return null;
  }
  return (
    <p className="message-badges">
      {importance !== undefined && (
        <Badge appearance="tint" color="danger">
          {importance === 'urgent' ? 'Urgent' : 'Important'}
        </Badge>
      )}
      {aiGenerated && (
        <Badge appearance="outline" color="informative" title="AI-generated content may be incorrect">
          AI generated
        </Badge>
      )}
      {sensitivity !== undefined && (
        <Badge appearance="outline" color="severe" title={sensitivity.description}>
          {sensitivity.name}
        </Badge>
      )}
    </p>
  );
}

/** The sources that the text cites by their numbers. */
export function Citations({ citations }: Pick<Labels, 'citations'>): ReactElement | null {
  if (citations.length === 0) {
    return null;
  }
  return (
    <ul className="message-citations" aria-label="Sources">
      {citations.map(({ position, name, url, abstract, keywords, sensitivity }) => (
        <li key={position}>
          [{position}]{' '}
          {url === undefined ? (
            name
          ) : (
            <Link href={url} target="_blank" rel="noopener noreferrer" inline>
              {name}
            </Link>
          )}
          {abstract !== '' && ` – ${abstract}`}
          {keywords.length > 0 && ` (${keywords.join(', ')})`}
          {sensitivity !== undefined && ` · ${sensitivity.name}`}
        </li>
      ))}
    </ul>
  );
}

/** What a bot does while it streams the message. */
export function StreamProgress({ streaming }: Pick<Message, 'streaming'>): ReactElement | null {
  return streaming === undefined ? null : (
    <div
      className="message-progress"
      role="progressbar"
      aria-label={streaming === 'informative' ? 'The bot prepares its answer' : 'The bot is writing'}
    />
  );
}
