// biome-ignore-all lint/suspicious/noTemplateCurlyInString: template expressions are what this is about
import templating from 'adaptivecards-templating';
import { expect } from 'chai';
import fc from 'fast-check';
import { compileTemplate, type UnresolvedExpression } from '../../src/cards/compile-template.ts';
import { TemplateFault } from '../../src/cards/template-fault.ts';

const records = {
  name: 'x',
  n: 0,
  yes: true,
  no: false,
  list: [{ name: 'one' }, { name: 'two' }],
  one: [{ name: 'y' }],
};
const anyText = fc.constantFrom(
  'plain',
  '${name}',
  '${NAME} and ${$root.n}',
  '${$root.list}',
  '${$root.list[1].name}',
  '${toUpper(name)}',
  '${$root.yes}',
);
const anyCondition = fc.constantFrom(
  '${$root.yes}',
  '${$root.no}',
  "${name == 'one'}",
  '${$index == 1}',
  'text',
  false,
);
const anyRecords = fc.constantFrom('${$root.list}', '${$root.one}', '${$root}');

/** What the engine leaves of an object whose condition does not hold. */
function dropNulls(node: unknown): unknown {
  if (Array.isArray(node)) {
    return node.map(dropNulls);
  }
  return typeof node === 'object' && node !== null
    ? Object.fromEntries(
        Object.entries(node).flatMap(([name, value]) => (value === null ? [] : [[name, dropNulls(value)]])),
      )
    : node;
}

