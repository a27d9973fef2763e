import type { Activity, TurnContext } from 'botbuilder';
import type { ChatReply } from '../../chat/chat.ts';
import { AppError } from '../../foundation/errors.ts';
import type { Log } from '../../foundation/log.ts';
import { toConversations } from './turn-conversations.ts';

/**
 * Sends replies one after another into the conversation of a turn. Resolves also where Teams does not take them, and may
 * outlast the turn.
 */
export type SendReplies = (context: TurnContext, replies: readonly ChatReply[]) => Promise<void>;

const notShown = 'Teams is busy and did not show my answer. Try again in a minute.';

/** Creates what sends; where Teams refuses after all tries, one sentence is tried in place of the rest. */
export function createSendReplies(log: Log): SendReplies {
  return async (context, replies) => {
    const { activity } = context;
    const conversations = toConversations(context);

    async function isSent(reply: ChatReply): Promise<boolean> {
      const message = toMessage(reply, activity);
      try {
        await (activity.id
          ? conversations.replyToActivity(activity.conversation.id, activity.id, message)
          : conversations.sendToConversation(activity.conversation.id, message));
        return true;
      } catch (cause) {
        if (!(cause instanceof AppError)) {
          throw cause;
        }
        log.warn('reply not sent', { status: cause.status, cause });
        return false;
      }
    }

    for (const reply of replies) {
      if (!(await isSent(reply))) {
        await isSent({ text: notShown });
        return;
      }
    }
  };
}

/** A message of the bot to the person who sent the activity, there where that was sent. */
function toMessage({ text, attachments, suggestions }: ChatReply, activity: Activity): Activity {
  const { id, channelId, serviceUrl, conversation, from, recipient, locale } = activity;
  const actions = suggestions?.map(({ title, text: value }) => ({ type: 'imBack', title, value }));
  return {
    type: 'message',
    channelId,
    serviceUrl,
    conversation,
    from: recipient,
    recipient: from,
    ...(id ? { replyToId: id } : {}),
    ...(locale === undefined ? {} : { locale }),
    ...(text === undefined ? {} : { text, textFormat: 'markdown' }),
    ...(attachments === undefined ? {} : { attachments: [...attachments] }),
    ...(actions === undefined ? {} : { suggestedActions: { to: [from.id], actions } }),
  } as Activity;
}
