import { expect } from 'chai';
import fc from 'fast-check';
import { findItems } from '../../../../../src/teams-host/page/agent/functions/found-items.ts';
import { aFunction, anArgument } from '../../../../support/an-agent.ts';

const update = aFunction({
  operation: { method: 'PATCH', path: '/repairs/{id}' },
  parameters: [
    anArgument({ name: 'id', type: 'integer', required: true }),
    anArgument({ name: 'title' }),
    anArgument({ name: 'version', type: 'integer' }),
  ],
});

describe('what a model would take over from earlier answers', () => {
  it('is what identifies an object and its version, and nothing else', () => {
    const text = JSON.stringify({ repairs: [{ id: 1, title: 'Brakes', version: 2 }, { id: 2 }] });
    expect(findItems(update, [text])).to.deep.equal([
      { label: 'Brakes (id 1, version 2)', values: { id: 1, version: 2 } },
      { label: 'id 2', values: { id: 2 } },
    ]);
  });

  it('is found in an answer that consists of one object', () => {
    expect(findItems(update, ['{ "id": 7, "version": 1 }'])).to.have.length(1);
  });

  it('is nothing for a function without parameters in its path', () => {
    expect(findItems(aFunction(), ['{ "id": 7, "text": "brakes" }'])).to.deep.equal([]);
  });

  it('is nothing in answers that are cut or of another shape', () => {
    expect(findItems(update, ['{ "repairs": [{ "id": 1', '[]', 'null', '{ "id": { "a": 1 } }'])).to.deep.equal([]);
  });

  it('is bounded for any answer', () => {
    fc.assert(
      fc.property(fc.array(fc.json({ maxDepth: 8 })), (texts) => {
        expect(findItems(update, texts).length).to.be.at.most(50);
      }),
    );
    const many = JSON.stringify(Array.from({ length: 1000 }, (_each, id) => ({ id })));
    expect(findItems(update, [many])).to.have.length(50);
  });
});
