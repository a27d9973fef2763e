import { expect } from 'chai';
import fc from 'fast-check';
import { parseAction, parseCardAction } from '../../../src/bot/invokes/parse-action.ts';
import { parseLink, parseQuery, parseSetting } from '../../../src/bot/invokes/parse-query.ts';
import { MalformedValue, parseCredentials } from '../../../src/bot/invokes/parse-value.ts';
import { parseActivity } from '../../../src/bot/turn/inbound-activity.ts';
import { InvalidRequest } from '../../../src/foundation/errors.ts';

/** Names that the parsers read. */
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
/** Any JSON, often with these names. */
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

describe('parsers of activities and values', () => {
  const parsers = { parseQuery, parseLink, parseSetting, parseAction, parseCardAction };
  for (const [title, parse] of Object.entries(parsers)) {
    it(`${title} returns a value or throws MalformedValue for any JSON`, () => {
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

  it('parseActivity returns an activity or throws InvalidRequest for any JSON', () => {
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

  it('parseCredentials never throws, and returns a code of six digits or none', () => {
    fc.assert(
      fc.property(json, (value) => {
        expect(parseCredentials(value).code ?? '000000').to.match(/^\d{6}$/);
      }),
      { numRuns: 300 },
    );
  });

  it('parseQuery fills in defaults and converts parameter values to strings', () => {
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
  it('accepts messages of up to 100,000 characters', () => {
    const action = (length: number) => ({
      commandId: 'make',
      messagePayload: { id: '1', body: { contentType: 'text', content: 'x'.repeat(length) } },
    });
    expect(parseAction(action(100_000)).message?.text).to.have.length(100_000);
    expect(() => parseAction(action(100_001))).to.throw(MalformedValue);
  });
});
