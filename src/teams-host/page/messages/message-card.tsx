import { Button, MessageBar, MessageBarActions, MessageBarBody, MessageBarTitle } from '@fluentui/react-components';
import { DismissRegular } from '@fluentui/react-icons/svg/dismiss';
import { type ReactElement, useEffect, useRef, useState } from 'react';
import { useStore } from 'zustand/react';
import type { CardAttachment, Message } from '../../wire/message.ts';
import { AdaptiveCard, noSearch } from '../cards/adaptive-card.tsx';
import { createChoicesSearch } from '../cards/choices-search.ts';
import { usePage } from '../context/page-context.ts';
import { useChat } from '../conversations/chat-context.ts';
import { findApp } from '../host/loaded-app.ts';
import { type CardNotice, type CardRun, createCardRun } from './card-run.ts';

export interface MessageCardProps {
  readonly message: Message;
  readonly attachment: CardAttachment;
}

const noBot = 'This button needs a bot. It does nothing in an API-based message extension.';

/** A card in a message; the result of its buttons is shown below it. */
export function MessageCard({ message, attachment }: MessageCardProps): ReactElement {
  const { host, session, openPopup } = usePage();
  const { openTask } = useChat();
  const { id: messageId, conversationId, from } = message;
  const { card, refresh } = attachment;
  const appId = attachment.appId ?? from.appId;
  const app = findApp(session.apps, appId);
  const hasBot = app !== undefined && (app.bot !== undefined || app.extension?.kind === 'bot');
  const [run] = useState(() =>
    createCardRun({
      send: (request) => host.act(conversationId, { ...request, appId: appId ?? '', messageId }),
      openPopup,
      onDialog: (answer) =>
        app &&
        openTask({
          app,
          title: app.name,
          answer,
          port: {
            submit: ({ data }) => host.submitDialog(conversationId, { appId: appId ?? '', messageId, data }),
          },
        }),
    }),
  );
  const state = useStore(run);
  const place = useRef<HTMLDivElement>(null);
  const json = JSON.stringify(card);

  useEffect(() => () => run.close(), [run]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a changed card in the message replaces an earlier answer
  useEffect(() => run.reset(), [run, json]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each version of the card
  useEffect(() => {
    if (refresh === undefined || place.current === null) {
      return undefined;
    }
    const observer = new IntersectionObserver(([entry]) => {
      if (entry?.isIntersecting === true) {
        observer.disconnect();
        run.act({ action: refresh, trigger: 'automatic' });
      }
    });
    observer.observe(place.current);
    return () => observer.disconnect();
  }, [run, json]);

  return (
    <div className="message-card" ref={place}>
      <AdaptiveCard
        content={state.card ?? card}
        link={attachment.link}
        isOfExtension={from.kind === 'person'}
        notes={state.card === undefined ? attachment.notes : undefined}
        label={`Card of ${app?.name ?? from.name}`}
        isBusy={state.busy?.trigger === 'manual'}
        onSearch={hasBot ? createChoicesSearch(host, conversationId, { appId: appId ?? '', messageId }) : noSearch}
        onAction={hasBot ? (pressed) => run.act({ ...pressed, trigger: 'manual' }) : noBot}
      />
      {state.notice !== undefined && <Notice notice={state.notice} run={run} />}
    </div>
  );
}

/** The result of the last button. */
function Notice({ notice, run }: { readonly notice: CardNotice; readonly run: CardRun }): ReactElement {
  const dismiss = (
    <Button
      appearance="transparent"
      size="small"
      icon={<DismissRegular />}
      aria-label="Dismiss"
      onClick={run.dismiss}
    />
  );
  switch (notice.type) {
    case 'done':
      return (
        <MessageBar intent="success" layout="multiline" politeness="polite">
          <MessageBarBody>{notice.text}</MessageBarBody>
          <MessageBarActions containerAction={dismiss} />
        </MessageBar>
      );
    case 'failed':
      return (
        <MessageBar intent="error" layout="multiline" politeness="assertive">
          <MessageBarBody>
            <MessageBarTitle>{notice.answer.title}</MessageBarTitle>
            {notice.answer.text} {notice.answer.remedy}
          </MessageBarBody>
          <MessageBarActions containerAction={dismiss} />
        </MessageBar>
      );
    case 'signIn':
      return (
        <MessageBar
          intent={signInProblem(notice) === undefined ? 'info' : 'warning'}
          layout="multiline"
          politeness="polite"
        >
          <MessageBarBody>
            <MessageBarTitle>{notice.answer.title}</MessageBarTitle>
            {signInProblem(notice) ?? 'Sign in to use this button.'}
          </MessageBarBody>
          <MessageBarActions containerAction={dismiss}>
            <Button appearance="primary" size="small" onClick={run.signIn}>
              Sign in
            </Button>
          </MessageBarActions>
        </MessageBar>
      );
    case 'signingIn':
      return (
        <MessageBar intent="info" layout="multiline" politeness="polite">
          <MessageBarBody>
            Sign in using the window that opened. The action then continues automatically.
          </MessageBarBody>
          <MessageBarActions>
            <Button size="small" onClick={run.cancelSignIn}>
              Cancel
            </Button>
          </MessageBarActions>
        </MessageBar>
      );
  }
}

function signInProblem({ problem, answer }: Extract<CardNotice, { type: 'signIn' }>): string | undefined {
  return problem ?? answer.problem;
}
