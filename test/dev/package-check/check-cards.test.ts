// biome-ignore-all lint/suspicious/noTemplateCurlyInString: template expressions are the subject of these tests
import { checkCards } from '../../../src/dev/package-check/check-cards.ts';
import { card, itReportsFaults } from './modified-package.ts';

describe('checkCards', () => {
  itReportsFaults(checkCards, [
    [
      'a jsonPath that matches nothing',
      (b) => {
        b.template.jsonPath = 'repairs';
      },
      /no sample with results/,
    ],
    [
      'a missing sample',
      (b) => {
        b.samples.clear();
      },
      /no sample with results.*repairs\.data\.json/,
    ],
    [
      'an unknown element',
      (b) => {
        card(b).body.push({ type: 'TextBlok' });
      },
      /does not know the element "TextBlok".*Did you mean "TextBlock"/,
    ],
    [
      'a number alone in a text property',
      (b) => {
        card(b).body[1].inlines[0].text = '${length(title)}';
      },
      /"text" of TextRun is a number instead of text.*\$\{string\(x\)\}/,
    ],
    [
      'null in a text property',
      (b) => {
        card(b).body[1].inlines[0].text = '${image}';
        b.samples.set('adaptiveCards/repairs.json', { results: [{ title: 'a', image: null }] });
      },
      /\$\{image\} is null in some results, so nothing is shown there/,
    ],
    [
      'an unknown color',
      (b) => {
        card(b).body[1].inlines[0].color = 'pink';
      },
      /Invalid value "pink"/,
    ],
    [
      'an expression without a value in some results',
      (b) => {
        card(b).body[1].inlines[0].text = '${image}';
      },
      /\$\{image\} has no value in some results/,
    ],
    [
      'a function that fails for some results',
      (b) => {
        card(b).body[1].inlines[0].text = '${formatDateTime(description)}';
      },
      /cannot be filled: .*Correct the expression/,
    ],
    [
      'a preview without a title',
      (b) => {
        b.template.previewCardTemplate.title = "${if(image, image, '')}";
      },
      /preview of a result has no title/,
    ],
  ]);
});
