import { expect } from 'chai';
import { ExactNumber } from '../../../src/teams-host/app-package/files/exact-number.ts';
import { callApi } from '../../../src/teams-host/commands/call-api.ts';
import type { ApiAnswer } from '../../../src/teams-host/commands/judge-answer.ts';
import { findFreePort } from '../../support/find-free-port.ts';
import { startScriptedApi } from '../../support/scripted-api.ts';

describe('a call to the API', () => {
  const call = (url: string, headers: Record<string, string> = {}, timeout = 60_000): Promise<ApiAnswer> =>
    callApi({ method: 'GET', url, headers }, { fetch, signal: AbortSignal.timeout(timeout) });

  it('reports an unsent request if the connection is refused', async () => {
    expect(await call(`http://127.0.0.1:${await findFreePort()}/`)).to.include({ kind: 'failed', isUnsent: true });
  });

  it('reports an app that does not answer in time', async () => {
    const api = await startScriptedApi();
    api.answer(() => {});
    const answer = await call(api.url, {}, 1);
    await api.close();
    expect(answer).to.deep.include({ kind: 'failed', why: `${new URL(api.url).origin} did not answer in time.` });
    expect(answer).to.have.property('remedy').that.includes('within 4 s');
  });

  for (const [what, bytes] of [
    ['is truncated', 'HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nx'],
    [
      'does not match its content encoding',
      'HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\n\r\nxxxx',
    ],
    ['is not HTTP', 'Hello\r\n\r\n'],
  ] as const) {
    it(`reports a failed connection if the response ${what}`, async () => {
      const api = await startScriptedApi();
      api.answer(({ socket }) => socket?.end(bytes));
      const answer = await call(api.url);
      await api.close();
      expect(answer).to.include({ kind: 'failed', isUnsent: false });
      expect(answer)
        .to.have.property('why')
        .that.matches(/^The connection to http.* failed/);
    });
  }

  for (const [body, value] of [
    ['null', null],
    ['{"id":9007199254740993,"n":12}', { id: new ExactNumber('9007199254740993'), n: 12 }],
  ] as const) {
    it(`returns the JSON ${body}`, async () => {
      const answerJson: typeof globalThis.fetch = async () =>
        new Response(body, { headers: { 'Content-Type': 'application/json' } });
      const { signal } = new AbortController();
      const request = { method: 'GET', url: 'http://127.0.0.1/', headers: {} } as const;
      expect(await callApi(request, { fetch: answerJson, signal })).to.deep.equal({ kind: 'json', status: 200, value });
    });
  }

  it('rethrows other errors', async () => {
    const thrown = await call('http://127.0.0.1:1/', { 'no header': 'x' }).catch((cause: unknown) => cause);
    expect(thrown).to.be.instanceOf(TypeError);
  });
});
