import { CloudAdapter } from 'botbuilder';
import { AuthenticationError, ConnectorClient } from 'botframework-connector';
import { expect } from 'chai';
import sinon from 'sinon';
import { createAdapter } from '../../../src/bot/front-door/create-adapter.ts';
import { RefusingAuthentication } from '../../../src/bot/front-door/refusing-authentication.ts';
import { parseActivity } from '../../../src/bot/turn/inbound-activity.ts';
import { anActivity, anInvoke, botAppId } from '../../support/an-activity.ts';
import { type CapturedLog, captureLog } from '../../support/capture-log.ts';
import { startConnector, type TestConnector } from '../../support/connector.ts';

describe('createAdapter', () => {
  const serviceUrl = 'https://smba.trafficmanager.net/amer/';
  const identity = { serviceUrl, endorsements: ['msteams'], expires: 0 };
  const message = parseActivity(anActivity(serviceUrl));
  const invoke = parseActivity(anInvoke(serviceUrl, 'composeExtension/query', {}));
  let captured: CapturedLog;

  const connectAdapter = () =>
    createAdapter({ appId: botAppId, connectorScope: 'https://api.botframework.com', log: captured.log });

  beforeEach(() => {
    captured = captureLog();
  });

  it('runs the turn of an activity and returns its invoke response as JSON', async () => {
    const turn = sinon.stub().resolves({ status: 200, body: { a: 1 } });
    const answer = await connectAdapter().run(invoke, identity, turn);
    expect(turn.args).to.deep.equal([[invoke]]);
    expect(answer).to.deep.equal({
      status: 200,
      headers: { 'Content-Type': 'application/json; charset=utf-8' },
      body: '{"a":1}',
    });
  });

  it('answers 200 without a body if the turn has no response', async () => {
    expect(await connectAdapter().run(message, identity, async () => undefined)).to.deep.equal({ status: 200 });
  });

  it('answers 500 without a body if the turn throws, and logs the cause', async () => {
    const adapter = connectAdapter();
    const fail = () => Promise.reject(new Error('a bug'));
    expect(await adapter.run(invoke, identity, fail)).to.deep.equal({ status: 500 });
    expect(await adapter.run(message, identity, fail)).to.deep.equal({ status: 500 });
    const entries = captured.entries('turn: failed');
    expect(entries).to.have.lengthOf(2);
    expect(entries).to.have.nested.property('[0].cause.message', 'a bug');
  });
});

describe('the SDK behind the adapter', () => {
  let connector: TestConnector;
  const turn = sinon.stub();

  beforeEach(async () => {
    connector = await startConnector();
    turn.reset();
  });

  afterEach(() => connector.close());

  it('rejects every request, even one with a valid connector token', async () => {
    const authentication = new RefusingAuthentication();
    const adapter = new CloudAdapter(authentication);
    const header = `Bearer ${connector.connectorToken()}`;
    const activity = anActivity(connector.serviceUrl) as never;
    for (const authorization of [header, '', 'Bearer x']) {
      const fault = await adapter.processActivityDirect(authorization, activity, turn).catch((cause: unknown) => cause);
      expect(fault).to.be.instanceOf(Error);
    }
    const request = { body: activity, headers: { authorization: header }, method: 'POST' };
    // The SDK logs rejected requests to the console.
    const console = sinon.stub(globalThis.console, 'error');
    const response = { status: sinon.spy(), send: sinon.spy(), end: sinon.spy(), header: sinon.spy(), socket: {} };
    await adapter.process(request, response, turn);
    console.restore();
    expect(response.status.args).to.deep.equal([[401]]);
    for (const authenticate of [
      () => authentication.authenticateRequest(),
      () => authentication.authenticateStreamingRequest(),
    ]) {
      expect(await authenticate().catch((fault: unknown) => fault)).to.be.instanceOf(AuthenticationError);
    }
    expect(() => authentication.authenticateChannelRequest(header)).to.throw();
    expect(turn.called).to.equal(false);
    expect(connector.requests).to.deep.equal([]);
  });

  it('has a connector and a token service that send nothing', async () => {
    const authentication = new RefusingAuthentication();
    const client = await authentication.createConnectorFactory().create(connector.serviceUrl);
    expect(client).to.be.instanceOf(ConnectorClient);
    const tokens = await authentication.createUserTokenClient();
    for (const send of [
      () => client.conversations.sendToConversation('a:chat', { type: 'message' }),
      () => client.conversations.replyToActivity('a:chat', 'message-1', { type: 'message' }),
      () => tokens.getUserToken('29:karin', 'repairs', 'msteams', ''),
      () => tokens.exchangeToken('29:karin', 'repairs', 'msteams', { token: 'x' }),
    ]) {
      const fault = await send().catch((cause: unknown) => cause);
      expect(fault).to.be.instanceOf(Error).with.property('message', 'The bot does not send through the SDK.');
    }
    expect(connector.requests).to.deep.equal([]);
  });
});
