import { expect } from 'chai';
import { demoPeople } from '../../../src/teams-host/sessions/demo-people.ts';
import { agentHostFixture, type Call } from './agent-host-fixture.ts';

const add: Call = { functionName: 'addPlant', arguments: { name: 'Rose' } };
const remove: Call = { functionName: 'removePlant', arguments: { id: '7' } };

describe('a write without confirmation is never sent', () => {
  const { page, host, clock, open, call, post, connect, sent } = agentHostFixture();

  beforeEach(async () => {
    await open();
    await connect();
  });

  /** Returns the id of a consent that the person could give. */
  async function ask(of: Call, from = page()): Promise<string> {
    const answer = await call(of, from);
    if (answer.type !== 'confirm') {
      throw new Error(`The host answered with ${JSON.stringify(answer)}.`);
    }
    return answer.consentId;
  }

  /** Calls with a consent that must not count: the host asks again. */
  async function expectAsked(of: Call, id: string, from = page()): Promise<void> {
    const answer = await call({ ...of, consent: { id } }, from);
    expect(answer.type).to.be.oneOf(['confirm', 'connect']);
    expect(answer).not.to.include({ consentId: id });
  }

  const writes = () => sent().filter(({ method }) => method !== 'GET');

  it('is sent with the consent for it, once', async () => {
    const id = await ask(add);
    expect((await call({ ...add, consent: { id } })).type).to.equal('functionResult');
    expect(writes()).to.have.lengthOf(1);
    await expectAsked(add, id);
    expect(writes()).to.have.lengthOf(1);
  });

  it('is sent once, even if the same consent arrives many times at once', async () => {
    const id = await ask(add);
    const consent = { id };
    const answers = await Promise.all(Array.from({ length: 4 }, () => call({ ...add, consent })));
    expect(answers.filter(({ type }) => type === 'functionResult')).to.have.lengthOf(1);
    expect(writes()).to.have.lengthOf(1);
  });

  for (const forged of ['', 'x', 'undefined', 'A'.repeat(43), '__proto__']) {
    it(`is not sent with the forged consent ${JSON.stringify(forged)}`, async () => {
      await ask(add);
      await expectAsked(add, forged);
      expect(writes()).to.deep.equal([]);
    });
  }

  for (const consent of [true, 'yes', { id: 1 }, { always: true }, { id: null }, []]) {
    it(`is not sent with ${JSON.stringify(consent)} as consent`, async () => {
      // biome-ignore lint/suspicious/noExplicitAny: malformed on purpose
      const response = await post({ ...add, consent: consent as any });
      const answer = response.status === 200 ? ((await response.json()) as { type: string }).type : 'refused';
      expect(answer).to.be.oneOf(['confirm', 'refused']);
      expect(response.status).to.be.oneOf([200, 400]);
      expect(writes()).to.deep.equal([]);
    });
  }

  it('is not sent with other arguments than those that were shown', async () => {
    const id = await ask(add);
    await expectAsked({ ...add, arguments: { name: 'Poison ivy' } }, id);
    await expectAsked({ ...add, arguments: { name: 'Rose', height: 1 } }, id);
    expect(writes()).to.deep.equal([]);
  });

  it('is not sent with the consent for another function', async () => {
    await expectAsked(remove, await ask(add));
    expect(writes()).to.deep.equal([]);
  });

  it('is not sent with the consent of another session', async () => {
    const other = await host().open();
    const id = await ask(add);
    await expectAsked(add, id, other);
    expect(writes()).to.deep.equal([]);
  });

  it('is not sent with the consent of the person who used the session before', async () => {
    const id = await ask(add);
    await page().post('/api/session/user', { userId: demoPeople[1]?.id });
    await connect();
    await expectAsked(add, id);
    expect(writes()).to.deep.equal([]);
  });

  it('is not sent with a consent that is older than ten minutes', async () => {
    const id = await ask(add);
    clock.advance(601);
    await expectAsked(add, id);
    expect(writes()).to.deep.equal([]);
  });

  it('is not sent with the consent for the connection', async () => {
    await page().post('/api/session/user', { userId: demoPeople[2]?.id });
    const answer = await call(add);
    const id = answer.type === 'connect' ? answer.consentId : '';
    expect(id).not.to.equal('');
    expect((await call({ ...add, consent: { id } })).type).to.equal('confirm');
    await expectAsked(add, id);
    expect(writes()).to.deep.equal([]);
  });
});
