import { checkRenderingTemplates } from '../../../src/dev/package-check/check-rendering-templates.ts';
import { itReportsFaults } from './modified-package.ts';

describe('checkRenderingTemplates', () => {
  itReportsFaults(checkRenderingTemplates, [
    [
      'an unsupported template version',
      (b) => {
        b.template.version = '1.1';
      },
      /\(version\): must be equal to constant/,
    ],
    [
      'a template schema of another version',
      (b) => {
        b.template.$schema = b.template.$schema.replace('1.28', '1.27');
      },
      /has version v1\.27, but the manifest has v1\.28/,
    ],
    [
      'an unpublished template schema',
      (b) => {
        b.template.$schema = b.template.$schema.replace('1.28', '9.9');
      },
      /names no published version/,
    ],
    [
      'an unknown property',
      (b) => {
        b.template.previewCardTemplate.footer = 'x';
      },
      /"footer"/,
    ],
    [
      'a preview text of 257 characters',
      (b) => {
        b.template.previewCardTemplate.text = 'x'.repeat(257);
      },
      /256 characters/,
    ],
  ]);
});
