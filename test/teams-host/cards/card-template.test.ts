// biome-ignore-all lint/suspicious/noTemplateCurlyInString: template expressions are the subject of these tests
import templating from 'adaptivecards-templating';
import { expect } from 'chai';
import fc from 'fast-check';
import { parseCardTemplate, RenderingFault, TemplateFault } from '../../../src/teams-host/cards/card-template.ts';

const unresolvedIn = (text: string, data: object): readonly string[] => parseCardTemplate({ text })(data).unresolved;

describe('card templates in the local Teams host', () => {
  describe('expansion', () => {
    it('binds fields, functions and repetitions', () => {
      const expand = parseCardTemplate({
        title: '${title}',
        text: "for ${join(foreach(parts, part, toUpper(part.name)), ', ')} by ${person.name}",
        list: [{ $data: '${parts}', text: '${$index}: ${name} of ${$root.title}' }],
      });
      const data = { title: 'Brakes', person: { name: 'Karin' }, parts: [{ name: 'a' }, { name: 'b' }] };
      expect(expand(data)).to.deep.equal({
        expanded: {
          title: 'Brakes',
          text: 'for A, B by Karin',
          list: [{ text: '0: a of Brakes' }, { text: '1: b of Brakes' }],
        },
        unresolved: [],
        empty: [],
      });
    });

    it('prints the expression for a missing field, as Teams does', () => {
      expect(parseCardTemplate({ text: 'by ${person.name}' })({}).expanded).to.deep.equal({
        text: 'by ${person.name}',
      });
    });

    it('does not evaluate expressions in the data', () => {
      const expand = parseCardTemplate({ alone: '${x}', within: '<${x}>', upper: '${toUpper(x)}' });
      fc.assert(
        fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.constant('${secret} ${toUpper(x)} `$')), (x) => {
          expect(expand({ x, secret: 's' })).to.deep.equal({
            expanded: { alone: x, within: `<${x}>`, upper: x.toLocaleUpperCase() },
            unresolved: [],
            empty: [],
          });
        }),
      );
    });

    it('treats __proto__ in the data as an ordinary name', () => {
      const data = JSON.parse('{ "all": { "__proto__": { "polluted": true } }, "none": null }') as object;
      const { expanded } = parseCardTemplate({ all: '${all}', none: '${none}' })(data);
      expect(JSON.stringify(expanded)).to.equal('{"all":{"__proto__":{"polluted":true}},"none":null}');
      expect({}).not.to.have.property('polluted');
      expect(unresolvedIn('${__proto__} ${constructor}', {})).to.deep.equal(['__proto__', 'constructor']);
    });

    it('changes neither the template nor the data', () => {
      const template = { all: '${$root}', text: '${x}', fixed: { a: [1] } };
      const data = { x: 'x', gone: null, nested: { deep: [1] } };
      const before = JSON.stringify([template, data]);
      parseCardTemplate(template)(data);
      expect(JSON.stringify([template, data])).to.equal(before);
    });

    it('restores the global hook of the template engine', () => {
      parseCardTemplate({ text: '${x}' })({});
      expect(templating.GlobalSettings.getUndefinedFieldValueSubstitutionString).to.equal(undefined);
    });
  });

  describe('expressions without a value', () => {
    for (const [text, data, unresolved] of [
      ['a ${x}', {}, ['x']],
      ['${x}', {}, ['x']],
      ['${toUpper(x)}', {}, ['x']],
      ['a ${x.y.z} ${x.y.z}', { x: 1 }, ['x.y.z']],
      ['a ${toUpper(x)}', { x: 7 }, ['toUpper(x)']],
      ['a ${toUpper(x)}', { x: null }, ['toUpper(x)']],
      ['on ${formatDateTime(x)}', { x: 'soon' }, ['formatDateTime(x)']],
      ["on ${replace(x, '\"', '')}", { x: 7 }, ["replace(x, '\"', '')"]],
      ['a ${list[9]}', { list: [] }, ['list[9]']],
    ] as const) {
      it(`are reported: ${text} for ${JSON.stringify(data)}`, () => {
        expect(unresolvedIn(text, data)).to.deep.equal(unresolved);
      });
    }

    for (const [text, data] of [
      ['a ${x} ${y}', { x: 0, y: false }],
      ["a ${if(x, x, '')}", {}],
      ["${if(x, x, '')}", { x: null }],
      ["${coalesce(x, 'none')}", { x: null }],
      ['${x == null}', {}],
      ['a ${x}', { x: '' }],
      ['plain', {}],
    ] as const) {
      it(`are not reported: ${text} for ${JSON.stringify(data)}`, () => {
        expect(unresolvedIn(text, data)).to.deep.equal([]);
      });
    }

    for (const [text, data, empty] of [
      ['${x}', { x: null }, ['x']],
      ['${x.y}', { x: { y: null } }, ['x.y']],
      ['${if(x, 1, x)}', { x: null }, ['x']],
      ['${list[1].x}', { list: [{}, { x: null }] }, ['list[1].x']],
      ['${first(list)}', { list: [null] }, ['list[0]']],
      ["${if(x, x, '')}", { x: null }, []],
      ['${x}', {}, []],
    ] as const) {
      it(`are reported as null where nothing is shown: ${text} for ${JSON.stringify(data)}`, () => {
        expect(parseCardTemplate({ list: [{ text }] })(data).empty).to.deep.equal(empty);
      });
    }

    it('are reported as null in each repetition once', () => {
      const expand = parseCardTemplate({ list: [{ $data: '${parts}', text: '${name}' }] });
      const { unresolved, empty } = expand({ parts: [{ name: null }, { name: 'a' }, {}, { name: null }] });
      expect({ unresolved, empty }).to.deep.equal({ unresolved: ['name'], empty: ['name'] });
    });

    it('are not reported in an object that a condition omits', () => {
      const expand = parseCardTemplate({ image: { $when: '${url != null}', url: '${url}' } });
      expect(expand({})).to.deep.equal({ expanded: { image: null }, unresolved: [], empty: [] });
      expect(expand({ url: null })).to.deep.equal({ expanded: { image: null }, unresolved: [], empty: [] });
    });

    it('are exactly the missing fields, for any data', () => {
      const names = ['a', 'b', 'c', 'd'];
      const expand = parseCardTemplate(names.map((name) => ({ alone: `\${${name}}`, within: `- \${${name}} -` })));
      const value = fc.oneof(fc.integer(), fc.boolean(), fc.string());
      fc.assert(
        fc.property(fc.dictionary(fc.constantFrom(...names), value), (data) => {
          expect(expand(data).unresolved).to.have.members(names.filter((name) => !Object.hasOwn(data, name)));
        }),
      );
    });
  });

  for (const [what, text, data, why] of [
    ['null in a string', 'by ${name}', { name: null }, /cannot be filled: .*null for \$\{name\}/],
    ['an invalid date', '${formatDateTime(date)}', { date: 'soon' }, /cannot be filled: .*soon/],
    ['a number for a string function', '${toUpper(n)}', { n: 7 }, /cannot be filled: n is neither a string/],
  ] as const) {
    it(`cannot be expanded with ${what}, as in Teams`, () => {
      expect(() => parseCardTemplate({ text })(data)).to.throw(RenderingFault, why);
    });
  }

  for (const [text, why] of [
    ['${a b}', /syntax error/],
    ['${shout(x)}', /Unknown function shout/],
    ["${if(false, shout(x), '')} and more", /Unknown function shout/],
    ['${if(x)}', /at least 3 children/],
  ] as const) {
    it(`are rejected for ${text} with its JSON pointer`, () => {
      const parsing = () => parseCardTemplate({ body: [{ text: 'fine' }, { 'a/b': text }] });
      expect(parsing).to.throw(TemplateFault, why).with.property('pointer', '/body/1/a~1b');
    });
  }
});
