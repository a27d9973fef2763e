import { expect } from 'chai';
import { karinAccount } from '../../support/an-activity.ts';
import { type StartBotOptions, startBot, type TestBot } from '../start-bot.ts';

const query = { commandId: 'search', parameters: [{ name: 'text', value: 'brake' }] };

describe('invokes with an invalid value', () => {
  let bot: TestBot;

  async function start(options?: StartBotOptions): Promise<void> {
    await bot?.close();
    bot = await startBot(options);
    bot.connector.signIn(karinAccount.id, 'token-of-karin');
  }

  beforeEach(() => start());

  afterEach(() => bot.close());

  const malformed: readonly [string, string, unknown][] = [
    ['composeExtension/query', 'missing', undefined],
    ['composeExtension/query', 'null', null],
    ['composeExtension/query', 'a string', 'search'],
    ['composeExtension/query', 'an array', [query]],
    ['composeExtension/query', 'without command', { parameters: [] }],
    ['composeExtension/query', 'with a number as command', { ...query, commandId: 7 }],
    ['composeExtension/query', 'with a command that is too long', { ...query, commandId: 'x'.repeat(65) }],
    ['composeExtension/query', 'with parameters that are not an array', { ...query, parameters: { text: 'a' } }],
    [
      'composeExtension/query',
      'with 10,000 parameters',
      { ...query, parameters: Array.from({ length: 10_000 }, (_, at) => ({ name: String(at) })) },
    ],
    [
      'composeExtension/query',
      'with a duplicate parameter',
      { ...query, parameters: [...query.parameters, ...query.parameters] },
    ],
    ['composeExtension/query', 'with a parameter without name', { ...query, parameters: [{ value: 'x' }] }],
    ['composeExtension/query', 'with a parameter that is null', { ...query, parameters: [null] }],
    ['composeExtension/query', 'with an object as parameter', { ...query, parameters: [{ name: 'text', value: {} }] }],
    [
      'composeExtension/query',
      'with a parameter that is too long',
      { ...query, parameters: [{ name: 'text', value: 'x'.repeat(5000) }] },
    ],
    [
      'composeExtension/query',
      'with a lone surrogate',
      `{"commandId":"search","parameters":[{"name":"text","value":"\\ud800"}]}`,
    ],
    ['composeExtension/query', 'with a huge skip', { ...query, queryOptions: { skip: 1e15, count: 25 } }],
    ['composeExtension/query', 'with a negative skip', { ...query, queryOptions: { skip: -1, count: 25 } }],
    ['composeExtension/query', 'with a negative count', { ...query, queryOptions: { skip: 0, count: -25 } }],
    ['composeExtension/query', 'with a fractional count', { ...query, queryOptions: { skip: 0, count: 1.5 } }],
    ['composeExtension/query', 'with a string as count', { ...query, queryOptions: { skip: 0, count: '25' } }],
    ['composeExtension/query', 'with an array as options', { ...query, queryOptions: [] }],
    ['composeExtension/queryLink', 'missing', undefined],
    ['composeExtension/queryLink', 'without a URL', { url: '' }],
    ['composeExtension/queryLink', 'with a javascript: URL', { url: 'javascript:alert(1)' }],
    ['composeExtension/queryLink', 'with a number as URL', { url: 1 }],
    ['composeExtension/queryLink', 'with a lone surrogate', '{"url":"https://repairs.example.com/\\ud800"}'],
    ['composeExtension/anonymousQueryLink', 'missing', undefined],
    ['composeExtension/anonymousQueryLink', 'with a file: URL', { url: 'file:///etc/passwd' }],
    ['composeExtension/fetchTask', 'missing', undefined],
    ['composeExtension/fetchTask', 'with an unknown context', { commandId: 'make', commandContext: 'elsewhere' }],
    [
      'composeExtension/fetchTask',
      'with a string as message',
      { commandId: 'make', commandContext: 'message', messagePayload: 'x' },
    ],
    [
      'composeExtension/fetchTask',
      'with a message without id',
      { commandId: 'make', commandContext: 'message', messagePayload: {} },
    ],
    ['composeExtension/submitAction', 'missing', undefined],
    [
      'composeExtension/submitAction',
      'with an array as data',
      { commandId: 'make', commandContext: 'compose', data: [] },
    ],
    ['composeExtension/setting', 'missing', undefined],
    ['composeExtension/setting', 'with a number as state', { state: 1 }],
    ['composeExtension/setting', 'with a state that is too long', { state: 'x'.repeat(5000) }],
    ['adaptiveCard/action', 'missing', undefined],
    ['adaptiveCard/action', 'without action', { trigger: 'manual' }],
    ['adaptiveCard/action', 'of another type', { action: { type: 'Action.Submit', verb: 'press' } }],
    ['adaptiveCard/action', 'without verb', { action: { type: 'Action.Execute' } }],
    ['adaptiveCard/action', 'with a string as data', { action: { type: 'Action.Execute', verb: 'press', data: 'x' } }],
    ['signin/verifyState', 'missing', undefined],
    ['signin/verifyState', 'with words as the code', { state: 'let me in' }],
    ['signin/tokenExchange', 'missing', undefined],
    ['signin/tokenExchange', 'without id', { connectionName: 'repairs', token: 't' }],
    ['signin/tokenExchange', 'without token', { connectionName: 'repairs', id: 'i' }],
    ['signin/tokenExchange', 'of another connection', { connectionName: 'other', id: 'i', token: 't' }],
  ];
  for (const [name, what, value] of malformed) {
    it(`are rejected with 400 and cause no calls: ${name}, ${what}`, async () => {
      const parsed = typeof value === 'string' && value.startsWith('{') ? JSON.parse(value) : value;
      const { status, text } = await bot.invoke(name, parsed);
      expect(status, text).to.equal(400);
      expect(bot.connector.requests.filter(({ path }) => path.includes('usertoken'))).to.deep.equal([]);
      expect(bot.connector.sent).to.deep.equal([]);
      expect(bot.captured.entries('invoke: failed')).to.deep.equal([]);
    });
  }

  it('are answered with a message and cause no calls if the command is unknown', async () => {
    for (const commandId of ['none', 'constructor', '__proto__', 'toString']) {
      const { status, text } = await bot.invoke('composeExtension/query', { ...query, commandId });
      expect(status).to.equal(200);
      expect(text).to.include('does not know this command');
    }
    for (const name of ['composeExtension/fetchTask', 'composeExtension/submitAction']) {
      const { text } = await bot.invoke(name, { commandId: 'none', commandContext: 'compose', data: {} });
      expect(JSON.parse(text).task).to.deep.include({ type: 'message' });
    }
    const { body } = await bot.invoke('adaptiveCard/action', { action: { type: 'Action.Execute', verb: 'none' } });
    expect(body).to.deep.include({ statusCode: 200, type: 'application/vnd.microsoft.activity.message' });
    expect(bot.connector.requests.filter(({ path }) => path.includes('usertoken'))).to.deep.equal([]);
  });

  it('are answered with 501 if the name of the invoke is unknown', async () => {
    for (const name of ['task/fetch', 'fileConsent/invoke', 'config/fetch', 'constructor', 'x'.repeat(2000)]) {
      expect((await bot.invoke(name, {})).status, name).to.equal(501);
    }
  });
});
