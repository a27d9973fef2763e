import { Badge, Button, OverlayDrawer } from '@fluentui/react-components';
import { DismissRegular } from '@fluentui/react-icons/svg/dismiss';
import { type ReactElement, useEffect, useId, useRef, useState } from 'react';
import type { FlowRecord } from '../../wire/hop.ts';
import { toClock } from '../messages/to-clock.ts';
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

/** The hops of the last action, with its failure, and earlier actions below. */
export function FlowPanel({ flow, isOpen, isOverlay, onClose }: FlowPanelProps): ReactElement {
  const titleId = useId();
  return (
    <>
      <p className="only-read-aloud" role="status" aria-label="Flow">
        {flow.records[0] === undefined ? '' : summarizeFlow(flow.records[0])}
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

function FlowContent({ flow: { records, connected }, titleId, onClose }: FlowContentProps): ReactElement {
  const scroller = useRef<HTMLElement>(null);
  const [newest, ...earlier] = records.filter(({ hops }) => hops.length > 0);
  const hops = newest?.hops.length;
  // biome-ignore lint/correctness/useExhaustiveDependencies: scrolls to each new hop, or to the one that failed
  useEffect(() => {
    const last = scroller.current?.querySelector('.hops');
    (last?.querySelector('.hop-failure') ?? last?.lastElementChild)?.scrollIntoView({ block: 'nearest' });
  }, [hops, newest?.id]);
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
      {newest === undefined ? (
        <div className="flow-empty">
          <p>The flow shows who called whom after each of your actions: person, Teams, app and authorization server.</p>
          <p>Each step has its result and the claims of its token, and a failed one the reason and the remedy.</p>
          <p>Write to a bot, open an extension below the message box, or call a function of an agent.</p>
        </div>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: people scroll the steps with the keyboard
        <section className="flow-scroller" ref={scroller} tabIndex={0} aria-label="Steps of the last action">
          <p className="flow-action">{newest.action}</p>
          <Hops record={newest} />
          {earlier.length > 0 && (
            <div className="flow-earlier">
              <h3>Earlier actions</h3>
              {earlier.map((record) => (
                <EarlierFlow key={record.id} record={record} />
              ))}
            </div>
          )}
        </section>
      )}
    </>
  );
}

function Hops({ record: { id, hops } }: { readonly record: FlowRecord }): ReactElement {
  return (
    <ol className="hops">
      {hops.map((hop, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: hops are only ever added at the end
        <ErrorBoundary key={`${id} ${index}`} what="This step" shows={hop} element="li">
          <HopItem flowId={id} hop={hop} number={index + 1} />
        </ErrorBoundary>
      ))}
    </ol>
  );
}

/** An earlier action, collapsed at first. */
function EarlierFlow({ record }: { readonly record: FlowRecord }): ReactElement {
  const [isOpen, setIsOpen] = useState(false);
  const isFailed = record.hops.some(({ failure }) => failure !== undefined);
  return (
    <details onToggle={({ currentTarget }) => setIsOpen(currentTarget.open)}>
      <summary>
        {record.action} <small>{toClock(new Date(record.startedAt))}</small>{' '}
        {isFailed && (
          <Badge appearance="tint" color="danger">
            failed
          </Badge>
        )}
      </summary>
      {isOpen && <Hops record={record} />}
    </details>
  );
}
