/** Packages that the local Teams host could not finish reading. */
import { expect } from 'chai';
import type { PackageOverrides } from '../support/an-app-package.ts';
import { report } from './attacked-app.ts';
import { startHostProcess } from './attacked-host.ts';

const nestedCard = (levels: number): string =>
  `{"type":"AdaptiveCard","version":"1.5","body":[${'{"type":"Container","items":['.repeat(levels)}${']}'.repeat(levels)}]}`;
const yaml = Array.from({ length: 180_000 }, (_, index) => `key${index}: value`).join('\n');

const attacks: readonly (readonly [string, PackageOverrides, RegExp])[] = [
  [
    'a card with 5,000 nested containers',
    {
      files: {
        'cards/plants.json': `{"version":"1.0","responseLayout":"list","responseCardTemplate":${nestedCard(5_000)}}`,
      },
    },
    /plants\.json.* nested/,
  ],
  ['a document with 100,000 levels', { files: { 'api/garden.json': '['.repeat(100_000) } }, /api\/garden\.json/],
  [
    'a YAML document of 3 MB',
    {
      manifest: (manifest) => {
        manifest.composeExtensions[0].apiSpecificationFile = 'api/garden.yaml';
      },
      files: { 'api/garden.yaml': yaml },
    },
    /app\.zip|garden\.yaml/,
  ],
  ['a file that unpacks to 6 MB', { files: { 'bomb.txt': new Uint8Array(6 * 1024 * 1024) } }, /bomb\.txt is larger/],
];

describe('the local Teams host refuses in a sentence', () => {
  for (const [what, overrides, expected] of attacks) {
    it(what, async () => {
      const start = performance.now();
      const host = await startHostProcess(overrides);
      try {
        expect(await host.exited).to.equal(1);
        expect(host.faults())
          .to.match(expected)
          .and.not.to.match(/\bat .*:\d+:\d+/);
        report(`refused after ${((performance.now() - start) / 1000).toFixed(1)} s`);
      } finally {
        await host.close();
      }
    });
  }
});
