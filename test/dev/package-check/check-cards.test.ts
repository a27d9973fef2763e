// biome-ignore-all lint/suspicious/noTemplateCurlyInString: template expressions are part of what is checked
import { checkCards } from '../../../src/dev/package-check/check-cards.ts';
import { card, itNamesFaults } from './bent-package.ts';

describe('checkCards', () => {
  itNamesFaults(checkCards, [
    [
      'a jsonPath that leads nowhere',
      (b) => {
        b.template.jsonPath = 'repairs';
      },
      /no sample with results/,
    ],
    [
      'no sample',
      (b) => {
        b.samples.clear();
      },
      /no sample with results.*repairs\.data\.json/,
    ],
    [
      'an element the renderer does not know',
      (b) => {
        card(b).body.push({ type: 'TextBlok' });
      },
      /Unknown element type "TextBlok"/,
    ],
    [
      'a colour the renderer does not know',
      (b) => {
        card(b).body[1].inlines[0].color = 'pink';
      },
      /Invalid value "pink"/,
    ],
    [
      'a field that would print as an expression',
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
      'a preview without title',
      (b) => {
        b.template.previewCardTemplate.title = "${if(image, image, '')}";
      },
      /preview of a result has no title/,
    ],
  ]);
});
