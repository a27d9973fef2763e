import { expect } from 'chai';
import fc from 'fast-check';
import { InvalidRequest } from '../../../src/foundation/errors.ts';
import { toObject } from '../../../src/foundation/json-value.ts';
import { parseArguments } from '../../../src/teams-host/agents/parse-arguments.ts';
import type { FunctionParameter } from '../../../src/teams-host/wire/agent.ts';

const parameter = (name: string, rest: Partial<FunctionParameter> = {}): FunctionParameter => ({
  name,
  description: undefined,
  type: 'string',
  required: false,
  ...rest,
});
const parameters = [
  parameter('text', { required: true }),
  parameter('whole', { type: 'integer' }),
  parameter('number', { type: 'number' }),
  parameter('flag', { type: 'boolean' }),
  parameter('list', { type: 'array', itemType: 'integer' }),
  parameter('choice', { enum: ['a', 'b'] }),
  parameter('__proto__'),
];
const whyNot = (values: object): string => {
  try {
    parseArguments({ ...values }, parameters);
    return '';
  } catch (cause) {
    return cause instanceof InvalidRequest ? cause.message : String(cause);
  }
};

describe('parseArguments', () => {
  it('returns the arguments in the order of the parameters', () => {
    const values = { list: [1, 2], flag: false, number: 0.5, whole: 0, text: '' };
    expect([...parseArguments(values, parameters)]).to.deep.equal([
      ['text', ''],
      ['whole', 0],
      ['number', 0.5],
      ['flag', false],
      ['list', [1, 2]],
    ]);
  });

  it('explains what is wrong', () => {
    const text = 'x';
    expect(whyNot({})).to.equal('"text" is required.');
    expect(whyNot({ text: 1 })).to.equal('"text" must be text.');
    expect(whyNot({ text: '\ud800' })).to.equal('"text" must be text.');
    expect(whyNot({ text, whole: 1.5 })).to.equal('"whole" must be a whole number.');
    expect(whyNot({ text, whole: '1' })).to.equal('"whole" must be a whole number.');
    expect(whyNot({ text, number: Number.NaN })).to.equal('"number" must be a number.');
    expect(whyNot({ text, flag: 'true' })).to.equal('"flag" must be true or false.');
    expect(whyNot({ text, list: 1 })).to.equal('"list" must be a list.');
    expect(whyNot({ text, list: [1, '2'] })).to.equal('Each item of "list" must be a whole number.');
    expect(whyNot({ text, choice: 'c' })).to.equal('"choice" must be one of "a", "b".');
    expect(whyNot({ text, other: 1 })).to.equal('The function has no parameter "other".');
    expect(whyNot({ text: 'x'.repeat(33_000) })).to.equal('The arguments have more than 32768 characters.');
    expect(whyNot({ text, constructor: 'x' })).to.equal('The function has no parameter "constructor".');
  });

  it('takes own properties only', () => {
    expect([...parseArguments(JSON.parse('{"text":"x","__proto__":"y"}'), parameters)]).to.deep.equal([
      ['text', 'x'],
      ['__proto__', 'y'],
    ]);
    expect(parseArguments({ text: 'x' }, parameters).has('__proto__')).to.equal(false);
  });

  it('returns only what the parameters describe, whatever it is given', () => {
    const anyValue = fc.oneof(fc.jsonValue(), fc.array(fc.integer()), fc.integer(), fc.boolean(), fc.double());
    const anyObject = fc.record(Object.fromEntries(parameters.slice(0, 6).map(({ name }) => [name, anyValue])), {
      requiredKeys: [],
    });
    const types: Readonly<Record<string, (value: unknown) => boolean>> = {
      text: (value) => typeof value === 'string',
      whole: (value) => Number.isInteger(value),
      number: (value) => Number.isFinite(value),
      flag: (value) => typeof value === 'boolean',
      list: (value) => Array.isArray(value) && value.every((item) => Number.isInteger(item)),
      choice: (value) => value === 'a' || value === 'b',
    };
    fc.assert(
      fc.property(fc.oneof(anyObject, fc.jsonValue()).map(toObject), (values) => {
        try {
          for (const [name, value] of parseArguments(values, parameters)) {
            expect(types[name]?.(value)).to.equal(true);
          }
        } catch (cause) {
          expect(cause).to.be.instanceOf(InvalidRequest);
        }
      }),
    );
  });
});
