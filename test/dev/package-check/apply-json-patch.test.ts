import { expect } from 'chai';
import { applyJsonPatch } from '../../../src/dev/package-check/apply-json-patch.ts';
import { StartupFault } from '../../../src/foundation/startup-fault.ts';

const document = { id: 'a', list: [{ name: 'x' }, { name: 'y' }], 'a/b': { 'c~d': 1 } };

describe('applyJsonPatch (RFC 6902)', () => {
  const patched = (...patch: readonly object[]): unknown => applyJsonPatch(document, patch, 'the.patch.json');

  it('leaves the document itself as it is', () => {
    const before = structuredClone(document);
    patched({ op: 'remove', path: '/id' });
    expect(document).to.deep.equal(before);
  });

  const rows: readonly (readonly [string, object, object])[] = [
    ['adds a member', { op: 'add', path: '/new', value: [1] }, { ...document, new: [1] }],
    ['adds over a member', { op: 'add', path: '/id', value: 'b' }, { ...document, id: 'b' }],
    [
      'adds at the end of a list',
      { op: 'add', path: '/list/-', value: 1 },
      { ...document, list: [...document.list, 1] },
    ],
    ['adds into a list', { op: 'add', path: '/list/0', value: 1 }, { ...document, list: [1, ...document.list] }],
    [
      'replaces',
      { op: 'replace', path: '/list/1/name', value: 'z' },
      { ...document, list: [{ name: 'x' }, { name: 'z' }] },
    ],
    ['removes from a list', { op: 'remove', path: '/list/0' }, { ...document, list: [{ name: 'y' }] }],
    ['takes escaped names', { op: 'replace', path: '/a~1b/c~0d', value: 2 }, { ...document, 'a/b': { 'c~d': 2 } }],
    ['tests', { op: 'test', path: '/list/0', value: { name: 'x' } }, document],
  ];
  for (const [what, operation, expected] of rows) {
    it(what, () => {
      expect(patched(operation)).to.deep.equal(expected);
    });
  }

  for (const operation of [
    { op: 'replace', path: '/missing', value: 1 },
    { op: 'remove', path: '/list/2' },
    { op: 'remove', path: '/list/length' },
    { op: 'remove', path: '/toString' },
    { op: 'add', path: '/list/3', value: 1 },
    { op: 'add', path: '/list/01', value: 1 },
    { op: 'add', path: '/id/x', value: 1 },
    { op: 'add', path: '/missing/x', value: 1 },
    { op: 'test', path: '/id', value: 'b' },
    { op: 'move', from: '/id', path: '/other' },
    { op: 'replace', path: '', value: 1 },
    { op: 'replace', path: 'id', value: 1 },
    { path: '/id' },
  ]) {
    it(`refuses ${JSON.stringify(operation)}`, () => {
      expect(() => patched({ op: 'test', path: '/id', value: 'a' }, operation))
        .to.throw(StartupFault)
        .with.property('message')
        .that.matches(/^the\.patch\.json: operation 1, .* does not fit/);
    });
  }

  it('does not reach the prototype', () => {
    const result = patched({ op: 'add', path: '/__proto__', value: { polluted: true } });
    expect(Object.getPrototypeOf(result)).to.equal(Object.prototype);
    expect(({} as { polluted?: boolean }).polluted).to.equal(undefined);
  });

  it('refuses what is no list', () => {
    expect(() => applyJsonPatch(document, { op: 'add' }, 'the.patch.json')).to.throw(StartupFault, 'is no JSON Patch');
  });
});
