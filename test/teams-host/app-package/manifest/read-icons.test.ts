import { anAppPackage, aPng } from '../../../support/an-app-package.ts';
import { itRefuses } from '../refusals.ts';

describe('reading the icons of an app package', () => {
  itRefuses([
    ['an icon of the wrong size', { files: { 'outline.png': aPng(64) } }, /outline\.png: the outline icon .*32 × 32/],
    ['an icon that is not a PNG', { files: { 'color.png': 'GIF89a' } }, /PNG of 192/],
    [
      'an outline with another color',
      { files: { 'outline.png': aPng(32, [0, 0, 0, 255]) } },
      /white on transparent, but row 1, column 1 has alpha 255, red 0, green 0, blue 0/,
    ],
    [
      'an outline with a faint color',
      { files: { 'outline.png': aPng(32, [255, 254, 255, 1]) } },
      /alpha 1, red 255, green 254, blue 255/,
    ],
    [
      'a damaged outline',
      { files: { 'outline.png': aPng(32).slice(0, 60) } },
      /outline\.png: the outline icon is not a readable PNG/,
    ],
    [
      'an empty path',
      { manifest: ({ icons }) => (icons.color = '') },
      /\(icons\.color\): the color icon is missing, because the path is empty/,
    ],
    [
      'a small color icon of the wrong size',
      { manifest: ({ icons }) => (icons.color32x32 = 'color.png') },
      /the small color icon must be a PNG of 32 × 32/,
    ],
  ]);

  it('accepts an outline that is white and translucent', async () => {
    await anAppPackage({ files: { 'outline.png': aPng(32, [255, 255, 255, 120]) } });
  });
});
