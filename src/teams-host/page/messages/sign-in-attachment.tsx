import { Button, MessageBar, MessageBarBody, Spinner } from '@fluentui/react-components';
import { type ReactElement, useRef, useState } from 'react';
import type { SignInAttachment as Attachment, Message } from '../../wire/message.ts';
import { usePage } from '../context/page-context.ts';
import { toReasonText } from '../host/host-call.ts';
import { findApp } from '../host/loaded-app.ts';
import { type Popup, toPopupProblem, toVerifyState } from '../popup/popup.ts';

export interface SignInAttachmentProps {
  readonly message: Message;
  readonly attachment: Attachment;
}

/** A sign-in card of a bot. Its button opens the pop-up, and the bot is notified of the result. */
export function SignInAttachment({ message, attachment }: SignInAttachmentProps): ReactElement {
  const { host, session, openPopup } = usePage();
  const { conversationId, from } = message;
  const appId = from.appId ?? '';
  const app = findApp(session.apps, appId);
  const [state, setState] = useState<'asking' | 'waiting' | 'done' | { readonly problem: string }>('asking');
  const popup = useRef<Popup>(undefined);

  const signIn = async (url: string): Promise<void> => {
    const opened = openPopup({ type: 'signIn', url });
    popup.current = opened;
    setState('waiting');
    const end = await opened.ended;
    const problem = toPopupProblem('signIn', end);
    const state = toVerifyState(end);
    setState(problem === undefined ? 'waiting' : { problem });
    try {
      const answer = state === undefined ? undefined : await host.verifyState(conversationId, appId, state);
      if (problem === undefined) {
        setState(answer?.type === 'message' ? { problem: `${answer.title}. ${answer.text}` } : 'done');
      }
    } catch (error) {
      setState({ problem: toReasonText(error) });
    }
  };

  return (
    <article className="adaptive-card sign-in-attachment" aria-label={`Sign in to ${app?.name ?? from.name}`}>
      {app !== undefined && <img src={app.icon} alt="" width="32" height="32" />}
      <p>{attachment.text}</p>
      {typeof state === 'object' && (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>{state.problem}</MessageBarBody>
        </MessageBar>
      )}
      <div className="sign-in-attachment-actions" role="status">
        {state === 'waiting' && <Spinner size="tiny" label="Sign in using the window that opened" />}
        {state === 'done' && <span>You are signed in.</span>}
      </div>
      <div className="sign-in-attachment-actions">
        {state === 'waiting' ? (
          <Button onClick={() => popup.current?.cancel()}>Cancel</Button>
        ) : (
          state !== 'done' &&
          attachment.buttons.map(({ title, url }) => (
            <Button key={url} appearance="primary" onClick={() => void signIn(url)}>
              {title}
            </Button>
          ))
        )}
      </div>
    </article>
  );
}
