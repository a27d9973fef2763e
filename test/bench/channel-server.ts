/**
 * The channel of every measured bot, as cheap as possible so that the figures are those of the bots: keys, the token
 * endpoint for bots, and a token service that has a token for every user.
 */
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

const { BENCH_KEYS = '', BENCH_BOT_TOKEN = '', BENCH_USER_TOKEN = '', BENCH_ISSUER = '' } = process.env;
const bearer = `Bearer ${BENCH_BOT_TOKEN}`;
const answers = new Map<string, Buffer>();

const server = createServer((request, response) => {
  const path = request.url?.split('?', 1)[0] ?? '';
  const isKnown = !path.startsWith('/token-service/') || request.headers.authorization === bearer;
  const answer = answers.get(path) ?? answers.get(withoutAuthority(path));
  drain(request);
  if (answer === undefined || !isKnown) {
    response.writeHead(answer === undefined ? 404 : 401).end();
    return;
  }
  response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': answer.length }).end(answer);
});

server.listen(0, '127.0.0.1', () => {
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const answer = (path: string, value: unknown) => answers.set(path, Buffer.from(JSON.stringify(value)));
  answer('/.well-known/openidconfiguration', { issuer: BENCH_ISSUER, jwks_uri: `${url}/.well-known/keys` });
  answer('/.well-known/keys', { keys: JSON.parse(BENCH_KEYS) });
  // The paths that each kind of bot appends to its authority.
  answer('/discovery/v2.0/keys', { keys: JSON.parse(BENCH_KEYS) });
  answer('/oauth2/v2.0/token', { access_token: BENCH_BOT_TOKEN, token_type: 'Bearer', expires_in: 3600 });
  answer('/token-service/api/usertoken/GetToken', {
    channelId: 'msteams',
    connectionName: 'repairs',
    token: BENCH_USER_TOKEN,
    expiration: '2099-01-01T00:00:00Z',
  });
  process.stdout.write(`{"url":"${url}"}\n`);
});
server.keepAliveTimeout = 60_000;
process.once('SIGTERM', () => process.exit());

const withoutAuthority = (path: string): string => path.replace(/^\/authority\/[^/]+/, '');

function drain(request: IncomingMessage): void {
  request.resume();
}
