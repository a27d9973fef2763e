import { setTimeout as delay } from 'node:timers/promises';
import { expect } from 'chai';
import { currentTraceId, currentTraceparent, runInTrace } from '../../src/foundation/trace.ts';

describe('the current trace', () => {
  const newId = () => '00112233-4455-4677-8899-aabbccddeeff';

  it('is set inside runInTrace, across awaits, and unset afterwards', async () => {
    const id = 'a'.repeat(32);
    await runInTrace({ id, newId }, async () => {
      await delay(1);
      expect(currentTraceId()).to.equal(id);
      expect(currentTraceparent()).to.equal(`00-${id}-8899aabbccddeeff-01`);
    });
    expect(currentTraceId()).to.equal(undefined);
    expect(currentTraceparent()).to.equal(undefined);
  });
});
