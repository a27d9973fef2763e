import { expect } from 'chai';
import { createTemporaryFolders } from '../storage/temporary-folder.ts';
import { anActivity, isaacAccount, karinAccount } from '../support/an-activity.ts';
import { fabrikam } from '../support/issuer.ts';
import { startAppWithBot, type TestAppWithBot } from '../support/start-app-with-bot.ts';

interface ExtensionBody {
  readonly composeExtension?: {
    readonly type: string;
    readonly attachmentLayout?: string;
    readonly text?: string;
    readonly attachments?: readonly { readonly content: unknown }[];
  };
  readonly task?: { readonly value: { readonly card: { readonly content: unknown } } };
}

describe('the bot in the app', () => {
  let running: TestAppWithBot;

  beforeEach(async () => {
    running = await startAppWithBot();
  });

  afterEach(() => running.close());

  const search = (text = '', overrides = {}) =>
    running.invoke(
      'composeExtension/query',
      { commandId: 'listRepairs', parameters: [{ name: 'text', value: text }], queryOptions: { skip: 0, count: 5 } },
      overrides,
    );
  const bodyOf = ({ body }: { body: unknown }) => (body as ExtensionBody).composeExtension;

  it('requests sign-in, then returns repairs for the person who signed in', async () => {
    const { app, connector } = running;
    expect(bodyOf(await search())?.type).to.equal('auth');
    connector.signIn(karinAccount.id, app.issuer.accessToken(), '123456');
    const { status, body } = await running.invoke('composeExtension/query', {
      commandId: 'listRepairs',
      parameters: [{ name: 'initialRun', value: 'true' }],
      queryOptions: { skip: 0, count: 5 },
      state: '123456',
    });
    expect(status).to.equal(200);
    expect(bodyOf({ body })?.type).to.equal('result');
    expect(bodyOf({ body })?.attachments).to.have.lengthOf(5);
  });

  it('does not sign a person out whose key the API does not know yet because of a forged token', async () => {
    const { app, connector } = running;
    connector.signIn(karinAccount.id, app.issuer.accessToken());
    expect(bodyOf(await search())?.type).to.equal('result');
    const forged = await app.call('GET', '/api/repairs', { token: { header: { kid: 'forged' } } });
    expect(forged.status).to.equal(401);
    await app.issuer.rotate();
    connector.signIn(karinAccount.id, app.issuer.accessToken());
    const answer = await app.call('GET', '/api/repairs');
    expect(answer.status).to.equal(503);
    expect(Number(answer.headers.get('retry-after'))).to.be.within(1, 10);
    const { type, text } = bodyOf(await search('oil')) ?? {};
    expect(type).to.equal('message');
    expect(text).to.match(/Try again in \d+ seconds|Try again in a second/);
    expect(connector.requestsTo('/token-service/api/usertoken/SignOut')).to.deep.equal([]);
  });

  it('keeps the repairs of two tenants apart in one conversation', async () => {
    const { app, connector } = running;
    connector.signIn(karinAccount.id, app.issuer.accessToken());
    connector.signIn(
      isaacAccount.id,
      app.issuer.accessToken({ claims: { tid: fabrikam, sub: isaacAccount.aadObjectId } }),
    );
    const conversation = { id: '19:shared', conversationType: 'groupChat' };
    const titles = async (from: object) =>
      bodyOf(await search('', { from, conversation }))?.attachments?.map(({ content }) => JSON.stringify(content)) ??
      [];
    const [ofKarin, ofIsaac] = await Promise.all([titles(karinAccount), titles(isaacAccount)]);
    expect(ofKarin).not.to.deep.equal([]);
    expect(ofIsaac).not.to.deep.equal([]);
    expect(ofKarin.filter((content) => ofIsaac.includes(content))).to.deep.equal([]);
  });

  it('deletes an expired token and requests sign-in', async () => {
    const { app, connector } = running;
    connector.signIn(karinAccount.id, app.issuer.accessToken({ now: new Date(Date.now() - 7_200_000) }));
    expect(bodyOf(await search())?.type).to.equal('auth');
    expect(connector.isSignedIn(karinAccount.id)).to.equal(false);
  });

  it('answers a person without access with a message and keeps the token', async () => {
    const { app, connector } = running;
    connector.signIn(karinAccount.id, app.issuer.accessToken({ claims: { scope: 'none' } }));
    const answer = bodyOf(await search());
    expect(answer?.type).to.equal('message');
    expect(answer?.text).to.include('do not have access');
    expect(connector.isSignedIn(karinAccount.id)).to.equal(true);
  });

  it('creates one repair even if Teams delivers the invoke several times', async () => {
    const { app, connector } = running;
    connector.signIn(karinAccount.id, app.issuer.accessToken());
    const value = {
      commandId: 'createRepair',
      commandContext: 'compose',
      data: { title: 'Squealing brake', description: 'Front left', assignedTo: 'Karin Blair', date: '2026-05-04' },
    };
    const answers = await Promise.all(
      [1, 2, 3].map(() => running.invoke('composeExtension/submitAction', value, { id: 'f:same' })),
    );
    expect(answers.map(({ status }) => status)).to.deep.equal([200, 200, 200]);
    const { body } = await app.call('GET', '/api/repairs?text=Squealing');
    expect((body as { results: unknown[] }).results).to.have.lengthOf(1);
  });

  it('answers in the chat', async () => {
    const { app, connector } = running;
    connector.signIn(karinAccount.id, app.issuer.accessToken());
    await connector.post(app.url, anActivity(connector.serviceUrl, { text: 'my repairs' }));
    expect(JSON.stringify(connector.sent.map(({ body }) => body))).to.include('AdaptiveCard');
  });

  it('logs no tokens, codes or passwords', async () => {
    const { app, connector } = running;
    const token = app.issuer.accessToken();
    connector.signIn(karinAccount.id, token, '123456');
    await search();
    await running.invoke('composeExtension/query', { commandId: 'listRepairs', parameters: [], state: '123456' });
    await connector.post(app.url, anActivity(connector.serviceUrl, { text: 'sign out' }));
    const log = app.captured.lines.join('');
    for (const secret of [token, 'eyJ', '123456', 'token-of-the-bot', 'a-secret-of-tests']) {
      expect(log).not.to.include(secret);
    }
  });
});

describe('the bot restarted on the same data', () => {
  const newFolder = createTemporaryFolders();
  let running: TestAppWithBot;

  afterEach(() => running.close());

  it('applies the settings that were saved before', async () => {
    const env = { DATA_FOLDER: newFolder() };
    running = await startAppWithBot(env);
    const repair = { title: 'Loose mirror', description: '', assignedTo: 'Daisy Phillips', date: '2026-05-04' };
    await running.app.call('POST', '/api/repairs', { body: repair });
    const saved = await running.invoke('composeExtension/setting', { state: '{"layout":"grid"}' });
    expect(saved.status).to.equal(200);
    await running.close();

    running = await startAppWithBot(env);
    running.connector.signIn(karinAccount.id, running.app.issuer.accessToken());
    const { body } = await running.invoke('composeExtension/query', {
      commandId: 'listRepairs',
      parameters: [{ name: 'initialRun', value: 'true' }],
    });
    expect((body as ExtensionBody).composeExtension).to.include({ type: 'result', attachmentLayout: 'grid' });
  });
});
