import { expect } from 'chai';
import sinon from 'sinon';
import { createMemoryAdapter } from '../../../src/dev/authorization-server/memory-adapter.ts';

describe('memory adapter', () => {
  let clock: sinon.SinonFakeTimers;
  beforeEach(() => {
    clock = sinon.useFakeTimers({ now: 1_000_000, toFake: ['Date'] });
  });
  afterEach(() => clock.restore());

  it('separates models and drops expired entries', async () => {
    const adapter = createMemoryAdapter();
    await adapter('Session').upsert('a', { uid: 'u' }, 10);
    expect(await adapter('Grant').find('a')).to.equal(undefined);
    expect(await adapter('Session').find('a')).to.deep.equal({ uid: 'u' });
    expect(await adapter('Session').findByUid('u')).to.deep.equal({ uid: 'u' });
    clock.tick(10_000);
    expect(await adapter('Session').find('a')).to.equal(undefined);
    expect(await adapter('Session').findByUid('u')).to.equal(undefined);
  });

  it('marks consumed entries, and revokes by grant within one model', async () => {
    const adapter = createMemoryAdapter();
    await adapter('RefreshToken').upsert('a', { grantId: 'g' }, 10);
    await adapter('RefreshToken').upsert('b', { grantId: 'h' }, 10);
    await adapter('AuthorizationCode').upsert('c', { grantId: 'g' }, 10);
    await adapter('RefreshToken').consume('a');
    expect(await adapter('RefreshToken').find('a')).to.deep.equal({ grantId: 'g', consumed: 1000 });
    await adapter('RefreshToken').revokeByGrantId('g');
    expect(await adapter('RefreshToken').find('a')).to.equal(undefined);
    expect(await adapter('RefreshToken').find('b')).to.deep.equal({ grantId: 'h' });
    expect(await adapter('AuthorizationCode').find('c')).to.deep.equal({ grantId: 'g' });
    await adapter('RefreshToken').destroy('b');
    expect(await adapter('RefreshToken').find('b')).to.equal(undefined);
  });

  it('shares no entries with another adapter', async () => {
    await createMemoryAdapter()('Session').upsert('a', {}, 10);
    expect(await createMemoryAdapter()('Session').find('a')).to.equal(undefined);
  });
});
