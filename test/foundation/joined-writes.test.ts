import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect } from 'chai';
import { createJoinedWrites } from '../../src/foundation/joined-writes.ts';

describe('joined writes', () => {
  it('combine the writes of one turn of the event loop', async () => {
    const written: string[] = [];
    const { write } = createJoinedWrites((text) => written.push(text));
    write('one\n');
    write('two\n');
    expect(written).to.deep.equal([]);
    await nextTurn();
    await nextTurn();
    write('three\n');
    await nextTurn();
    await nextTurn();
    expect(written).to.deep.equal(['one\ntwo\n', 'three\n']);
  });

  it('are written immediately on flush, and only once', async () => {
    const written: string[] = [];
    const { write, flush } = createJoinedWrites((text) => written.push(text));
    write('last\n');
    flush();
    flush();
    await nextTurn();
    expect(written).to.deep.equal(['last\n']);
  });
});
