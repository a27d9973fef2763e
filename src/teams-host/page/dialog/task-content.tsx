import { Button, MessageBar, MessageBarBody, MessageBarTitle, Spinner } from '@fluentui/react-components';
import { InfoRegular } from '@fluentui/react-icons/svg/info';
import { WarningRegular } from '@fluentui/react-icons/svg/warning';
import { type ReactElement, useEffect, useRef } from 'react';
import type { LoadedApp } from '../../wire/loaded-app.ts';
import { AdaptiveCard } from '../cards/adaptive-card.tsx';
import { createChoicesSearch } from '../cards/choices-search.ts';
import { usePage } from '../context/page-context.ts';
import { PopupNotice } from '../popup/popup-notice.tsx';
import { Notice } from '../ui/notice.tsx';
import type { Task, TaskState } from './task.ts';
import { TaskPage } from './task-page.tsx';

export interface TaskContentProps {
  readonly app: LoadedApp;
  /** The chat whose bot searches the choices of cards. */
  readonly conversationId: string;
  readonly task: Task;
  readonly state: TaskState;
  onClose(): void;
}

/** The content of the dialog in the current phase of the action. */
export function TaskContent(props: TaskContentProps): ReactElement {
  const { state } = props;
  const place = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: controls come and go with the phase
  useEffect(() => {
    if (place.current?.contains(document.activeElement) !== true) {
      place.current?.querySelector<HTMLElement>('input, select, textarea, .task-main-action, button')?.focus();
    }
  }, [state.phase]);
  return (
    <div className="task" ref={place}>
      <Content {...props} />
    </div>
  );
}

function Content({ app, conversationId, task, state, onClose }: TaskContentProps): ReactElement {
  const { host } = usePage();
  switch (state.phase) {
    case 'waiting':
    case 'closed':
      return <Spinner className="task-waiting" label={`Waiting for ${app.name}…`} />;
    case 'dialog': {
      const { content, busy, problem } = state;
      return (
        <>
          {problem !== undefined && (
            <MessageBar intent="error" layout="multiline" politeness="assertive">
              <MessageBarBody>
                <MessageBarTitle>{problem.title}</MessageBarTitle>
                {problem.text} {problem.remedy}
              </MessageBarBody>
            </MessageBar>
          )}
          {content.url === undefined ? (
            <AdaptiveCard
              content={content.card}
              label={content.title}
              isBusy={busy}
              onSearch={createChoicesSearch(host, conversationId, { appId: app.id })}
              onAction={({ action, inputs }) => task.submit(toData(action.data, inputs))}
            />
          ) : (
            <TaskPage app={app} url={content.url} title={content.title || app.name} task={task} />
          )}
        </>
      );
    }
    case 'preview':
      return (
        <>
          <AdaptiveCard
            content={state.answer.card}
            notes={state.answer.notes}
            label="Message preview"
            isBusy={state.busy}
            onAction="This button works after you send the message."
          />
          <div className="task-actions">
            <Button onClick={() => task.decide('edit')}>Edit</Button>
            <Button className="task-main-action" appearance="primary" onClick={() => task.decide('send')}>
              Send
            </Button>
          </div>
        </>
      );
    case 'text':
      return (
        <Notice icon={<InfoRegular />} title={app.name} text={state.text}>
          <Button appearance="primary" onClick={onClose}>
            Close
          </Button>
        </Notice>
      );
    case 'message': {
      const { title, text, remedy } = state.answer;
      return (
        <Notice icon={<WarningRegular />} title={title} text={text} remedy={remedy}>
          <Button onClick={task.tryAgain}>Try again</Button>
        </Notice>
      );
    }
    case 'popup':
    case 'popupOpen':
      return (
        <PopupNotice
          app={app}
          answer={state.answer}
          isOpen={state.phase === 'popupOpen'}
          problem={state.phase === 'popup' ? state.problem : undefined}
          onOpen={task.openPopup}
          onCancel={task.cancelPopup}
        />
      );
  }
}

function toData(data: unknown, inputs: Readonly<Record<string, string>>): unknown {
  return typeof data === 'object' && data !== null ? { ...data, ...inputs } : (data ?? inputs);
}