describe('compileTemplate', () => {
  it('binds fields, functions and repetitions', () => {
    const expand = compileTemplate({
      title: '${title}',
      text: "for ${join(foreach(parts, part, toUpper(part.name)), ', ')} by ${person.name}, ${formatDateTime(date,  'MMMM d, yyyy')}",
      list: [{ $data: '${parts}', text: '${$index}: ${name} of ${$root.title}' }],
    });
    expect(
      expand({ title: 'Brakes', person: { name: 'Karin' }, date: '2023-05-24', parts: [{ name: 'a' }, { name: 'b' }] }),
    ).to.deep.equal({
      title: 'Brakes',
      text: 'for A, B by Karin, May 24, 2023',
      list: [{ text: '0: a of Brakes' }, { text: '1: b of Brakes' }],
    });
  });

  it('keeps the type of a value that stands alone', () => {
    expect(compileTemplate({ a: '${n}', b: '${yes}', c: '${list}' })({ n: 0, yes: false, list: [1] })).to.deep.equal({
      a: 0,
      b: false,
      c: [1],
    });
  });

  for (const [kind, data] of [
    ['missing', {}],
    ['null', { x: null, list: null }],
  ] as const) {
    it(`prints nothing for a ${kind} field`, () => {
      const expand = compileTemplate({
        alone: '${x}',
        within: 'a ${x} b ${x.y.z}',
        inFunction: "${concat('a', x)}",
        refused: '${toUpper(x)} ${formatDateTime(x)}',
        whole: '${formatDateTime(x)}',
        repeated: [{ $data: '${list}', text: '${x}' }],
        repeatedAlone: { $data: '${list}', text: '${x}' },
      });
      expect(expand(data)).to.deep.equal({
        alone: '',
        within: 'a  b ',
        inFunction: 'a',
        refused: ' ',
        whole: '',
        repeated: [],
      });
    });
  }

  it('leaves out an object whose condition does not hold, with its name', () => {
    const expand = compileTemplate({
      image: { $when: '${if(image, true, false)}', url: '${image}' },
      items: [{ $when: '${n > 1}', text: 'many' }, 'last'],
    });
    expect(expand({ n: 1 })).to.deep.equal({ items: ['last'] });
    expect(expand({ n: 2, image: 'i' })).to.deep.equal({ image: { url: 'i' }, items: [{ text: 'many' }, 'last'] });
  });

  it('does not read expressions in the data', () => {
    const expand = compileTemplate({ alone: '${x}', within: '- ${x} ${secret}' });
    expect(expand({ x: '${secret} ${toUpper(x)} `$', secret: 's' })).to.deep.equal({
      alone: '${secret} ${toUpper(x)} `$',
      within: '- ${secret} ${toUpper(x)} `$ s',
    });
  });

  it('gives back what it was given, whatever the text', () => {
    const expand = compileTemplate({ alone: '${x}', within: '<${x}>', note: 'only text' });
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (x) => {
        expect(expand({ x })).to.deep.equal({ alone: x, within: `<${x}>`, note: 'only text' });
      }),
    );
  });

  it('never prints an expression, whatever is missing', () => {
    const expand = compileTemplate({ a: '${a}', b: '-${b.c}-', c: '${d} ${toUpper(e)}' });
    const value = fc.oneof(
      fc.constant(null),
      fc.integer(),
      fc.boolean(),
      fc.string().map((s) => s.replaceAll('$', '')),
    );
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom('a', 'b', 'd', 'e'), value), (data) => {
        expect(JSON.stringify(expand(data))).not.to.contain('${');
      }),
    );
  });

  it('gives what the engine gives, where nothing is missing', () => {
    const { node } = fc.letrec((tie) => ({
      node: fc.oneof({ maxDepth: 3 }, anyText, fc.array(tie('node'), { maxLength: 4 }), tie('object')),
      object: fc
        .record(
          { $when: anyCondition, $data: anyRecords, a: tie('node'), b: tie('node'), list: fc.array(tie('node')) },
          { requiredKeys: [] },
        )
        .map((object) => object as object),
    }));
    fc.assert(
      fc.property(fc.record({ top: node, others: fc.array(node) }), (template) => {
        const engine = new templating.Template(template);
        expect(compileTemplate(template)(records)).to.deep.equal(dropNulls(engine.expand({ $root: records })));
      }),
      { numRuns: 60 },
    );
  });

  it('keeps a name that would be the prototype of an object as the name it is', () => {
    const data = JSON.parse('{ "all": { "__proto__": { "polluted": true } } }') as object;
    const { all } = compileTemplate({ all: '${all}' })(data) as { all: object };
    expect(Object.keys(all)).to.deep.equal(['__proto__']);
    expect(all).not.to.have.property('polluted');
  });

  it('changes neither the template nor the data, and shares neither', () => {
    const template = { all: '${$root}', text: '${x}', fixed: { a: [1] } };
    const data = { x: 'x', gone: null, nested: { deep: [1] } };
    const before = JSON.stringify([template, data]);
    const card = compileTemplate(template)(data) as { all: { nested: { deep: number[] } }; fixed: { a: number[] } };
    card.all.nested.deep.push(2);
    card.fixed.a.push(2);
    expect(JSON.stringify([template, data])).to.equal(before);
  });

  it('tells of expressions that have no value', () => {
    const unresolved: UnresolvedExpression[] = [];
    const expand = compileTemplate(
      { a: 'a ${x}', b: "${concat('a', y)}", c: '${formatDateTime(x)}', d: "${if(x, x, '')}" },
      { onUnresolved: (expression) => unresolved.push(expression) },
    );
    expand({});
    expect(unresolved.map(({ expression }) => expression)).to.deep.equal(['x', 'y', 'formatDateTime(x)']);
    expect(unresolved[0]?.reason).to.equal(undefined);
    expect(unresolved[2]?.reason).to.be.a('string');
  });

  for (const [text, why] of [
    ['${a b}', /syntax error/],
    ['${shout(x)}', /Unknown function shout/],
    ['${if(x)}', /at least 3 children/],
  ] as const) {
    it(`refuses ${text} by name and place`, () => {
      const compiling = () => compileTemplate({ body: [{ text: 'fine' }, { 'a/b': text }] });
      expect(compiling).to.throw(TemplateFault, why).with.property('pointer', '/body/1/a~1b');
    });
  }
});
