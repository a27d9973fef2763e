import {
  Button,
  Dialog,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  DialogTrigger,
} from '@fluentui/react-components';
import { DismissRegular } from '@fluentui/react-icons/svg/dismiss';
import { type CSSProperties, type ReactElement, useEffect, useState } from 'react';
import { useStore } from 'zustand/react';
import type { DialogAnswer, SearchResult } from '../../wire/answers.ts';
import type { LoadedApp } from '../../wire/loaded-app.ts';
import { usePage } from '../context/page-context.ts';
import { ErrorBoundary } from '../ui/error-boundary.tsx';
import { toDialogSize } from './dialog-size.ts';
import { createTask, type TaskPort, type TaskState } from './task.ts';
import { TaskContent } from './task-content.tsx';

/** An action of an app that is shown in the dialog. */
export interface TaskSpec {
  readonly app: LoadedApp;
  /** Title until the app provides one. */
  readonly title: string;
  readonly port: TaskPort;
  /** The answer of the app that the action begins with, if it needs no request. */
  readonly answer?: DialogAnswer;
  /** Shows nothing while the first request is running. */
  readonly isQuiet?: boolean;
  /** Called with the card that the action ends with; if absent, the person is notified that it cannot be used. */
  readonly onResult?: (result: SearchResult) => void;
}

export interface TaskDialogProps {
  readonly conversationId: string;
  readonly spec: TaskSpec;
  onEnd(): void;
}

/** Runs an action of an app in a dialog, until it ends or the person closes the dialog. */
export function TaskDialog({ conversationId, spec, onEnd }: TaskDialogProps): ReactElement | null {
  const { openPopup, notify } = usePage();
  const [task] = useState(() =>
    createTask({
      port: spec.port,
      openPopup,
      onResult:
        spec.onResult ?? (() => notify(`${spec.app.name} answered with a card, which cannot be used here.`, 'info')),
      onEnd,
    }),
  );
  const state = useStore(task);
  useEffect(() => {
    task.begin(spec.answer);
    return () => task.close();
  }, [task, spec]);

  if (spec.isQuiet === true && (state.phase === 'waiting' || state.phase === 'closed')) {
    return null;
  }
  const title = state.phase === 'dialog' && state.content.title !== '' ? state.content.title : spec.title;
  return (
    <Dialog open onOpenChange={(_event, { open }) => !open && onEnd()}>
      <DialogSurface className="task-dialog" style={toStyle(state)}>
        <DialogBody>
          <DialogTitle
            action={
              <DialogTrigger action="close">
                <Button appearance="subtle" aria-label="Close" icon={<DismissRegular />} />
              </DialogTrigger>
            }
          >
            <span className="task-title">
              <img src={spec.app.icon} alt="" width="24" height="24" />
              {title}
            </span>
          </DialogTitle>
          <DialogContent className="task-content">
            <ErrorBoundary what="This dialog" shows={state}>
              <TaskContent app={spec.app} conversationId={conversationId} task={task} state={state} onClose={onEnd} />
            </ErrorBoundary>
          </DialogContent>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}

/** The size the app requests; CSS limits it to the window. */
function toStyle(state: TaskState): CSSProperties {
  const { width, height } =
    state.phase === 'dialog'
      ? toDialogSize(state.content.width, state.content.height)
      : toDialogSize('medium', 'small');
  // React's type does not include custom properties.
  return { '--task-width': `${width}px`, '--task-height': `${height}px` } as CSSProperties;
}
