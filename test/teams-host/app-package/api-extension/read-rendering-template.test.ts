// biome-ignore-all lint/suspicious/noTemplateCurlyInString: placeholders and expressions of templates
import { expect } from 'chai';
import { faultsOf, itRefuses } from '../refusals.ts';

describe('reading a rendering template', () => {
  itRefuses([
    ['an unknown property', { template: (template) => (template.extra = 1) }, /"extra" is not a property/],
    [
      'an unknown property in the preview',
      { template: (template) => (template.previewCardTemplate.tap = {}) },
      /\(previewCardTemplate\.tap\): "tap" is not a property/,
    ],
    ['a wrong version', { template: (template) => (template.version = '1.28') }, /"version" must be "1\.0"/],
    [
      'version 1.0 with the preview schema',
      { template: (template) => (template.$schema = template.$schema.replace('v1.28', 'vDevPreview')) },
      /"version" must be "devPreview"/,
    ],
    ['a template without layout', { template: (template) => delete template.responseLayout }, /"responseLayout"/],
    [
      'a template without preview',
      { template: (template) => delete template.previewCardTemplate },
      /"previewCardTemplate" must be an object with a "title"/,
    ],
    [
      'a preview without title',
      { template: (template) => delete template.previewCardTemplate.title },
      /"previewCardTemplate\.title" is missing/,
    ],
    [
      'a card of a newer version',
      { template: (template) => (template.responseCardTemplate.version = '1.6') },
      /version from 1\.0 to 1\.5/,
    ],
    [
      'a card without type',
      { template: (template) => (template.responseCardTemplate = {}) },
      /"responseCardTemplate\.type" must be "AdaptiveCard"/,
    ],
    [
      'a filter in the jsonPath',
      { template: (template) => (template.jsonPath = '$..plants[?(@.x)]') },
      /"jsonPath" must name properties/,
    ],
    [
      'an invalid expression',
      { template: (template) => (template.previewCardTemplate.title = '${nofunction(name)}') },
      /\(previewCardTemplate\.title\): the expression cannot be parsed: Unknown function nofunction\. Correct it\.$/m,
    ],
  ]);

  it('reports every invalid expression, each with its place', async () => {
    const message = await faultsOf({
      template: ({ responseCardTemplate: card, previewCardTemplate: preview }) => {
        card.body[0].text = '${upper(name)}';
        card.body.push({ type: 'TextBlock', text: '${name', $when: '${a ==}' });
        preview.title = '${lower(name)}';
      },
    });
    const places = ['body[0].text', 'body[1].$when'].map((place) => `(responseCardTemplate.${place})`);
    const sentences = message.split('\n').slice(1);
    expect(sentences).to.have.length(3);
    for (const [index, place] of [...places, '(previewCardTemplate.title)'].entries()) {
      expect(sentences[index]).to.contain(`${place}: the expression cannot be parsed: `);
    }
  });
});
