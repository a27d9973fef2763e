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
  const { exchange } = attachment;

  /** Opens the pop-up in which the person allows single sign-on, then tries it again. */
  const allow = async (url: string): Promise<void> => {
    const opened = openPopup({ type: 'signIn', url });
    popup.current = opened;
    setState('waiting');
    const problem = toPopupProblem('signIn', await opened.ended);
    try {
      if (problem === undefined) {
        await host.exchangeToken(conversationId, message.id);
      }
      setState(problem === undefined ? 'asking' : { problem });
    } catch (error) {
      setState({ problem: toReasonText(error) });
    }
  };

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

  const isDone = state === 'done' || exchange?.state === 'done';
  const shownProblem = typeof state === 'object' ? state.problem : exchange?.problem;

  return (
    <article className="adaptive-card sign-in-attachment" aria-label={`Sign in to ${app?.name ?? from.name}`}>
      {app !== undefined && <img src={app.icon} alt="" width="32" height="32" />}
      <p>{attachment.text}</p>
      {!isDone && shownProblem !== undefined && (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>{shownProblem}</MessageBarBody>
        </MessageBar>
      )}
      <div className="sign-in-attachment-actions" role="status">
        {state === 'waiting' && <Spinner size="tiny" label="Sign in using the window that opened" />}
        {state === 'asking' && exchange?.state === 'running' && (
          <Spinner size="tiny" label="Trying to sign you in without asking" />
        )}
        {isDone && <span>You are signed in.</span>}
      </div>
      <div className="sign-in-attachment-actions">
        {state === 'waiting' ? (
          <Button onClick={() => popup.current?.cancel()}>Cancel</Button>
        ) : (
          !isDone &&
          attachment.buttons.map(({ title, url }) => (
            <Button
              key={url}
              appearance="primary"
              onClick={() => void (exchange?.consentUrl === undefined ? signIn(url) : allow(exchange.consentUrl))}
            >
              {title}
            </Button>
          ))
        )}
      </div>
    </article>
  );
}
