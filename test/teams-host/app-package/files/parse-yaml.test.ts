import { expect } from 'chai';
import { ExactNumber } from '../../../../src/teams-host/app-package/files/exact-number.ts';
import { parseYaml, YamlFault } from '../../../../src/teams-host/app-package/files/parse-yaml.ts';
import { anAppPackage, somePackageFiles } from '../../../support/an-app-package.ts';
import { faultsOf } from '../refusals.ts';

const faultOf = (text: string): string => {
  try {
    parseYaml(text);
  } catch (fault) {
    expect(fault).to.be.instanceOf(YamlFault);
    return (fault as YamlFault).message;
  }
  return '';
};

const plants = 'openapi: 3.0.3\ninfo:\n  title: Plants\n';

describe('parseYaml', () => {
  for (const [what, text, expected] of [
    ['a duplicate key', `${plants}info: {}\n`, 'at line 4, column 1: the same name appears twice.'],
    ['a duplicate key in braces', 'a: {b: 1, c: 2, b: 3}', 'at line 1, column 17: the same name appears twice.'],
    ['a missing double quote', `a: 1\nb: "no end\nc: 2\n`, 'at line 2, column 4: the closing " is missing.'],
    ['a missing single quote', `${plants}x: 'no end\n`, "at line 4, column 4: the closing ' is missing."],
    ['wrong indentation', `${plants}    version: 1\n`, 'at line 3, column 10: '],
    ['less indentation than its siblings', 'a:\n  b: 1\n c: 2\n', 'at line 3, column 1: '],
    ['an unknown tag', `${plants}x: !plant rose\n`, 'at line 4, column 4: this tag is unknown.'],
    ['a tag that JSON does not have', `${plants}x: !!binary aGk=\n`, 'is not one of JSON.'],
    ['two documents', `${plants}---\na: 1\n`, 'at line 4, column 1: a second document begins here.'],
    ['a tab as indentation', `${plants}\tversion: 1\n`, 'at line 4, column '],
    ['an unknown alias', 'a: *rose\n', 'at line 1, column 4: there is no anchor "rose" before it.'],
    ['a reserved character', 'a: 1\nb: @x\n', 'at line 2, column 4: '],
    ['a list that does not end', 'a: [1, 2\n', 'at line '],
    [
      'a number and a text as the same name',
      'a:\n  200: 1\n  "200": 2\n',
      'at line 3, column 3: the same name appears',
    ],
    ['a merge key', 'a: &a { b: 1 }\nc:\n  <<: *a\n', 'at line 3, column 3: merge keys'],
    ['an unknown directive', '%PLANT a\n---\na: 1\n', 'at line 1, column 1: '],
  ] as const) {
    it(`refuses ${what} with its place`, () => {
      expect(faultOf(text)).to.match(/^is not valid YAML at line \d+, column \d+: /);
      expect(faultOf(text)).to.contain(expected);
    });
  }

  it('expands any number of aliases of small values', () => {
    const items = Array.from({ length: 5000 }, () => '  - *rose').join('\n');
    const { value } = parseYaml(`rose: &rose { color: red }\nall:\n${items}\n`);
    expect((value as { all: unknown[] }).all).to.have.length(5000);
    expect((value as { all: unknown[] }).all[4999]).to.deep.equal({ color: 'red' });
  });

  it('limits what aliases expand to', () => {
    const bomb = ['a0: &a0 [x, x, x, x, x, x, x, x, x, x]'];
    for (let level = 1; level < 9; level += 1) {
      bomb.push(
        `a${level}: &a${level} [${Array(10)
          .fill(`*a${level - 1}`)
          .join(', ')}]`,
      );
    }
    expect(faultOf(bomb.join('\n'))).to.equal(
      'expands to more than 500000 values through its aliases. Use fewer aliases.',
    );
    expect(faultOf('a: &a\n  b: [*a]\n')).to.match(/^has an alias inside the value it refers to/);
  });

  it('keeps the digits of numbers that a double cannot hold', () => {
    const { value } = parseYaml('a: 9007199254740993\nb: 0.1234567890123456789\nc: 12\nd: 0x1F\n');
    expect(value).to.deep.equal({
      a: new ExactNumber('9007199254740993'),
      b: new ExactNumber('0.1234567890123456789'),
      c: 12,
      d: 31,
    });
  });

  it('finds the place of a member', () => {
    const { locate } = parseYaml('a:\n  b:\n    - c: 1\n    - c: 2\n');
    expect(locate(['a', 'b', 1, 'c'])).to.deep.equal({ line: 4, column: 10 });
    expect(locate(['a', 'x'])).to.equal(undefined);
  });

  it('finds the place of members whose names are numbers, and of those behind an alias', () => {
    const { locate } = parseYaml('a:\n  200:\n    b: 1\n  "201": &two\n    b: 2\nc: *two\n');
    expect(locate(['a', '200', 'b'])).to.deep.equal({ line: 3, column: 8 });
    expect(locate(['a', 201, 'b'])).to.deep.equal({ line: 5, column: 8 });
    expect(locate(['c', 'b'])).to.deep.equal({ line: 5, column: 8 });
  });
});

describe('an API document in YAML', () => {
  const inYaml = (text: string) => ({
    files: { 'api/garden.json': undefined, 'api/garden.yaml': text },
    // biome-ignore lint/suspicious/noExplicitAny: tests change any part of the manifest
    manifest: ({ composeExtensions: [extension] }: any) => (extension.apiSpecificationFile = 'api/garden.yaml'),
  });
  // JSON is YAML.
  const document = Buffer.from(somePackageFiles().get('api/garden.json') ?? []).toString();

  it('is read', async () => {
    const { commands } = await anAppPackage(inYaml(document));
    expect(commands).to.have.length(3);
  });

  it('is refused with the place of its first fault', async () => {
    const message = await faultsOf(inYaml(`# a comment\n${document.replace('"info":', '"openapi":"3.0.3","info":')}`));
    expect(message.split('\n').slice(1)).to.deep.equal([
      '- api/garden.yaml is not valid YAML at line 2, column 20: the same name appears twice. Remove one.',
    ]);
  });
});
