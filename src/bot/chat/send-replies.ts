import type { Activity, TurnContext } from 'botbuilder';
import type { ChatReply } from '../../chat/chat.ts';
import { AppError } from '../../errors.ts';
import type { Log } from '../../log.ts';

/** Sends replies one after another into the conversation of a turn. Resolves also where Teams does not take them. */
export type SendReplies = (context: TurnContext, replies: readonly ChatReply[]) => Promise<void>;

const notShown = 'Teams is busy and did not show my answer. Try again in a minute.';

/** Creates what sends; where Teams refuses after all tries, one sentence is tried in place of the rest. */
export function createSendReplies(log: Log): SendReplies {
  async function isSent(context: TurnContext, reply: ChatReply): Promise<boolean> {
    try {
      await context.sendActivity(toActivity(reply, context.activity.from.id));
      return true;
    } catch (cause) {
      if (!(cause instanceof AppError)) {
        throw cause;
      }
      log.warn('reply not sent', { status: cause.status, cause });
      return false;
    }
  }

  return async (context, replies) => {
    for (const reply of replies) {
      if (!(await isSent(context, reply))) {
        await isSent(context, { text: notShown });
        return;
      }
    }
  };
}

function toActivity({ text, attachments, suggestions }: ChatReply, userId: string): Partial<Activity> {
  const actions = suggestions?.map(({ title, text: value }) => ({ type: 'imBack', title, value }));
  return {
    type: 'message',
    ...(text === undefined ? {} : { text, textFormat: 'markdown' }),
    ...(attachments === undefined ? {} : { attachments: [...attachments] }),
    ...(actions === undefined ? {} : { suggestedActions: { to: [userId], actions } }),
  };
}
