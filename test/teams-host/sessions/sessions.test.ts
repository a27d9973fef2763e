import { randomBytes } from 'node:crypto';
import { expect } from 'chai';
import fc from 'fast-check';
import { readSessionCookie, toSessionCookie } from '../../../src/teams-host/sessions/cookie.ts';
import { demoPeople } from '../../../src/teams-host/sessions/demo-people.ts';
import { createSessions } from '../../../src/teams-host/sessions/sessions.ts';
import { aClock } from '../vault/vault-fixture.ts';

const hop = { from: 'Teams host', to: 'App', request: 'x', ms: 0 } as const;
const begun = (request: string) => ({ from: 'Person', to: 'Teams host', request, ms: 0 });

describe('sessions', () => {
  const setUp = () => {
    const clock = aClock();
    return { clock, sessions: createSessions({ people: demoPeople, now: clock.now, randomBytes }) };
  };

  it('expire after twelve idle hours', () => {
    const { clock, sessions } = setUp();
    const { id } = sessions.create();
    clock.advance(12 * 3600 - 1);
    expect(sessions.find(id)?.id).to.equal(id);
    clock.advance(12 * 3600 + 1);
    expect(sessions.find(id)).to.equal(undefined);
  });

  it('are limited to a thousand; the least recently used is evicted first', () => {
    const { sessions } = setUp();
    const first = sessions.create().id;
    const second = sessions.create().id;
    for (let count = 0; count < 998; count += 1) {
      sessions.create();
    }
    sessions.find(first);
    sessions.create();
    expect(sessions.find(second)).to.equal(undefined);
    expect(sessions.find(first)?.id).to.equal(first);
  });

  it('are identified by a single well-formed cookie of their host', () => {
    const { id } = setUp().sessions.create();
    const host = '127.0.0.1:3979';
    const read = (cookie: string) => readSessionCookie({ host, cookie });
    const cookie = toSessionCookie(id, { host }).split(';')[0] ?? '';
    expect(read(`a=b; ${cookie}; c=d`)).to.equal(id);
    expect(read(`${cookie}; ${cookie.replace(id, 'A'.repeat(43))}`)).to.equal(undefined);
    expect(readSessionCookie({ host: '127.0.0.1:3978', cookie }), 'of a host on another port').to.equal(undefined);
    fc.assert(
      fc.property(fc.string(), (header) => {
        expect(read(header)).to.equal(undefined);
      }),
    );
  });

  it('show the hops of the last action only', () => {
    const session = setUp().sessions.create();
    const first = session.begin('First', 'a');
    const second = session.begin('Second', 'b');
    first.add(hop);
    second.add(hop);
    expect(session.flow()).to.deep.include({ action: 'Second', hops: [begun('Second'), hop] });
  });

  it('continue an action only after the sign-in it required', () => {
    const session = setUp().sessions.create();
    const first = session.begin('Find', 'find');
    first.add(hop);
    session.awaitSignIn(first);
    expect(session.begin('Find', 'find').record().hops).to.deep.equal([begun('Find')]);
    const flow = session.begin('Find', 'find', ['name: Fern']);
    flow.add(hop);
    session.awaitSignIn(flow);
    session.signInFlow('Sign in').add(hop);
    session.signInFlow('Sign in').add(hop);
    session.begin('Find', 'find').add(hop);
    expect(session.flow()).to.deep.include({ action: 'Find', hops: [begun('Find · name: Fern'), hop, hop, hop, hop] });
    session.begin('Find', 'find');
    expect(session.flow().hops).to.deep.equal([begun('Find')]);
  });

  it('record a sign-in that no action required as a separate action', () => {
    const session = setUp().sessions.create();
    session.signInFlow('Sign in').add(hop);
    session.signInFlow('Sign in').add(hop);
    expect(session.flow()).to.deep.include({ action: 'Sign in', hops: [hop, hop] });
  });

  it('keep the last twenty actions, and tell of late hops of each', () => {
    const session = setUp().sessions.create();
    const flows = Array.from({ length: 22 }, (_, index) => session.begin(`Action ${index}`, String(index)));
    const told: string[] = [];
    session.onFlow(({ action }) => told.push(action));
    flows[1]?.add(hop);
    flows[2]?.add(hop, { sent: { text: 'hello' } });
    expect(told).to.deep.equal(['Action 2']);
    expect(session.flows().map((flow) => flow.record().action))
      .to.have.length(20)
      .and.include('Action 2');
    expect(new Set(session.flows().map(({ id }) => id)).size).to.equal(20);
    expect(session.flows()[0]?.content(1)?.sent).to.contain('hello');
    session.switchUser(demoPeople[1] ?? demoPeople[0]);
    expect(
      session.flows().map((flow) => flow.record().hops),
      'of the next person',
    ).to.deep.equal([[]]);
  });
});
