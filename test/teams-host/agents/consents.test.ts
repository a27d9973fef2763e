import { randomBytes } from 'node:crypto';
import { expect } from 'chai';
import fc from 'fast-check';
import { type ConsentedCall, type Consents, createConsents } from '../../../src/teams-host/agents/consents.ts';
import { aClock, ashley, karin } from '../vault/vault-fixture.ts';
import { aFunctionCall } from './a-function-call.ts';

describe('the consents of people', () => {
  let clock: ReturnType<typeof aClock>;
  let consents: Consents;
  let call: ConsentedCall;

  beforeEach(async () => {
    clock = aClock();
    consents = createConsents(clock.now, randomBytes);
    call = { ...(await aFunctionCall('addPlant')), values: new Map([['name', 'Rose']]) };
  });

  it('count once', () => {
    const id = consents.open('confirm', call);
    expect(consents.isOpen(id, 'confirm', call)).to.equal(true);
    expect(consents.take(id, 'confirm', call)).to.equal(true);
    expect(consents.isOpen(id, 'confirm', call)).to.equal(false);
    expect(consents.take(id, 'confirm', call)).to.equal(false);
  });

  it('count for ten minutes', () => {
    const id = consents.open('confirm', call);
    clock.advance(599);
    expect(consents.isOpen(id, 'confirm', call)).to.equal(true);
    clock.advance(1);
    expect(consents.take(id, 'confirm', call)).to.equal(false);
  });

  it('count only for what was shown: kind, session, person, app, plugin, function and arguments', async () => {
    const id = consents.open('confirm', call);
    const { app, plugin } = call;
    const others: readonly ConsentedCall[] = [
      { ...call, sessionId: 'another-session' },
      { ...call, user: { ...karin, id: 'daisy' } },
      { ...call, user: { ...karin, tenantId: ashley.tenantId } },
      { ...call, app: { ...app, manifest: { ...app.manifest, id: '88888888-8888-4888-8888-888888888888' } } },
      { ...call, plugin: { ...plugin, id: 'others' } },
      { ...call, function: (await aFunctionCall('removePlant')).function },
      { ...call, values: new Map([['name', 'rose']]) },
      { ...call, values: new Map<string, unknown>([['name', ['Rose']]]) },
      { ...call, values: new Map([['title', 'Rose']]) },
      { ...call, values: new Map() },
    ];
    for (const other of others) {
      expect(consents.take(id, 'confirm', other)).to.equal(false);
    }
    expect(consents.take(id, 'connect', call)).to.equal(false);
    expect(consents.take(id, 'confirm', call)).to.equal(true);
  });

  it('cannot be guessed', () => {
    consents.open('confirm', call);
    expect(consents.take(undefined, 'confirm', call)).to.equal(false);
    fc.assert(fc.property(fc.string(), (id) => !consents.isOpen(id, 'confirm', call)));
  });

  it('have different ids of 32 random bytes', () => {
    const ids = Array.from({ length: 20 }, () => consents.open('confirm', call));
    expect(new Set(ids)).to.have.lengthOf(20);
    expect(Buffer.from(ids[0] ?? '', 'base64url')).to.have.lengthOf(32);
  });

  it('are limited to 50 a session, without an effect on other sessions', () => {
    const other = { ...call, sessionId: 'another-session' };
    const ofOther = consents.open('confirm', other);
    const ids = Array.from({ length: 51 }, () => consents.open('confirm', call));
    expect(ids.map((id) => consents.isOpen(id, 'confirm', call))).to.deep.equal([false, ...Array(50).fill(true)]);
    expect(consents.isOpen(ofOther, 'confirm', other)).to.equal(true);
  });
});
