import { Button, Spinner } from '@fluentui/react-components';
import { ProhibitedRegular } from '@fluentui/react-icons/svg/prohibited';
import { WarningRegular } from '@fluentui/react-icons/svg/warning';
import { type ReactElement, useEffect, useRef } from 'react';
import { useStore } from 'zustand/react';
import type { LoadedApp } from '../../../wire/loaded-app.ts';
import { PopupNotice } from '../../popup/popup-notice.tsx';
import { ErrorBoundary } from '../../ui/error-boundary.tsx';
import { Notice } from '../../ui/notice.tsx';
import { showAndFocus } from '../../ui/show-and-focus.ts';
import { toAnnouncement, toDelayText } from './announcement.ts';
import type { FunctionCall } from './function-call.ts';
import { FunctionResultView } from './function-result-view.tsx';
import { PromptCard } from './prompt-card.tsx';

export interface CallViewProps {
  readonly app: LoadedApp;
  readonly functionName: string;
  readonly call: FunctionCall;
}

/** A call in its current phase: a prompt, a sign-in, progress, the result or a message. */
export function CallView(props: CallViewProps): ReactElement {
  const { app, functionName, call } = props;
  const state = useStore(call);
  const place = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: controls come and go with the phase
  useEffect(() => {
    const { activeElement } = document;
    // A person who writes elsewhere meanwhile is not interrupted.
    if (activeElement === null || activeElement === document.body || place.current?.contains(activeElement)) {
      const control = place.current?.querySelector<HTMLElement>('.call-focus, .task-main-action, button');
      showAndFocus(control, place.current?.parentElement);
    }
  }, [state.phase]);
  return (
    <div className="call" ref={place}>
      <p className="only-read-aloud" role="status">
        {toAnnouncement(state, functionName, app.name)}
      </p>
      <ErrorBoundary what="The answer" shows={state}>
        <CallPhase {...props} />
      </ErrorBoundary>
    </div>
  );
}

function CallPhase({ app, functionName, call }: CallViewProps): ReactElement {
  const state = useStore(call);
  switch (state.phase) {
    case 'waiting':
      return (
        <div className="call-card call-waiting">
          <Spinner size="tiny" label={`Calling ${functionName}…`} />
          {state.delay !== undefined && <p>{toDelayText(state.delay)}</p>}
          <Button onClick={call.cancel}>Cancel</Button>
        </div>
      );
    case 'connect': {
      const { title, text, data } = state.prompt;
      return (
        <PromptCard
          title={title}
          text={text}
          textFormat="plain"
          data={data}
          onAllow={() => call.allow()}
          onCancel={call.cancel}
        />
      );
    }
    case 'confirm': {
      const { title, body, data, canAlwaysAllow } = state.prompt;
      return (
        <PromptCard
          title={title}
          text={body}
          textFormat="markdown"
          data={data}
          onAllow={() => call.allow()}
          onCancel={call.cancel}
        >
          {canAlwaysAllow && <Button onClick={() => call.allow(true)}>Always allow</Button>}
        </PromptCard>
      );
    }
    case 'popup':
    case 'popupOpen':
      return (
        <div className="call-card">
          <PopupNotice
            app={app}
            answer={state.answer}
            isOpen={state.phase === 'popupOpen'}
            problem={state.phase === 'popup' ? state.problem : undefined}
            onOpen={call.openPopup}
            onCancel={call.cancelPopup}
          />
          {state.phase === 'popup' && (
            <Button className="call-give-up" appearance="subtle" onClick={call.cancel}>
              Cancel
            </Button>
          )}
        </div>
      );
    case 'result':
      return <FunctionResultView functionName={functionName} result={state.answer} />;
    case 'message': {
      const { title, text, remedy } = state.answer;
      return (
        <div className="call-card">
          <Notice icon={<WarningRegular />} title={title} text={text} remedy={remedy}>
            <Button onClick={call.tryAgain}>Try again</Button>
          </Notice>
        </div>
      );
    }
    case 'cancelled':
      return (
        <p className="call-card call-cancelled call-focus" tabIndex={-1}>
          <ProhibitedRegular aria-hidden /> {state.text}
        </p>
      );
  }
}
