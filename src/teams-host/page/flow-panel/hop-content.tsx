import { Spinner } from '@fluentui/react-components';
import { type ReactElement, useState } from 'react';
import type { HopContent as Content } from '../../wire/hop.ts';
import { usePage } from '../context/page-context.ts';
import { toReasonText } from '../host/host-call.ts';
import { JsonText } from '../json-text/json-text.tsx';

export interface HopContentProps {
  readonly flowId: string;
  /** Index of the hop, from 0. */
  readonly index: number;
}

/** The bodies of a hop as JSON without secrets, fetched when they are opened. */
export function HopContent({ flowId, index }: HopContentProps): ReactElement {
  const { host } = usePage();
  const [content, setContent] = useState<Content | string>();
  const load = (): void => {
    host.hopContent(flowId, index).then(setContent, (error: unknown) => setContent(toReasonText(error)));
  };
  return (
    <details className="hop-content" onToggle={({ currentTarget }) => currentTarget.open && load()}>
      <summary>JSON</summary>
      {content === undefined ? (
        <Spinner size="tiny" label="Loading" />
      ) : typeof content === 'string' ? (
        <p>{content}</p>
      ) : (
        <>
          {content.sent !== undefined && <JsonText name="Request" text={content.sent} />}
          {content.received !== undefined && <JsonText name="Response" text={content.received} />}
        </>
      )}
    </details>
  );
}
