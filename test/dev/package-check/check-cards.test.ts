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
      /Unknown element type "TextBlok"/,
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
