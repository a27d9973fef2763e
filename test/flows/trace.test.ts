import { expect } from 'chai';
import { anInvoke, isaacAccount, karinAccount } from '../support/an-activity.ts';
import { startAppWithBot, type TestAppWithBot } from '../support/start-app-with-bot.ts';
import { waitUntil } from '../support/wait-until.ts';

const anotherId = 'fedcba9876543210fedcba9876543210';
const traceId = '0af7651916cd43dd8448eb211c80319c';
const spanId = 'b7ad6b7169203331';

describe('a trace (W3C Trace Context)', () => {
  let running: TestAppWithBot;

  beforeEach(async () => {
    running = await startAppWithBot();
    for (const { id } of [karinAccount, isaacAccount]) {
      running.connector.signIn(id, running.app.issuer.accessToken());
    }
  });

  afterEach(() => running.close());

  const search = async (traceparent?: string, from: object = karinAccount): Promise<void> => {
    const { app, connector } = running;
    const query = { commandId: 'listRepairs', parameters: [{ name: 'text', value: 'brake' }] };
    const activity = anInvoke(connector.serviceUrl, 'composeExtension/query', query, { from });
    const headers = traceparent === undefined ? {} : { traceparent };
    const { body } = await connector.post(app.url, activity, { headers });
    expect(body).to.have.nested.property('composeExtension.type', 'result');
  };

  /** The trace ids logged for requests to a path, as soon as there are `count` of them. */
  const tracesOf = async (path: string, count: number): Promise<readonly unknown[]> => {
    const lines = () => running.app.captured.entries('request: completed').filter((entry) => entry.path === path);
    await waitUntil(() => lines().length >= count);
    return lines().map((entry) => entry.traceId);
  };

  const callsOfTokenService = () =>
    running.connector
      .requestsTo('/token-service/api/usertoken/GetToken')
      .map(({ headers }) => /^00-(\w{32})-(\w{16})-01$/.exec(String(headers.traceparent)) ?? []);

  it('is passed from the activity to the token service and the API, and logged with each request', async () => {
    await search(`00-${traceId}-${spanId}-01`);
    expect(await tracesOf('/api/messages', 1)).to.deep.equal([traceId]);
    expect(await tracesOf('/api/repairs', 1)).to.deep.equal([traceId]);
    const [[, calledTrace, calledSpan] = []] = callsOfTokenService();
    expect(calledTrace).to.equal(traceId);
    expect(calledSpan).not.to.equal(spanId);
  });

  it('is in the log entries of errors, too', async () => {
    running.connector.script(({ path }, response) => {
      if (!path.endsWith('/GetToken')) {
        return undefined;
      }
      response.writeHead(500).end();
      return 'answered';
    });
    await search(`00-${traceId}-${spanId}-01`).catch(() => undefined);
    await tracesOf('/api/messages', 1);
    const lines = running.app.captured.lines.map((line) => JSON.parse(line) as Record<string, unknown>);
    // All requests share the keys.
    const ofSearch = lines.filter(({ event }) => !/^key/.test(String(event)));
    expect(ofSearch).to.have.lengthOf.above(1);
    expect(new Set(ofSearch.map((line) => line.traceId))).to.deep.equal(new Set([traceId]));
  });

  it('is not shared by concurrent requests', async () => {
    await Promise.all([
      search(`00-${traceId}-${spanId}-01`),
      search(`00-${anotherId}-${spanId}-00`, isaacAccount),
      search(),
    ]);
    for (const path of ['/api/messages', '/api/repairs']) {
      const traces = await tracesOf(path, 3);
      expect(traces).to.include.members([traceId, anotherId]);
      expect(new Set(traces)).to.have.lengthOf(3);
    }
    const callsByTrace = new Set(callsOfTokenService().map(([, trace]) => trace));
    expect(callsByTrace).to.have.lengthOf(3).and.to.include(traceId).and.to.include(anotherId);
  });

  it('is created for a request without one, and equals its request id', async () => {
    const response = await fetch(`${running.app.url}/healthz`);
    const [trace] = await tracesOf('/healthz', 1);
    expect(trace).to.equal(response.headers.get('X-Request-Id')?.replaceAll('-', ''));
  });

  const malformed = [
    '',
    'nonsense',
    `00-${'0'.repeat(32)}-${spanId}-01`,
    `00-${traceId}-${'0'.repeat(16)}-01`,
    `00-${traceId.toUpperCase()}-${spanId}-01`,
    `00-${traceId}-${spanId}`,
    `00-${traceId}-${spanId}-01-more`,
    `ff-${traceId}-${spanId}-01`,
    `00-${traceId}-${spanId}-01, 00-${anotherId}-${spanId}-01`,
    `00-${traceId}${'0'.repeat(8000)}-${spanId}-01`,
  ];
  for (const traceparent of malformed) {
    it(`is created if traceparent is "${traceparent.slice(0, 80)}"`, async () => {
      await fetch(`${running.app.url}/healthz`, { headers: { traceparent } });
      const [trace] = await tracesOf('/healthz', 1);
      expect(trace).to.match(/^[\da-f]{32}$/);
      expect(trace).not.to.equal(traceId);
    });
  }
});
