import { expect } from 'chai';
import fc from 'fast-check';
import {
  readArguments,
  toArgumentFields,
  toOptionValue,
} from '../../../../../src/teams-host/page/agent/functions/argument-fields.ts';
import type { FunctionParameter } from '../../../../../src/teams-host/wire/agent.ts';
import { anArgument } from '../../../../support/an-agent.ts';

const read = (parameter: FunctionParameter, text: string) =>
  readArguments([parameter], new Map([[parameter.name, text]]));
const problemOf = (parameter: FunctionParameter, text: string): string | undefined =>
  read(parameter, text).problems?.get(parameter.name);

/** A parameter of any type and name, with a value that a model could choose. */
const chosen = fc.record({ name: fc.string({ minLength: 1 }), required: fc.boolean() }).chain(({ name, required }) => {
  const line = fc.string({ minLength: 1 }).filter((text) => text === text.trim() && !/[\r\n]/.test(text));
  const number = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => (value === 0 ? 0 : value));
  const with_ = (shape: Partial<FunctionParameter>, value: fc.Arbitrary<unknown>) =>
    value.map((each) => ({ parameter: anArgument({ name, required, ...shape }), value: each }));
  return fc.oneof(
    with_(
      { type: 'string' },
      fc.string().filter((text) => text.trim() !== ''),
    ),
    with_({ type: 'integer' }, fc.maxSafeInteger()),
    with_({ type: 'number' }, number),
    with_({ type: 'boolean' }, fc.boolean()),
    with_({ type: 'array', itemType: 'string' }, fc.array(line, { minLength: 1 })),
    with_({ type: 'array', itemType: 'integer' }, fc.array(fc.maxSafeInteger(), { minLength: 1 })),
    with_({ type: 'array', itemType: 'number' }, fc.array(number, { minLength: 1 })),
    with_({ type: 'array', itemType: 'boolean' }, fc.array(fc.boolean(), { minLength: 1 })),
    with_({ enum: ['a', 2, false, ''] }, fc.constantFrom('a', 2, false, '')),
  );
});

describe('the form for the arguments of a function', () => {
  it('reads back whatever arguments it begins with', () => {
    fc.assert(
      fc.property(fc.uniqueArray(chosen, { selector: ({ parameter }) => parameter.name }), (all) => {
        const parameters = all.map(({ parameter }) => parameter);
        const values = Object.fromEntries(all.map(({ parameter, value }) => [parameter.name, value]));
        expect(readArguments(parameters, toArgumentFields(parameters, values))).to.deep.equal({ arguments: values });
      }),
    );
  });

  it('reads any text as an argument of the right type, as left out, or as a problem', () => {
    fc.assert(
      fc.property(chosen, fc.string(), ({ parameter }, text) => {
        const { name, type, required } = parameter;
        const { arguments: values, problems } = read(parameter, text);
        if (values === undefined) {
          expect(problems?.get(name)).to.match(/\.$/);
        } else if (Object.hasOwn(values, name)) {
          const types = { string: 'string', integer: 'number', number: 'number', boolean: 'boolean', array: 'object' };
          const value = values[name];
          expect(parameter.enum?.includes(value) ?? typeof value === types[type]).to.equal(true);
          expect(type !== 'integer' || Number.isSafeInteger(value)).to.equal(true);
        } else {
          expect([text.trim(), required]).to.deep.equal(['', false]);
        }
      }),
    );
  });

  it('begins with default values, and with “no” for a required checkbox', () => {
    const fields = toArgumentFields([
      anArgument({ name: 'limit', type: 'integer', default: 10 }),
      anArgument({ name: 'status', enum: ['open'], default: 'open' }),
      anArgument({ name: 'urgent', type: 'boolean', required: true }),
      anArgument({ name: 'billed', type: 'boolean' }),
      anArgument({ name: 'tags', type: 'array', default: ['a', 'b'] }),
    ]);
    expect([...fields.values()]).to.deep.equal(['10', '"open"', 'false', '', 'a\nb']);
  });

  it('leaves an empty field out, unless it is required', () => {
    expect(read(anArgument(), ' ')).to.deep.equal({ arguments: {} });
    expect(problemOf(anArgument({ required: true }), ' ')).to.equal('text is required.');
  });

  it('accepts whole numbers that JSON can carry', () => {
    const integer = anArgument({ type: 'integer' });
    expect(read(integer, ' 7 ').arguments).to.deep.equal({ text: 7 });
    for (const text of ['7.5', '1e3', '9007199254740993', 'seven', '0x10']) {
      expect(problemOf(integer, text), text).to.equal('Enter a whole number.');
    }
  });

  it('accepts decimal numbers, but not infinity', () => {
    const number = anArgument({ type: 'number' });
    expect(read(number, '2.5').arguments).to.deep.equal({ text: 2.5 });
    for (const text of ['1e999', 'Infinity', 'NaN', '2,5', '0x10']) {
      expect(problemOf(number, text), text).to.match(/Enter a number/);
    }
  });

  it('names the item of a list that cannot be sent', () => {
    expect(problemOf(anArgument({ type: 'array', itemType: 'integer' }), '1, two')).to.equal(
      '“two”: Enter a whole number.',
    );
    expect(problemOf(anArgument({ type: 'array', enum: ['a', 'b'] }), 'a\nc')).to.equal('“c” is not one of a, b.');
  });

  it('keeps a comma within a text of a list', () => {
    expect(read(anArgument({ type: 'array' }), 'Paris, France\n').arguments).to.deep.equal({ text: ['Paris, France'] });
  });

  it('sends the value of a choice with its type', () => {
    const parameter = anArgument({ enum: [1, '1'] });
    expect(read(parameter, toOptionValue(1)).arguments).to.deep.equal({ text: 1 });
    expect(read(parameter, toOptionValue('1')).arguments).to.deep.equal({ text: '1' });
    expect(problemOf(parameter, '3')).to.equal('Choose one of the values.');
  });
});
