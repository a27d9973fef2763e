import { Button, Spinner } from '@fluentui/react-components';
import { CopyRegular } from '@fluentui/react-icons/svg/copy';
import { type ReactElement, useState } from 'react';
import type { HopContent as Content } from '../../wire/hop.ts';
import { usePage } from '../context/page-context.ts';
import { toReasonText } from '../host/host-call.ts';

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
          {content.sent !== undefined && <Body name="Request" text={content.sent} />}
          {content.received !== undefined && <Body name="Response" text={content.received} />}
        </>
      )}
    </details>
  );
}

function Body({ name, text }: { readonly name: string; readonly text: string }): ReactElement {
  const { notify } = usePage();
  const copy = (): void => {
    navigator.clipboard.writeText(text).then(
      () => notify(`${name} copied.`),
      () => notify('The browser does not allow to copy. Select the text instead.', 'error'),
    );
  };
  return (
    <div className="hop-body">
      <div className="hop-body-head">
        <h3>{name}</h3>
        <Button size="small" appearance="subtle" icon={<CopyRegular />} onClick={copy}>
          Copy
          <span className="only-read-aloud"> {name}</span>
        </Button>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: people scroll the text with the keyboard */}
      <pre tabIndex={0}>{text}</pre>
    </div>
  );
}
