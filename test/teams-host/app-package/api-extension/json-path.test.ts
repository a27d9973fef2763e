import { expect } from 'chai';
import fc from 'fast-check';
import { followJsonPath, parseJsonPath } from '../../../../src/teams-host/app-package/api-extension/json-path.ts';

describe('the JSON path of a rendering template', () => {
  for (const [path, parts] of [
    ['$', []],
    ['results', ['results']],
    ['$.results', ['results']],
    ['data.items', ['data', 'items']],
    ['$.pages[0].items', ['pages', 0, 'items']],
    ["$['odd name'].x", ['odd name', 'x']],
    ['$["@odata"]', ['@odata']],
    ['value-list', ['value-list']],
  ] as const) {
    it(`can be ${path}`, () => {
      expect(parseJsonPath(path)).to.deep.equal(parts);
    });
  }

  for (const path of [
    '',
    '$..x',
    '$.*',
    'a[*]',
    'a[?(@.b)]',
    'a[(@.length-1)]',
    'a.',
    '.a',
    '$a',
    'a b',
    'a[-1]',
    'a[0',
    '@.a',
  ]) {
    it(`cannot be ${JSON.stringify(path)}`, () => {
      expect(parseJsonPath(path)).to.equal(undefined);
    });
  }

  it('resolves own properties and array items only', () => {
    const value = JSON.parse('{"a":{"b":[1,{"c":2}]},"__proto__":{"d":3}}');
    const follow = (path: string) => followJsonPath(value, parseJsonPath(path) ?? []);
    expect(follow('$')).to.equal(value);
    expect(follow('a.b[1].c')).to.equal(2);
    expect(follow('__proto__.d')).to.equal(3);
    for (const path of ['constructor', 'a.toString', 'a.b.length.x', 'a.b[9]', '__proto__.__proto__', 'x.y']) {
      expect(follow(path), path).to.equal(undefined);
    }
  });

  it('never throws, for any path and any value', () => {
    fc.assert(
      fc.property(fc.string(), fc.jsonValue(), (path, value) => {
        followJsonPath(value, parseJsonPath(path) ?? []);
      }),
    );
  });
});
