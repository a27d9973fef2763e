import { expect } from 'chai';
import type { CardActionAnswer } from '../../src/card-actions/card-action.ts';
import { createAsk } from '../../src/chat/ask.ts';
import { createChat } from '../../src/chat/create-chat.ts';
import { InvalidRequest } from '../../src/foundation/errors.ts';
import { cardOf, cards } from '../card-actions/a-card-action-context.ts';
import { aRepresentation, createSharedRepairs } from '../card-actions/shared-repairs.ts';
import { actionOf, textsOf, titlesOf } from '../cards/card-nodes.ts';
import { aChatContext } from './a-chat-context.ts';

const chat = createChat(cards);
const ask = createAsk(chat, cards);

function press(data: object): Promise<CardActionAnswer> {
  const shared = createSharedRepairs(
    aRepresentation('1', { assignedTo: 'Karin Blair', title: 'Oil change' }),
    aRepresentation('2', { assignedTo: 'Karin Blair', title: 'Tire service' }),
  );
  return ask({ data: { ...data } }, { ...aChatContext(), repairs: shared.as('write') });
}

describe('a sign-in card in a conversation with others', () => {
  it('contains the question, and nothing that signs anyone in', () => {
    const [reply] = chat.askToSignIn({ text: ' open\n repairs ', files: 0, cards: 0 });
    const content = reply?.attachments?.[0]?.content;
    const action = { type: 'Action.Execute', verb: 'ask', data: { text: 'open repairs' } };
    expect(actionOf(content, 'Sign in')).to.deep.include(action);
    expect(textsOf(content).join()).to.include('Only you will see');
    expect(JSON.stringify(content)).not.to.include('http://127');
  });

  it('becomes the answer to its question', async () => {
    expect(textsOf(cardOf(await press({ text: 'my repairs' })))).to.include.members(['Oil change', 'Tire service']);
    expect(titlesOf(cardOf(await press({ text: 'tire' })))).to.include('Start');
    expect(actionOf(cardOf(await press({ text: 'create Belt' })), 'Create')?.verb).to.equal('createRepair');
    expect(textsOf(cardOf(await press({ text: 'sign in' })))).to.deep.equal(['You are signed in.']);
  });

  it('rejects data that it never contains', async () => {
    for (const data of [{}, { text: '' }, { text: 7 }, { text: 'x'.repeat(5000) }, { text: 'sign out' }]) {
      expect(await press(data).catch((fault: unknown) => fault)).to.be.instanceOf(InvalidRequest);
    }
  });
});
