import type { ChatReply } from '../../chat/chat.ts';
import { AppError } from '../../foundation/errors.ts';
import type { Log } from '../../foundation/log.ts';
import type { Connector } from '../channel/connector.ts';
import type { InboundActivity } from '../turn/inbound-activity.ts';

/**
 * Sends replies one after another into the conversation of an activity. Resolves even if Teams refuses them, and may
 * outlast the turn.
 */
export type SendReplies = (activity: InboundActivity, replies: readonly ChatReply[]) => Promise<void>;

const notShown = 'Teams is busy and did not show my answer. Try again in a minute.';

/** If Teams refuses a reply after all retries, sends one sentence in place of the rest. */
export function createSendReplies(connector: Connector, log: Log): SendReplies {
  async function isSent(activity: InboundActivity, reply: ChatReply): Promise<boolean> {
    try {
      await connector.send(activity, toMessage(reply, activity), activity.id);
      return true;
    } catch (cause) {
      if (!(cause instanceof AppError)) {
        throw cause;
      }
      log.warn('reply: not sent', { status: cause.status, cause });
      return false;
    }
  }

  return async (activity, replies) => {
    for (const reply of replies) {
      if (!(await isSent(activity, reply))) {
        await isSent(activity, { text: notShown });
        return;
      }
    }
  };
}

/** Addresses a message of the bot to the sender of the activity, in the same conversation. */
function toMessage({ text, attachments, suggestions }: ChatReply, activity: InboundActivity): object {
  const { id, channelId, serviceUrl, conversation, from, recipient, locale } = activity;
  const actions = suggestions?.map(({ title, text: value }) => ({ type: 'imBack', title, value }));
  return {
    type: 'message',
    channelId,
    serviceUrl,
    conversation,
    from: recipient,
    recipient: from,
    replyToId: id || undefined,
    locale: locale ?? undefined,
    text,
    textFormat: text === undefined ? undefined : 'markdown',
    attachments,
    suggestedActions: actions && { to: [from.id], actions },
  };
}
