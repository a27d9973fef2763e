import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect } from 'chai';
import { createJoinedWrites } from '../../src/foundation/joined-writes.ts';

describe('joined writes', () => {
  it('write once what is written in one turn of the event loop', async () => {
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

  it('write immediately on flush, and nothing twice', async () => {
    const written: string[] = [];
    const { write, flush } = createJoinedWrites((text) => written.push(text));
    write('last\n');
    flush();
    flush();
    await nextTurn();
    expect(written).to.deep.equal(['last\n']);
  });
});
