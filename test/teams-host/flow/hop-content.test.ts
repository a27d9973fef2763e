import { expect } from 'chai';
import fc from 'fast-check';
import { hideSecrets } from '../../../src/teams-host/flow/hide-secrets.ts';
import { parseBody, toHopContent } from '../../../src/teams-host/flow/hop-content.ts';
import { createRecordedFlow } from '../../../src/teams-host/flow/recorded-flow.ts';
import { toToken } from '../oauth-host-fixture.ts';

const hop = { from: 'Teams host', to: 'App', request: 'x', ms: 0 } as const;

describe('the bodies of a hop', () => {
  it('are shown as formatted JSON', () => {
    expect(toHopContent({ sent: { type: 'message', text: 'hello' }, received: [1, null, true] })).to.deep.equal({
      sent: '{\n  "type": "message",\n  "text": "hello"\n}',
      received: '[\n  1,\n  null,\n  true\n]',
    });
    expect(toHopContent({ sent: parseBody('not JSON'), received: parseBody('') })).to.deep.equal({
      sent: '"not JSON"',
      received: undefined,
    });
    expect(toHopContent({})).to.equal(undefined);
  });

  it('have no secrets, at any depth, by their names, their form or their value', () => {
    const jwt = toToken({ sub: 'karin' });
    const deep = { a: [{ b: { c: [{ d: { e: [{ f: { access_token: 'opaque-1', note: `Bearer ${jwt}` } }] } }] } }] };
    const { sent = '', received = '' } =
      toHopContent({
        sent: { ...deep, value: { state: '123456', appPassword: 'opaque-2', authorization: 'opaque-3' } },
        received: { text: `You sent opaque-key, ${jwt} and https://x.example/?code=opaque-4&page=2` },
        secrets: ['opaque-key'],
      }) ?? {};
    for (const secret of ['opaque-', '123456', jwt]) {
      expect(sent).not.to.contain(secret);
      expect(received).not.to.contain(secret);
    }
    expect(received).to.contain('page=2');
    expect(JSON.parse(sent), 'it stays JSON').to.have.all.keys('a', 'value');
  });

  it('keep everything else, whatever the names', () => {
    const value = JSON.parse('{"__proto__":{"a":1},"constructor":"c","list":[{"toString":null}]}');
    expect(JSON.stringify(hideSecrets(value))).to.equal(JSON.stringify(value));
    fc.assert(
      fc.property(fc.jsonValue(), (any) => {
        expect(() => JSON.stringify(hideSecrets(any))).not.to.throw();
      }),
    );
  });

  it('are limited in length, depth and number', () => {
    let nested: unknown = 'end';
    for (let depth = 0; depth < 5000; depth += 1) {
      nested = [nested];
    }
    expect(toHopContent({ sent: nested })?.sent).to.contain('[deep]');
    expect(toHopContent({ sent: 'x'.repeat(100_000) })?.sent).to.match(/… cut after 65536 characters$/);
    const flow = createRecordedFlow('1', 'Action', new Date(), () => {});
    for (let count = 0; count < 30; count += 1) {
      flow.add(hop, { sent: 'x'.repeat(60_000) });
    }
    expect(flow.content(0)).not.to.equal(undefined);
    expect(flow.content(29)).to.equal(undefined);
    expect(flow.record().hops[29]).to.not.have.property('hasContent');
  });
});
