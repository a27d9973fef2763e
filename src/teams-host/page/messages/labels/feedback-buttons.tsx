import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Field,
  Textarea,
} from '@fluentui/react-components';
import { ThumbDislikeRegular } from '@fluentui/react-icons/svg/thumb-dislike';
import { ThumbLikeRegular } from '@fluentui/react-icons/svg/thumb-like';
import { type ReactElement, useState } from 'react';
import type { Message } from '../../../wire/message.ts';
import type { FeedbackReaction } from '../../../wire/requests.ts';
import { usePage } from '../../context/page-context.ts';
import { useChat } from '../../conversations/chat-context.ts';
import { toReasonText } from '../../host/host-call.ts';
import { findApp } from '../../host/loaded-app.ts';

export interface FeedbackButtonsProps {
  readonly message: Message;
  readonly kind: 'default' | 'custom';
}

/** The feedback buttons below a message. They open the form of Teams or, with `custom`, the form of the bot. */
export function FeedbackButtons({ message, kind }: FeedbackButtonsProps): ReactElement {
  const { host, session, notify } = usePage();
  const { openTask } = useChat();
  const app = findApp(session.apps, message.from.appId);
  const [asked, setAsked] = useState<FeedbackReaction>();
  const [text, setText] = useState('');

  const press = (reaction: FeedbackReaction): void => {
    if (kind === 'default' || app === undefined) {
      setAsked(reaction);
      return;
    }
    openTask({
      app,
      title: 'Feedback',
      port: {
        open: () => host.openFeedback(message, reaction),
        submit: ({ data }) => host.giveFeedback(message, { reaction, feedback: data }),
      },
    });
  };
  const submit = async (reaction: FeedbackReaction): Promise<void> => {
    setAsked(undefined);
    setText('');
    try {
      const answer = await host.giveFeedback(message, { reaction, feedback: { feedbackText: text } });
      notify(
        answer.type === 'done' ? 'Your feedback was sent.' : `${answer.title}. ${answer.text}`,
        answer.type === 'done' ? 'success' : 'error',
      );
    } catch (error) {
      notify(toReasonText(error), 'error');
    }
  };

  return (
    <div className="message-feedback">
      <Button
        appearance="subtle"
        size="small"
        icon={<ThumbLikeRegular />}
        aria-label="Like this answer"
        onClick={() => press('like')}
      />
      <Button
        appearance="subtle"
        size="small"
        icon={<ThumbDislikeRegular />}
        aria-label="Dislike this answer"
        onClick={() => press('dislike')}
      />
      {asked !== undefined && (
        <Dialog open onOpenChange={(_event, { open }) => !open && setAsked(undefined)}>
          <DialogSurface>
            <DialogBody>
              <DialogTitle>Submit feedback to {message.from.name}</DialogTitle>
              <DialogContent>
                <Field label={`What did you ${asked}?`}>
                  <Textarea value={text} onChange={(_event, data) => setText(data.value)} />
                </Field>
              </DialogContent>
              <DialogActions>
                <Button onClick={() => setAsked(undefined)}>Cancel</Button>
                <Button appearance="primary" onClick={() => submit(asked)}>
                  Submit
                </Button>
              </DialogActions>
            </DialogBody>
          </DialogSurface>
        </Dialog>
      )}
    </div>
  );
}
