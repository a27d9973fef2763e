import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { expect } from 'chai';
import { explainBrokenAnswer, type FetchCause } from '../../src/local/explain-broken-answer.ts';
import { findFreePort } from '../support/find-free-port.ts';

/** Sends bytes as the answer to any request, then closes the connection. @returns the cause of the error of `fetch`. */
async function causeOf(bytes: string | Uint8Array, isReset = false): Promise<FetchCause> {
  const server = createServer((socket) => {
    socket.on('error', () => {});
    socket.once('data', () => {
      socket.write(bytes);
      if (isReset) {
        socket.resetAndDestroy();
      } else {
        socket.end();
      }
    });
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  try {
    const response = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    return expect.fail(await response.text());
  } catch (fault) {
    return (fault as { cause: FetchCause }).cause;
  } finally {
    server.close();
  }
}

const compressed = (encoding: string) =>
  `HTTP/1.1 200 OK\r\nContent-Encoding: ${encoding}\r\nContent-Length: 9\r\n\r\n{"a":"b"}`;

describe('the explanation of an answer that cannot be read', () => {
  for (const [what, bytes, expected, isReset] of [
    ['gzip that is none', compressed('gzip'), /not in the encoding of its Content-Encoding \(Z_/],
    ['Brotli that is none', compressed('br'), /not in the encoding/],
    ['Zstandard that is none', compressed('zstd'), /not in the encoding/],
    ['another protocol', 'SSH-2.0-OpenSSH\r\n', /is not HTTP\/1\.1\./],
    ['a TLS alert', new Uint8Array([0x15, 3, 1, 0, 2, 2, 0x50]), /is not HTTP\/1\.1\./],
    ['a malformed header', 'HTTP/1.1 200 OK\r\nX y\r\n\r\n{}', /is not HTTP\/1\.1\./],
    [
      'a header of 100 KB',
      `HTTP/1.1 200 OK\r\nX: ${'a'.repeat(100_000)}\r\n\r\n`,
      /is not HTTP\/1\.1 \(UND_ERR_HEADERS/,
    ],
    ['two lengths', 'HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nxx', /is not HTTP\/1\.1 \(UND_/],
    ['a malformed chunk', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n', /is not HTTP\/1\.1\./],
    ['less than its length', 'HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nxx', /closed the connection before/],
    ['nothing', '', /closed the connection before/],
    ['a reset', '', /closed the connection before/, true],
  ] as const) {
    it(`names ${what}`, async () => {
      expect(explainBrokenAnswer(await causeOf(bytes, isReset))?.why).to.match(expected);
    });
  }

  it('is undefined for a server that was not reached', async () => {
    const fault = await fetch(`http://127.0.0.1:${await findFreePort()}/`).catch((cause: unknown) => cause);
    expect(explainBrokenAnswer((fault as { cause: FetchCause }).cause)).to.equal(undefined);
  });
});
