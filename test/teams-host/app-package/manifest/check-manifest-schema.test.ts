import { expect } from 'chai';
import { anAppPackage } from '../../../support/an-app-package.ts';
import { faultsOf, firstCommand, itRefuses } from '../refusals.ts';

describe('checking a manifest against its schema', () => {
  itRefuses([
    [
      'an unknown manifest version',
      { manifest: (manifest) => (manifest.manifestVersion = '1.18') },
      /"manifestVersion"/,
    ],
    [
      'the schema of another version',
      { manifest: (manifest) => (manifest.$schema = manifest.$schema.replace('1.28', '1.27')) },
      /"\$schema" does not belong to version 1\.28/,
    ],
    [
      'the schema of another host',
      { manifest: (manifest) => (manifest.$schema = manifest.$schema.replace('developer', 'developers')) },
      /"\$schema" does not belong to version 1\.28/,
    ],
    ['a schema that is not a string', { manifest: (manifest) => (manifest.$schema = 7) }, /"\$schema" does not belong/],
    [
      'more parameters than the schema allows',
      {
        manifest: (manifest) =>
          (firstCommand(manifest).parameters = Array.from({ length: 6 }, (_, at) => ({ name: `p${at}`, title: 'P' }))),
      },
      /more than 5 items/,
    ],
  ]);

  for (const [what, $schema] of [
    [
      'whose "$schema" has a locale',
      'https://developer.microsoft.com/en-us/json-schemas/teams/v1.28/MicrosoftTeams.schema.json',
    ],
    ['without a "$schema"', undefined],
  ] as const) {
    it(`validates a manifest ${what}`, async () => {
      const named = { manifest: (manifest: { $schema?: string | undefined }) => (manifest.$schema = $schema) };
      expect((await anAppPackage(named)).manifest.name).to.equal('Garden');
      const faults = await faultsOf({
        manifest: (manifest) => Object.assign(manifest, { $schema, name: { short: 'x'.repeat(31) } }),
      });
      expect(faults).to.contain('more than 30 characters');
    });
  }
});
