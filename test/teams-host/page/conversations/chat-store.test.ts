import { expect } from 'chai';
import sinon from 'sinon';
import { type ChatStore, createChatStore } from '../../../../src/teams-host/page/conversations/chat-store.ts';
import { createHostEvents } from '../../../../src/teams-host/page/host/host-events.ts';
import type { EventStream } from '../../../../src/teams-host/wire/events.ts';
import type { Message } from '../../../../src/teams-host/wire/message.ts';
import { aBotMessage, aConversation, aMessage, aPersonalChat } from '../../../support/a-chat.ts';

describe('chats', () => {
  let clock: sinon.SinonFakeTimers;
  let source: EventTarget;
  let problems: string[];
  const conversations = sinon.stub();
  const messages = sinon.stub<[string], Promise<readonly Message[]>>();

  beforeEach(() => {
    clock = sinon.useFakeTimers();
    source = new EventTarget();
    problems = [];
    conversations.reset();
    messages.reset();
    conversations.resolves([aConversation(), aPersonalChat()]);
    messages.resolves([]);
  });
  afterEach(() => clock.restore());

  const start = async (): Promise<ChatStore> => {
    const store = createChatStore({
      host: { conversations, messages },
      events: createHostEvents(() => source as EventSource),
      onProblem: (problem) => problems.push(problem),
    });
    store.start();
    connect(true);
    await clock.tickAsync(0);
    return store;
  };
  const connect = (connected: boolean): void => {
    source.dispatchEvent(new Event(connected ? 'open' : 'error'));
  };
  const emit = <Name extends keyof EventStream>(name: Name, data: EventStream[Name]): void => {
    source.dispatchEvent(new MessageEvent(name, { data: JSON.stringify(data) }));
  };

  it('are loaded when the event stream opens, and reloaded after a reconnection', async () => {
    messages.withArgs('group').resolves([aMessage()]);
    const store = await start();
    expect(store.getState().conversations).to.have.length(2);
    expect(store.getState().messages.group).to.deep.equal([aMessage()]);
    connect(false);
    connect(true);
    await clock.tickAsync(0);
    expect(conversations.callCount).to.equal(2);
  });

  it('prefer messages that arrive while the history loads', async () => {
    const slow = Promise.withResolvers<readonly Message[]>();
    messages.withArgs('group').returns(slow.promise);
    const store = await start();
    const changed = aMessage({ text: 'Changed' });
    emit('message', changed);
    slow.resolve([aMessage()]);
    await clock.tickAsync(0);
    expect(store.getState().messages.group).to.deep.equal([changed]);
  });

  it('show a typing bot for ten seconds after its last event', async () => {
    const store = await start();
    const from = { kind: 'bot', id: 'bot', name: 'Repairs bot', appId: 'bot' } as const;
    const typing = { conversationId: 'personal', from };
    emit('typing', typing);
    await clock.tickAsync(9_000);
    emit('typing', typing);
    await clock.tickAsync(9_999);
    expect(store.getState().typing.personal?.name).to.equal('Repairs bot');
    await clock.tickAsync(1);
    expect(store.getState().typing.personal).to.equal(undefined);
  });

  it('are unread until they are opened', async () => {
    const store = await start();
    store.look('group');
    emit('message', aBotMessage());
    emit('message', aMessage());
    expect([...store.getState().unread]).to.deep.equal(['personal']);
    store.look('personal');
    expect([...store.getState().unread]).to.deep.equal([]);
  });

  it('report only once why they cannot be loaded', async () => {
    conversations.rejects(new Error('The local Teams host does not answer.'));
    await start();
    expect(problems).to.deep.equal(['The local Teams host does not answer.']);
  });

  it('are reloaded when apps are added', async () => {
    const store = await start();
    conversations.resolves([aConversation()]);
    emit('conversations', {});
    await clock.tickAsync(0);
    expect(store.getState().conversations).to.have.length(1);
  });
});
