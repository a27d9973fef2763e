import { expect } from 'chai';
import fc from 'fast-check';
import { isAllowedServiceUrl, parseActivity } from '../../src/bot/inbound-activity.ts';
import { createExchanges } from '../../src/bot/invoke/exchanges.ts';
import { parseAction, parseCardAction } from '../../src/bot/invoke/parse-action.ts';
import { parseLink, parseQuery, parseSetting } from '../../src/bot/invoke/parse-query.ts';
import { MalformedValue, parseCredentials } from '../../src/bot/invoke/parse-value.ts';
import { toPlainText } from '../../src/bot/to-plain-text.ts';
import { InvalidRequest } from '../../src/foundation/errors.ts';

/** Any JSON, with the names that matter where they may be found. */
const name = fc.constantFrom(
  ...['commandId', 'parameters', 'queryOptions', 'skip', 'count', 'name', 'value', 'url', 'state', 'authentication'],
  ...[
    'token',
    'action',
    'verb',
    'data',
    'type',
    'trigger',
    'messagePayload',
    'body',
    'content',
    'commandContext',
    'id',
  ],
  ...['from', 'user', 'recipient', 'conversation', 'channelId', 'serviceUrl', '__proto__', 'constructor'],
);
const { json } = fc.letrec<{ json: unknown }>((tie) => ({
  json: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom(null, true, '', 'search', 'compose', 'Action.Execute', '123456', 1e300, -1, 0, 25),
    fc.string({ unit: 'binary' }),
    fc.double(),
    fc.array(tie('json'), { maxLength: 4 }),
    fc.dictionary(name, tie('json'), { maxKeys: 8 }),
  ),
}));

describe('parsing what the channel sends', () => {
  const parsers = { parseQuery, parseLink, parseSetting, parseAction, parseCardAction };
  for (const [title, parse] of Object.entries(parsers)) {
    it(`${title} gives a value or a MalformedValue, whatever comes`, () => {
      fc.assert(
        fc.property(json, (value) => {
          try {
            parse(value);
          } catch (fault) {
            expect(fault).to.be.instanceOf(MalformedValue);
          }
        }),
        { numRuns: 300 },
      );
    });
  }

  it('parseActivity gives an activity or an InvalidRequest, whatever comes', () => {
    fc.assert(
      fc.property(json, (value) => {
        try {
          parseActivity(value);
        } catch (fault) {
          expect(fault).to.be.instanceOf(InvalidRequest);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('parseCredentials never throws, and gives six digits or no code', () => {
    fc.assert(
      fc.property(json, (value) => {
        expect(parseCredentials(value).code ?? '000000').to.match(/^\d{6}$/);
      }),
      { numRuns: 300 },
    );
  });

  it('fills in what Teams leaves out of a query', () => {
    expect(parseQuery({ commandId: 'search' })).to.deep.equal({
      commandId: 'search',
      parameters: {},
      isInitialRun: false,
      skip: 0,
      count: 25,
    });
    const typed = {
      commandId: 'search',
      parameters: [{ name: 'a', value: 7 }, { name: 'b', value: true }, { name: 'c' }],
    };
    expect(parseQuery(typed).parameters).to.deep.equal({ a: '7', b: 'true', c: '' });
  });
});

describe('parseAction', () => {
  it('takes messages that are long, and none that is endless', () => {
    const action = (length: number) => ({
      commandId: 'make',
      messagePayload: { id: '1', body: { contentType: 'text', content: 'x'.repeat(length) } },
    });
    expect(parseAction(action(100_000)).message?.text).to.have.length(100_000);
    expect(() => parseAction(action(100_001))).to.throw(MalformedValue);
  });
});

describe('isAllowedServiceUrl', () => {
  const list = ['https://smba.trafficmanager.net/', 'http://127.0.0.1:3979/teams/'];

  for (const url of [
    'https://smba.trafficmanager.net/amer/',
    'https://smba.trafficmanager.net/emea',
    'https://SMBA.trafficmanager.net:443/uk/',
    'http://127.0.0.1:3979/teams',
    'http://127.0.0.1:3979/teams/amer/',
  ]) {
    it(`lets through ${url}`, () => expect(isAllowedServiceUrl(url, list)).to.equal(true));
  }

  for (const url of [
    '',
    'smba.trafficmanager.net',
    'http://smba.trafficmanager.net/amer/',
    'https://smba.trafficmanager.net.example.com/',
    'https://example.com/https://smba.trafficmanager.net/',
    'https://smba.trafficmanager.net@example.com/',
    'https://x:y@smba.trafficmanager.net/',
    'https://smba.trafficmanager.net:444/',
    'https://smba.trafficmanager.net/#x',
    'https://smba.trafficmanager.net/?x',
    'http://127.0.0.1:3979/',
    'http://127.0.0.1:3979/teamsters/',
    'http://127.0.0.1:3979/teams/../vault/',
    'http://127.0.0.1:3979/teams/%2e%2e/vault/',
    'http://127.0.0.1:3979/teams/%2E%2E%2Fvault/',
    'http://127.0.0.1:3979/teams/..%5cvault/',
    'http://2130706433:3980/teams/',
  ]) {
    it(`does not let through ${JSON.stringify(url)}`, () => expect(isAllowedServiceUrl(url, list)).to.equal(false));
  }
});

describe('toPlainText', () => {
  const texts: readonly [string, string][] = [
    ['<p>one</p><p>two</p>', 'one\ntwo'],
    ['<div>a<br/>b</div>', 'a\nb'],
    ['a &lt;b&gt; &amp;amp; &quot;c&quot; &#39;d&#x27; &nbsp; e', 'a <b> &amp; "c" \'d\' e'],
    ['<img src="x" onerror="alert(1)">x', 'x'],
    ['<script>', ''],
    ['a < b', 'a < b'],
    ['&#0;&#xD800;&#x110000;&nosuch;', '&nosuch;'],
    ['  \n\n\n\n x ', 'x'],
  ];
  for (const [html, text] of texts) {
    it(`turns ${JSON.stringify(html)} into ${JSON.stringify(text)}`, () => expect(toPlainText(html)).to.equal(text));
  }

  it('takes time in proportion to the text, and gives text that is trimmed', () => {
    const start = performance.now();
    for (const piece of ['<', '&', '<p', ' ', '\n ', '&#', '<br><', ' \n']) {
      toPlainText(piece.repeat(100_000));
    }
    expect(performance.now() - start).to.be.below(2000);
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (html) => toPlainText(html) === toPlainText(html).trim()));
  });
});

describe('token exchanges', () => {
  it('are forgotten after a while, and the oldest when there are too many', async () => {
    let time = 0;
    const exchanges = createExchanges(() => new Date(time), 2);
    const isFirst = async (id: string) => (await exchanges.run(id, async () => 'done')).isFirst;
    expect(await isFirst('a')).to.equal(true);
    expect(await isFirst('a')).to.equal(false);
    time += 600_000;
    expect(await isFirst('a')).to.equal(true);
    expect([await isFirst('b'), await isFirst('c')]).to.deep.equal([true, true]);
    expect(await isFirst('a')).to.equal(true);
    expect(await isFirst('c')).to.equal(false);
  });
});
