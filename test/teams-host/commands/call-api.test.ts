import { gzipSync } from 'node:zlib';
import { expect } from 'chai';
import { ExactNumber } from '../../../src/teams-host/app-package/files/exact-number.ts';
import { callApi } from '../../../src/teams-host/commands/call-api.ts';
import type { ApiAnswer } from '../../../src/teams-host/commands/judge-answer.ts';
import { findFreePort } from '../../support/find-free-port.ts';
import { startScriptedApi } from '../../support/scripted-api.ts';

describe('a call to the API', () => {
  const remedyIfLate = 'Answer sooner.';
  const call = (url: string, headers: Record<string, string> = {}, timeout = 60_000): Promise<ApiAnswer> =>
    callApi({ method: 'GET', url, headers }, { fetch, signal: AbortSignal.timeout(timeout), remedyIfLate });

  it('reports an unsent request if the connection is refused', async () => {
    expect(await call(`http://127.0.0.1:${await findFreePort()}/`)).to.include({ kind: 'failed', isUnsent: true });
  });

  it('reports an app that does not answer in time', async () => {
    const api = await startScriptedApi();
    api.answer(() => {});
    const answer = await call(api.url, {}, 1);
    await api.close();
    expect(answer).to.deep.include({ kind: 'failed', why: `${new URL(api.url).origin} did not answer in time.` });
    expect(answer).to.include({ remedy: remedyIfLate });
  });

  for (const [what, bytes, why] of [
    [
      'is truncated',
      'HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nx',
      'The app closed the connection before its answer was complete (UND_ERR_SOCKET).',
    ],
    [
      'does not match its content encoding',
      'HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\n\r\nxxxx',
      'The app answered with a body that is not in the encoding of its Content-Encoding (Z_DATA_ERROR).',
    ],
    ['is not HTTP', 'Hello\r\n\r\n', 'The app answered with something that is not HTTP/1.1.'],
  ] as const) {
    it(`explains a response that ${what}`, async () => {
      const api = await startScriptedApi();
      api.answer(({ socket }) => socket?.end(bytes));
      const answer = await call(api.url);
      await api.close();
      expect(answer).to.include({ kind: 'failed', isUnsent: false, why });
    });
  }

  for (const [what, status, headers, body, expected] of [
    ['null', 200, {}, 'null', { kind: 'json', status: 200, value: null }],
    ['no body', 200, {}, '', { why: 'The app answered without a body.' }],
    ['204', 204, {}, '', { why: 'The app answered without a body.' }],
    ['304', 304, {}, '', { why: 'The app answered 304.' }],
    ['no Content-Type', 200, { 'Content-Type': [] }, '{}', { why: 'The app answered without a Content-Type.' }],
    [
      'a page',
      200,
      { 'Content-Type': 'text/html' },
      '<p>',
      { why: 'The app answered with text/html instead of JSON.' },
    ],
    ['a comma too many', 200, {}, '[1,]', { why: 'The response has a JSON content type but is not JSON.' }],
    [
      'truncated gzip',
      200,
      { 'Content-Encoding': 'gzip' },
      gzipSync(JSON.stringify('x'.repeat(9999))).subarray(0, 30),
      {
        why: 'The response has a JSON content type but, decompressed (Content-Encoding: gzip), is not JSON. It may be truncated.',
      },
    ],
  ] as const) {
    it(`says what the app answered: ${what}`, async () => {
      const api = await startScriptedApi();
      api.answer((response) => {
        for (const [name, value] of Object.entries({ 'Content-Type': 'application/json', ...headers })) {
          response.setHeader(name, value as string);
        }
        if (Array.isArray(response.getHeader('Content-Type'))) {
          response.removeHeader('Content-Type');
        }
        response.statusCode = status;
        response.end(body);
      });
      const answer = await call(api.url);
      await api.close();
      expect(answer).to.deep.include(expected);
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
      const answer = await callApi(request, { fetch: answerJson, signal, remedyIfLate });
      expect(answer).to.deep.equal({ kind: 'json', status: 200, value });
    });
  }

  it('rethrows other errors', async () => {
    const thrown = await call('http://127.0.0.1:1/', { 'no header': 'x' }).catch((cause: unknown) => cause);
    expect(thrown).to.be.instanceOf(TypeError);
  });
});
