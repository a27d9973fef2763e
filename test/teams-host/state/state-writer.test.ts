import { expect } from 'chai';
import { createStateWriter } from '../../../src/teams-host/state/state-writer.ts';

describe('the writer of the state', () => {
  it('writes one state at a time, and changes during a write together afterwards', async () => {
    let value = 0;
    const written: string[] = [];
    const ends: (() => void)[] = [];
    const writer = createStateWriter({
      snapshot: () => value,
      write: (text) => {
        written.push(text);
        return new Promise((resolve) => ends.push(resolve));
      },
      onFault: () => expect.fail(),
    });
    const change = (next: number): void => {
      value = next;
      writer.changed();
    };
    change(1);
    change(2);
    await Promise.resolve();
    expect(written).to.deep.equal(['2']);
    change(3);
    change(4);
    await Promise.resolve();
    expect(written).to.deep.equal(['2']);
    const settled = writer.settled();
    ends.shift()?.();
    await new Promise(setImmediate);
    ends.shift()?.();
    await settled;
    expect(written).to.deep.equal(['2', '4']);
  });

  it('writes again after a failed write', async () => {
    const faults: unknown[] = [];
    const full = new Error('no space');
    const results = [Promise.reject(full), Promise.resolve()];
    const writer = createStateWriter({
      snapshot: () => 'state',
      write: () => results.shift() ?? expect.fail(),
      onFault: (cause) => faults.push(cause),
    });
    writer.changed();
    await writer.settled();
    writer.changed();
    await writer.settled();
    expect(faults).to.deep.equal([full]);
    expect(results).to.deep.equal([]);
  });
});
