import { randomBytes } from 'node:crypto';
import { expect } from 'chai';
import { createAllowances } from '../../../src/teams-host/agents/allowances.ts';
import { callFunction } from '../../../src/teams-host/agents/call-function.ts';
import { createConsents } from '../../../src/teams-host/agents/consents.ts';
import { readResponse } from '../../../src/teams-host/agents/response/read-response.ts';
import { createSingleSignOn } from '../../../src/teams-host/single-sign-on/single-sign-on.ts';
import { aClock, vaultFixture } from '../vault/vault-fixture.ts';
import { aFunctionCall } from './a-function-call.ts';

describe('≤ 45 s (plan 66 %)', () => {
  const { vault } = vaultFixture();
  let clock: ReturnType<typeof aClock>;

  beforeEach(() => {
    clock = aClock();
  });

  async function call(fetch: typeof globalThis.fetch, timeout?: number) {
    const one = await aFunctionCall('findPlants');
    const allowances = createAllowances([], () => {});
    allowances.connect(one);
    const answer = await callFunction(
      {
        vault: vault(),
        singleSignOn: createSingleSignOn([], vault()),
        fetch,
        now: clock.now,
        consents: createConsents(clock.now, randomBytes),
        allowances,
        readResponse: async (value, { secrets: _, ...rest }) => readResponse({ json: JSON.stringify(value), ...rest }),
        timeout,
      },
      one,
    );
    return { answer, hops: one.flow.record().hops };
  }

  const answersAfter =
    (seconds: number): typeof fetch =>
    async () => {
      clock.advance(seconds);
      return Response.json({ plants: [{ name: 'Rose', url: 'https://garden.example.com/plants/1' }] });
    };

  it('does not warn up to 30 s', async () => {
    const { answer } = await call(answersAfter(30));
    expect(answer).to.deep.include({ type: 'functionResult', ms: 30_000, warnings: [] });
  });

  it('warns from 30 s', async () => {
    const { answer } = await call(answersAfter(31));
    expect(answer.type === 'functionResult' && answer.warnings.join())
      .to.contain('31 s')
      .and.contain('45 s');
  });

  it('waits no longer than the timeout, and explains it', async () => {
    const neverAnswers: typeof fetch = (_, init) =>
      new Promise((_resolve, reject) => {
        init?.signal?.addEventListener('abort', () => reject(init.signal?.reason));
      });
    const { answer, hops } = await call(neverAnswers, 1);
    expect(answer.type).to.equal('message');
    expect(hops.findLast(({ failure }) => failure !== undefined)?.failure?.remedy).to.contain('45 s');
  });
});
