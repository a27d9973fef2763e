import { Button, OverlayDrawer } from '@fluentui/react-components';
import { DismissRegular } from '@fluentui/react-icons/svg/dismiss';
import { type ReactElement, useEffect, useId, useRef } from 'react';
import { ErrorBoundary } from '../ui/error-boundary.tsx';
import { summarizeFlow } from './flow-events.ts';
import { HopItem } from './hop-item.tsx';
import type { LiveFlow } from './use-flow.ts';

export interface FlowPanelProps {
  readonly flow: LiveFlow;
  readonly isOpen: boolean;
  /** Whether the panel covers the chat instead of being beside it. */
  readonly isOverlay: boolean;
  onClose(): void;
}

/** The hops of the last action, with its failure. */
export function FlowPanel({ flow, isOpen, isOverlay, onClose }: FlowPanelProps): ReactElement {
  const titleId = useId();
  return (
    <>
      <p className="only-read-aloud" role="status" aria-label="Flow">
        {flow.record === undefined ? '' : summarizeFlow(flow.record)}
      </p>
      {isOverlay ? (
        <OverlayDrawer
          className="flow-drawer"
          position="end"
          open={isOpen}
          aria-labelledby={titleId}
          onOpenChange={(_event, { open }) => !open && onClose()}
        >
          <FlowContent flow={flow} titleId={titleId} onClose={onClose} />
        </OverlayDrawer>
      ) : (
        isOpen && (
          <aside className="flow-panel" aria-labelledby={titleId}>
            <FlowContent flow={flow} titleId={titleId} onClose={onClose} />
          </aside>
        )
      )}
    </>
  );
}

interface FlowContentProps extends Pick<FlowPanelProps, 'flow' | 'onClose'> {
  readonly titleId: string;
}

function FlowContent({ flow: { record, connected }, titleId, onClose }: FlowContentProps): ReactElement {
  const scroller = useRef<HTMLElement>(null);
  const hops = record?.hops.length;
  // biome-ignore lint/correctness/useExhaustiveDependencies: scrolls to each new hop, or to the one that failed
  useEffect(() => {
    const steps = scroller.current?.querySelectorAll('.hop') ?? [];
    const failed = scroller.current?.querySelector('.hop-failure');
    (failed ?? steps[steps.length - 1])?.scrollIntoView({ block: 'nearest' });
  }, [hops, record?.startedAt]);
  return (
    <>
      <div className="flow-header">
        <h2 id={titleId}>Flow</h2>
        <Button
          appearance="subtle"
          size="small"
          icon={<DismissRegular />}
          aria-label="Close the flow"
          onClick={onClose}
        />
      </div>
      {!connected && <p className="flow-lost">The host is not responding. The flow continues when it is back.</p>}
      {record === undefined || record.hops.length === 0 ? (
        <p className="flow-empty">
          {record?.action ||
            'Talk to a bot or use an extension below the compose box. Every call it makes shows up here.'}
        </p>
      ) : (
        <>
          <p className="flow-action">{record.action}</p>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: people scroll the steps with the keyboard */}
          <section className="flow-scroller" ref={scroller} tabIndex={0} aria-label="Steps of the last action">
            <ol className="hops">
              {record.hops.map((hop, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: hops are only ever added at the end
                <ErrorBoundary key={`${record.startedAt} ${index}`} what="This step" shows={hop} element="li">
                  <HopItem hop={hop} number={index + 1} />
                </ErrorBoundary>
              ))}
            </ol>
          </section>
        </>
      )}
    </>
  );
}
