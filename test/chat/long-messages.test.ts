import { expect } from 'chai';
import { toDraft } from '../../src/chat/to-draft.ts';
import { toMeanings } from '../../src/chat/to-meanings.ts';
import { toCommandName, toOneLine } from '../../src/chat/to-one-line.ts';

/** In quadratic time, half an hour. */
const length = 1_000_000;

describe('a message with long runs', () => {
  for (const run of ['.', ' ', '?!', '. ', '\n', '/', 'for ', ': ']) {
    it(`of ${JSON.stringify(run)} is interpreted in linear time`, () => {
      const text = `create ${run.repeat(length / run.length)}x`;
      const line = toOneLine(text);
      expect(toCommandName(text)).to.be.a('string');
      expect(toDraft(text, 'Karin Blair')).not.to.equal(undefined);
      expect(toDraft(line, 'Karin Blair')).not.to.equal(undefined);
      expect(toMeanings(line, 'Karin Blair')).not.to.equal(undefined);
    });
  }
});
