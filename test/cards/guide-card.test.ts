import { expect } from 'chai';
import { explainParts } from '../../src/teams-host/card-reader/explain-parts.ts';
import { actionOf, textsOf } from './card-nodes.ts';
import { cards, hostile } from './some-cards.ts';

describe('the welcome, help and message cards', () => {
  const commands = [{ title: 'My repairs', description: 'lists what is assigned to you' }];

  it('send a command as a message when its button is pressed', () => {
    for (const { content } of [cards.welcomeCard(commands), cards.helpCard(commands)]) {
      expect(textsOf(content)).to.include.members(['My repairs', 'lists what is assigned to you']);
      expect(actionOf(content, 'My repairs')?.data).to.deep.equal({
        msteams: { type: 'imBack', value: 'My repairs' },
      });
      expect(explainParts([content])).to.deep.equal({ faults: [], limits: [] });
    }
  });

  it('show a message with or without a heading', () => {
    expect(textsOf(cards.messageCard('Done.').content)).to.deep.equal(['Done.']);
    expect(textsOf(cards.messageCard('Done.', 'Repairs').content)).to.deep.equal(['Repairs', 'Done.']);
    expect(explainParts([cards.messageCard(hostile).content])).to.deep.equal({ faults: [], limits: [] });
  });
});
