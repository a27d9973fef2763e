// biome-ignore-all lint/suspicious/noTemplateCurlyInString: expressions of templates
import { expect } from 'chai';
import { reviveExactNumbers } from '../../../src/teams-host/app-package/files/exact-number.ts';
import { keepDigits } from '../../../src/teams-host/commands/keep-digits.ts';
import { renderResults } from '../../../src/teams-host/commands/render-results.ts';
import { anAppPackage } from '../../support/an-app-package.ts';

const parse = (json: string): unknown => JSON.parse(json, reviveExactNumbers);

describe('integers of a response that a double cannot hold', () => {
  /** Returns the text of the card of each plant, whose template has this text. */
  async function textsOf(text: string, plants: string): Promise<readonly unknown[]> {
    const { commands } = await anAppPackage({
      template: (template) => (template.responseCardTemplate.body[0].text = text),
    });
    const digits = keepDigits(parse(`{"plants":${plants}}`));
    const [command] = commands;
    const { results } = renderResults(command?.template ?? expect.fail(), digits.response);
    return digits.restore(results).map(({ card }) => (card as { body: { text: unknown }[] }).body[0]?.text);
  }

  for (const [what, text, plants, expected] of [
    ['in a text', 'No ${id}', '[{"id":9007199254740993}]', ['No 9007199254740993']],
    ['with a sign', '${id} ', '[{"id":-1234567890123456789}]', ['-1234567890123456789 ']],
    ['if they are grouped', '${string(id)}', '[{"id":-1234567890123456789}]', ['−1,234,567,890,123,456,789']],
    ['with more than 21 digits', '${id}!', '[{"id":1234567890123456789012345}]', ['1234567890123456789012345!']],
    [
      'with the same nearest double, which is another number and a text of the response',
      '${a} ${b} ${c} ${d}',
      '[{"a":9007199254740993,"b":9007199254740991999,"c":9007199254740991998,"d":9007199254740992}]',
      ['9007199254740993 9007199254740991999 9007199254740991998 9007199254740992'],
    ],
    ['in a comparison', "${if(id > 5, 'large', 'small')} ${name}", '[{"id":9007199254740993,"name":"a"}]', ['large a']],
    [
      'beside other digits',
      '${ids[0]},${ids[1]}.5 x${ids[1]}',
      '[{"ids":[12,9007199254740993]}]',
      ['12,9007199254740993.5 x9007199254740993'],
    ],
    ['as members of lists', '${ids[1]}.', '[{"ids":[1,9007199254740993]}]', ['9007199254740993.']],
  ] as const) {
    it(`keep their digits ${what}`, async () => {
      expect(await textsOf(text, plants)).to.deep.equal(expected);
    });
  }

  it('stay numbers where they are alone, which Teams does not draw', async () => {
    expect((await textsOf('${id}', '[{"id":9007199254740993}]'))[0]).to.be.a('number');
  });

  it('keep their digits if thousands have nearly the same nearest double', () => {
    const integers = Array.from({ length: 20_000 }, (_, index) => 2n ** 60n + BigInt(index));
    const { response, restore } = keepDigits(parse(`[${integers.join()}]`));
    const texts = (response as number[]).map((double) => `No ${double}`);
    expect(restore(texts)).to.deep.equal(integers.map((integer) => `No ${integer}`));
  });

  it('change nothing in a response without them, or one that is nested too deeply', () => {
    const response = parse('{"a":[1,1.5,null,"9007199254740993"]}');
    expect(keepDigits(response).response).to.deep.equal(response);
    const deep = parse(`${'['.repeat(300)}9007199254740993${']'.repeat(300)}`);
    expect(keepDigits(deep).response).to.equal(deep);
  });
});
