import { Button } from '@fluentui/react-components';
import { type ReactElement, type ReactNode, useId } from 'react';
import type { SentValue } from '../../../wire/agent.ts';
import { RichText } from '../../text/rich-text-view.tsx';
import { toRichText } from '../../text/to-rich-text.ts';
import { SentValues } from './sent-values.tsx';

export interface PromptCardProps {
  readonly title: string;
  readonly text: string;
  readonly textFormat: 'plain' | 'markdown';
  readonly data: readonly SentValue[];
  /** Additional buttons, after the first. */
  readonly children?: ReactNode;
  onAllow(): void;
  onCancel(): void;
}

/** Asks the person whether a plugin may be used or a function may be called, and shows the data to be sent. */
export function PromptCard(props: PromptCardProps): ReactElement {
  const { title, text, textFormat, data, children, onAllow, onCancel } = props;
  const titleId = useId();
  return (
    // Gets the focus, instead of its button: Enter on the form must not confirm as well.
    <article className="call-card call-focus" tabIndex={-1} aria-labelledby={titleId}>
      <h3 id={titleId}>{title}</h3>
      <div className={`message-text message-${textFormat}`}>
        <RichText nodes={toRichText({ text, textFormat })} />
      </div>
      <SentValues title="Data to be sent" values={data} />
      <div className="call-actions">
        <Button appearance="primary" onClick={onAllow}>
          Allow
        </Button>
        {children}
        <Button onClick={onCancel}>Cancel</Button>
      </div>
    </article>
  );
}
