import { expect } from 'chai';
import { callApiWithRetries } from '../../../src/teams-host/commands/call-api-with-retries.ts';
import { anAppPackage } from '../../support/an-app-package.ts';
import { aFlow } from '../vault/vault-fixture.ts';

describe('callApiWithRetries', () => {
  const url = 'https://plants.example.com/plants';
  const notListening = (code = 'ECONNREFUSED') =>
    new TypeError('fetch failed', { cause: Object.assign(new Error(), { code }) });

  /** @param attempts what `fetch` returns or throws, one after the other. */
  async function call(attempts: readonly (Response | Error)[]) {
    const app = await anAppPackage();
    const flow = aFlow();
    const fetched = attempts.values();
    const answer = await callApiWithRetries(
      { method: 'GET', url, headers: {} },
      { kind: 'none' },
      { authorization: app.manifest.authorization, flow, signal: new AbortController().signal },
      {
        fetch: async () => {
          const { value = new Error('fetched once more') } = fetched.next();
          if (value instanceof Error) {
            throw value;
          }
          return value;
        },
        now: () => new Date(),
        timeout: 60_000,
        retries: 2,
        remedyIfLate: 'Answer sooner.',
      },
    );
    return { answer, hops: flow.hops.map(({ note, failure }) => note ?? failure?.why ?? 'ok') };
  }

  it('retries twice if the connection is refused', async () => {
    const { answer, hops } = await call([notListening(), notListening('ENOTFOUND'), Response.json([])]);
    expect(answer).to.deep.equal({ kind: 'json', status: 200, value: [] });
    expect(hops).to.deep.equal(['No connection: retrying.', 'No connection: retrying.', 'ok']);
  });

  it('gives up after the third attempt', async () => {
    const { answer, hops } = await call([notListening(), notListening(), notListening()]);
    const why = 'The connection to https://plants.example.com failed (ECONNREFUSED).';
    expect(answer).to.include({ kind: 'failed', why });
    expect(hops).to.deep.equal(['No connection: retrying.', 'No connection: retrying.', why]);
  });

  it('does not repeat a request that the app may have received', async () => {
    for (const fault of [notListening('ECONNRESET'), Response.json({}, { status: 503 })]) {
      const { answer, hops } = await call([fault]);
      expect(answer.kind).to.equal('failed');
      expect(hops).to.have.lengthOf(1);
    }
  });
});
