import { expect } from 'chai';
import {
  type ParameterPlace,
  readStyle,
  SerializationFault,
  serializeParameter,
} from '../../../../src/teams-host/app-package/openapi/serialize-parameter.ts';

const write = (place: ParameterPlace, value: unknown, description: object = {}): string =>
  serializeParameter('color', place, value, readStyle(description, place));

const list = ['blue', 'black', 'brown'];
const object = { R: 100, G: 200 };

describe('serializeParameter, as in the table of OpenAPI 3.0 (section "Style Values")', () => {
  for (const [place, style, explode, one, several, named] of [
    ['path', 'matrix', false, ';color=blue', ';color=blue,black,brown', ';color=R,100,G,200'],
    ['path', 'matrix', true, ';color=blue', ';color=blue;color=black;color=brown', ';R=100;G=200'],
    ['path', 'label', false, '.blue', '.blue,black,brown', '.R,100,G,200'],
    ['path', 'label', true, '.blue', '.blue.black.brown', '.R=100.G=200'],
    ['path', 'simple', false, 'blue', 'blue,black,brown', 'R,100,G,200'],
    ['path', 'simple', true, 'blue', 'blue,black,brown', 'R=100,G=200'],
    ['header', 'simple', false, 'blue', 'blue,black,brown', 'R,100,G,200'],
    ['query', 'form', false, 'color=blue', 'color=blue,black,brown', 'color=R,100,G,200'],
    ['query', 'form', true, 'color=blue', 'color=blue&color=black&color=brown', 'R=100&G=200'],
    ['query', 'spaceDelimited', false, 'color=blue', 'color=blue%20black%20brown', 'color=R%20100%20G%20200'],
    ['query', 'pipeDelimited', false, 'color=blue', 'color=blue%7Cblack%7Cbrown', 'color=R%7C100%7CG%7C200'],
    ['cookie', 'form', false, 'color=blue', 'color=blue,black,brown', 'color=R,100,G,200'],
  ] as const) {
    it(`writes ${style} in the ${place}${explode ? ', exploded' : ''}`, () => {
      expect(write(place, 'blue', { style, explode })).to.equal(one);
      expect(write(place, list, { style, explode })).to.equal(several);
      expect(write(place, object, { style, explode })).to.equal(named);
    });
  }

  it('writes objects in the style deepObject', () => {
    expect(write('query', object, { style: 'deepObject', explode: true })).to.equal(
      'color%5BR%5D=100&color%5BG%5D=200',
    );
    expect(() => write('query', list, { style: 'deepObject' })).to.throw(SerializationFault, 'for objects only');
  });

  it('writes an empty list as an empty value', () => {
    expect(write('query', [])).to.equal('color=');
  });

  it('writes JSON for a parameter with content', () => {
    const content = { 'application/json': {} };
    expect(write('query', { a: [1] }, { content })).to.equal('color=%7B%22a%22%3A%5B1%5D%7D');
    expect(write('header', ['a'], { content })).to.equal('["a"]');
  });

  it('percent-encodes names and values, but not in headers', () => {
    expect(serializeParameter('a b', 'query', 'c&d')).to.equal('a%20b=c%26d');
    expect(write('path', ['a/b', 'c,d'])).to.equal('a%2Fb,c%2Cd');
    expect(write('cookie', 'a;b')).to.equal('color=a%3Bb');
    expect(write('header', 'de-DE,de;q=0.9')).to.equal('de-DE,de;q=0.9');
    expect(() => write('header', 'a\r\nb')).to.throw(SerializationFault, 'not allowed in a header');
  });

  it('refuses what OpenAPI does not define', () => {
    expect(() => write('query', [['a']])).to.throw(SerializationFault, 'nested values');
    expect(() => write('query', null)).to.throw(SerializationFault, 'null');
    expect(() => write('query', 'a', { style: 'matrix' })).to.throw(SerializationFault, 'does not exist in the query');
  });
});
