import { aPng } from '../../../support/an-app-package.ts';
import { itRefuses } from '../refusals.ts';

describe('reading the icons of an app package', () => {
  itRefuses([
    ['an icon of the wrong size', { files: { 'outline.png': aPng(64) } }, /32 × 32/],
    ['an icon that is not a PNG', { files: { 'color.png': 'GIF89a' } }, /PNG of 192/],
  ]);
});
