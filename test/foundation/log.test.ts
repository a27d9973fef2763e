import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import fc from 'fast-check';
import { createLog, type LogFields } from '../../src/foundation/log.ts';
import { runInTrace } from '../../src/foundation/trace.ts';

describe('createLog', () => {
  const logged = (fields: LogFields): string => {
    const lines: string[] = [];
    createLog({ level: 'info', now: () => new Date(0), write: (line) => lines.push(line) }).info('event', fields);
    return lines.join('');
  };

  it('writes one JSON object per line', () => {
    expect(logged({ text: 'a\nb', count: 1 })).to.equal(
      '{"time":"1970-01-01T00:00:00.000Z","level":"info","event":"event","text":"a\\nb","count":1}\n',
    );
  });

  it('writes nothing below its level', () => {
    const lines: string[] = [];
    const log = createLog({ level: 'warn', now: () => new Date(0), write: (line) => lines.push(line) });
    log.debug('a');
    log.info('b');
    log.warn('c');
    log.error('d');
    expect(lines.map((line) => (JSON.parse(line) as { event: string }).event)).to.deep.equal(['c', 'd']);
  });

  it('redacts secrets', () => {
    expect(logged({ token: 'hush', url: 'https://a.example.com/?code=hush' })).not.to.include('hush');
  });

  it('writes the id of the current trace', () => {
    const id = 'a'.repeat(32);
    const line = runInTrace({ id, newId: randomUUID }, () => logged({}));
    expect(JSON.parse(line)).to.include({ event: 'event', traceId: id });
  });

  it('writes values that JSON cannot represent', () => {
    const cyclic: Record<string, unknown> = {};
    cyclic.self = cyclic;
    const line = logged({
      big: 10n,
      cyclic,
      error: new Error('outer', { cause: new Error('inner') }),
      at: new Date(0),
    });
    expect(JSON.parse(line)).to.deep.include({ big: '10', at: '1970-01-01T00:00:00.000Z' });
    expect(line).to.include('inner');
  });

  it('writes one line for fields of any type', () => {
    fc.assert(
      fc.property(
        fc.dictionary(
          fc.string(),
          fc.anything({
            withBigInt: true,
            withDate: true,
            withMap: true,
            withSet: true,
            withTypedArray: true,
            withNullPrototype: true,
            withSparseArray: true,
          }),
        ),
        (fields) => {
          expect(logged(fields).split('\n')).to.have.lengthOf(2);
        },
      ),
    );
  });

  it('marks fields that throw when read as unreadable', () => {
    const thrower = {
      good: 1,
      get bad(): never {
        throw new Error('no');
      },
    };
    const everything = () => {
      throw new Error('no');
    };
    const proxy = new Proxy({}, { get: everything, ownKeys: everything, getPrototypeOf: everything });
    const error = Object.defineProperty(new Error('x'), 'stack', { get: everything });
    const { entry, ...rest } = JSON.parse(logged({ entry: thrower, proxy, error, revoked: revoked() }));
    expect(entry).to.deep.equal({ good: 1, bad: '[unreadable]' });
    expect(rest).to.deep.include({ proxy: '[unreadable]', revoked: '[unreadable]' });
    expect(rest.error).to.include({ message: 'x', stack: '[unreadable]' });
    expect(JSON.parse(logged(proxy))).to.include({ event: 'event', fields: '[unreadable]' });
  });
});

function revoked(): object {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
}
