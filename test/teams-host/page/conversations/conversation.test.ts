import { expect } from 'chai';
import { botsOf, toTitle } from '../../../../src/teams-host/page/conversations/conversation.ts';
import { toThreads } from '../../../../src/teams-host/page/messages/threads.ts';
import { aConversation, aMessage } from '../../../support/a-chat.ts';

describe('a conversation', () => {
  it('has its own title, the team and channel names, or the name of the other person', () => {
    expect(toTitle(aConversation(), '1')).to.equal('Project group – Contoso');
    const channel = aConversation({ kind: 'channel', title: 'General', team: { id: 't', name: 'Operations' } });
    expect(toTitle(channel, '1')).to.equal('Operations › General');
    expect(toTitle(aConversation({ kind: 'pair', title: '' }), '1')).to.equal('Daisy Phillips');
  });

  it('lists each bot once, as installed if one of its apps is', () => {
    const app = { botId: 'bot', installed: false, canInstall: true };
    const apps = [
      { ...app, appId: 'a', name: 'First' },
      { ...app, appId: 'b', name: 'Second', installed: true, canInstall: false },
    ];
    expect(botsOf({ apps }).map(({ name, installed }) => [name, installed])).to.deep.equal([['First', true]]);
  });

  it('of a channel is grouped into threads', () => {
    const root = aMessage({ id: '1' });
    const other = aMessage({ id: '2' });
    const reply = aMessage({ id: '3', replyToId: '1' });
    const orphan = aMessage({ id: '4', replyToId: 'gone' });
    expect(toThreads([root, other, reply, orphan])).to.deep.equal([
      { root, replies: [reply] },
      { root: other, replies: [] },
      { root: orphan, replies: [] },
    ]);
  });
});
