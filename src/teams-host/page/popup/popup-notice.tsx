import { Button, MessageBar, MessageBarBody, Spinner } from '@fluentui/react-components';
import { InfoRegular } from '@fluentui/react-icons/svg/info';
import type { ReactElement } from 'react';
import type { PopupAnswer } from '../../wire/answers.ts';
import type { LoadedApp } from '../../wire/loaded-app.ts';
import { Notice } from '../ui/notice.tsx';

export interface PopupNoticeProps {
  readonly app: LoadedApp;
  readonly answer: PopupAnswer;
  readonly isOpen: boolean;
  /** Why the last attempt did not succeed, as a sentence. */
  readonly problem: string | undefined;
  onOpen(): void;
  onCancel(): void;
}

/** Explains that the app needs a sign-in or settings, and waits for the pop-up. */
export function PopupNotice({ app, answer, isOpen, problem, onOpen, onCancel }: PopupNoticeProps): ReactElement {
  const isSignIn = answer.type === 'signIn';
  const shown = problem ?? (answer.type === 'signIn' ? answer.problem : undefined);
  if (isOpen) {
    return (
      <Notice
        icon={<InfoRegular />}
        title={isSignIn ? 'Sign in using the window that opened' : 'Continue in the window that opened'}
        text="The app continues automatically afterwards."
      >
        <Spinner size="tiny" label="Waiting for you" />
        <Button onClick={onCancel}>Cancel</Button>
      </Notice>
    );
  }
  return (
    <div className="notice sign-in-card">
      <img src={app.icon} alt="" width="48" height="48" />
      <h3>{answer.title}</h3>
      <p>
        {isSignIn
          ? `${app.name} needs to know who you are to show your data.`
          : `${app.name} needs some settings before you can use it.`}
      </p>
      {shown !== undefined && (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>{shown}</MessageBarBody>
        </MessageBar>
      )}
      <div className="notice-actions">
        <Button className="task-main-action" appearance="primary" onClick={onOpen}>
          {isSignIn ? 'Sign in' : 'Set up'}
        </Button>
      </div>
    </div>
  );
}
