import { expect } from 'chai';
import {
  emptyChat,
  mergeMessage,
  withHistory,
  withMessage,
  withoutTyping,
  withoutUnread,
  withTyping,
} from '../../../../src/teams-host/page/conversations/chat-state.ts';
import { aBotMessage, aMessage } from '../../../support/a-chat.ts';

const first = aMessage({ id: '1', sentAt: '2026-01-01T09:00:00.000Z' });
const second = aMessage({ id: '2', sentAt: '2026-01-01T09:01:00.000Z' });
const bot = { kind: 'bot', id: 'bot', name: 'Repairs bot', appId: 'bot' } as const;

describe('the state of the chats', () => {
  it('inserts a message by its time', () => {
    expect(mergeMessage([second], first)).to.deep.equal([first, second]);
    expect(mergeMessage([first], second)).to.deep.equal([first, second]);
  });

  it('replaces a changed message in place', () => {
    const changed = { ...first, text: 'Changed', editedAt: '2026-01-01T10:00:00.000Z' };
    expect(mergeMessage([first, second], changed)).to.deep.equal([changed, second]);
  });

  it('marks closed chats as unread for new messages, but not for changed ones', () => {
    const withUnread = withMessage(emptyChat, first, false);
    expect([...withUnread.unread]).to.deep.equal(['group']);
    const read = withoutUnread(withUnread, 'group');
    expect([...withMessage(read, { ...first, text: 'Changed' }, false).unread]).to.deep.equal([]);
    expect([...withMessage(emptyChat, first, true).unread]).to.deep.equal([]);
  });

  it('clears the typing indicator only when a message of the bot arrives', () => {
    const writing = withTyping(emptyChat, { conversationId: 'personal', from: bot });
    expect(withMessage(writing, aMessage({ conversationId: 'personal' }), true).typing).to.deep.equal({
      personal: bot,
    });
    expect(withMessage(writing, aBotMessage(), true).typing).to.deep.equal({});
    expect(withoutTyping(writing, 'personal').typing).to.deep.equal({});
  });

  it('prefers messages that arrived while the history was loading', () => {
    const changed = { ...first, text: 'Changed' };
    const state = withHistory(emptyChat, 'group', [first], [changed, second]);
    expect(state.messages.group).to.deep.equal([changed, second]);
  });
});
