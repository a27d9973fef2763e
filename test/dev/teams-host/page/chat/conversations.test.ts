import { expect } from 'chai';
import {
  conversationsOf,
  createConversations,
  withMessage,
} from '../../../../../src/dev/teams-host/page/chat/conversations.ts';
import type { TeamsUser } from '../../../../../src/dev/teams-host/page/host-api.ts';

const user = (id: string, name: string, tenantName: string): TeamsUser => ({
  id,
  name,
  tenantId: tenantName,
  tenantName,
});
const karin = user('1', 'Karin Blair', 'Contoso');
const daisy = user('2', 'Daisy Phillips', 'Contoso');
const ashley = user('3', 'Ashley McCarthy', 'Fabrikam');
const now = new Date('2026-01-01T12:00:00Z');

describe('conversations', () => {
  const all = createConversations([karin, daisy, ashley], now);

  it('are a group for the organisation and one with each colleague', () => {
    expect(conversationsOf(all, karin).map(({ title }) => title)).to.deep.equal([
      'Repair shop – Contoso',
      'Daisy Phillips',
    ]);
    expect(conversationsOf(all, daisy).map(({ title }) => title)).to.deep.equal([
      'Repair shop – Contoso',
      'Karin Blair',
    ]);
  });

  it('are alive where an organisation has one person', () => {
    const [group] = conversationsOf(all, ashley);
    expect(group?.title).to.equal('Repair shop – Fabrikam');
    expect(new Set(group?.messages.map(({ author }) => author.name)).size).to.equal(2);
  });

  it('never show one organisation the other', () => {
    expect(conversationsOf(all, ashley).flatMap(({ people }) => people)).not.to.deep.include(karin);
  });

  it('hold messages from before now, in order', () => {
    for (const { messages } of all) {
      const times = messages.map(({ sentAt }) => sentAt.getTime());
      expect(times).to.deep.equal(times.toSorted());
      expect(times.every((time) => time < now.getTime())).to.equal(true);
    }
  });

  it('take a message at their end, for both sides', () => {
    const message = { id: 'm', author: karin, sentAt: now, text: 'Hello' };
    const pair = conversationsOf(all, karin)[1];
    const after = withMessage(all, pair?.id ?? '', message);
    expect(conversationsOf(after, daisy)[1]?.messages.at(-1)).to.deep.equal(message);
    expect(conversationsOf(after, daisy)[0]).to.deep.equal(conversationsOf(all, daisy)[0]);
  });
});
