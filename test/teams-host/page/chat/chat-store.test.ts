import { expect } from 'chai';
import sinon from 'sinon';
import { type ChatStore, createChatStore } from '../../../../src/teams-host/page/chat/chat-store.ts';
import type { Message } from '../../../../src/teams-host/page/chat/conversation.ts';
import type { HostEvent, HostEvents } from '../../../../src/teams-host/page/host/host-events.ts';
import { aBotMessage, aConversation, aMessage, aPersonalChat } from '../../../support/a-chat.ts';

describe('chats', () => {
  let clock: sinon.SinonFakeTimers;
  let listeners: Map<HostEvent, (data: unknown) => void>;
  let connect: (connected: boolean) => void;
  let problems: string[];
  const conversations = sinon.stub();
  const messages = sinon.stub<[string], Promise<readonly Message[]>>();

  beforeEach(() => {
    clock = sinon.useFakeTimers();
    listeners = new Map();
    problems = [];
    conversations.reset();
    messages.reset();
    conversations.resolves([aConversation(), aPersonalChat()]);
    messages.resolves([]);
  });
  afterEach(() => clock.restore());

  const events: HostEvents = {
    on: (event, listener) => {
      listeners.set(event, listener);
      return () => listeners.delete(event);
    },
    onConnection: (listener) => {
      connect = listener;
      return () => {};
    },
  };
  const start = async (): Promise<ChatStore> => {
    const store = createChatStore({
      host: { conversations, messages },
      events,
      onProblem: (problem) => problems.push(problem),
    });
    store.start();
    connect(true);
    await clock.tickAsync(0);
    return store;
  };
  const say = (event: HostEvent, data: unknown): void => listeners.get(event)?.(data);

  it('are read once the host tells what is new, and again after it was away', async () => {
    messages.withArgs('group').resolves([aMessage()]);
    const store = await start();
    expect(store.state().conversations).to.have.length(2);
    expect(store.state().messages.group).to.deep.equal([aMessage()]);
    connect(false);
    connect(true);
    await clock.tickAsync(0);
    expect(conversations.callCount).to.equal(2);
  });

  it('keep what was said while they were read', async () => {
    const slow = Promise.withResolvers<readonly Message[]>();
    messages.withArgs('group').returns(slow.promise);
    const store = await start();
    const changed = aMessage({ text: 'Changed' });
    say('message', changed);
    slow.resolve([aMessage()]);
    await clock.tickAsync(0);
    expect(store.state().messages.group).to.deep.equal([changed]);
  });

  it('show who is typing for ten seconds after the last sign of it', async () => {
    const store = await start();
    const typing = { conversationId: 'personal', from: { kind: 'bot', id: 'bot', name: 'Repairs bot' } };
    say('typing', typing);
    await clock.tickAsync(9_000);
    say('typing', typing);
    await clock.tickAsync(9_999);
    expect(store.state().typing.personal?.name).to.equal('Repairs bot');
    await clock.tickAsync(1);
    expect(store.state().typing.personal).to.equal(undefined);
  });

  it('are unread until looked at', async () => {
    const store = await start();
    store.look('group');
    say('message', aBotMessage());
    say('message', aMessage());
    expect([...store.state().unread]).to.deep.equal(['personal']);
    store.look('personal');
    expect([...store.state().unread]).to.deep.equal([]);
  });

  it('say once why they cannot be read', async () => {
    conversations.rejects(new Error('The local Teams host does not answer.'));
    await start();
    expect(problems).to.deep.equal(['The local Teams host does not answer.']);
  });

  it('follow where apps are added', async () => {
    const store = await start();
    conversations.resolves([aConversation()]);
    say('conversations', {});
    await clock.tickAsync(0);
    expect(store.state().conversations).to.have.length(1);
  });
});
