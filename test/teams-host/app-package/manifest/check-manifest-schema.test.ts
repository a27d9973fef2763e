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
    [
      'a manifest without a schema',
      { manifest: (manifest) => delete manifest.$schema },
      /"\$schema" is missing\. Write/,
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
    [
      'whose "$schema" is at the repository of the schemas',
      'https://raw.githubusercontent.com/OfficeDev/microsoft-teams-app-schema/v1.28/MicrosoftTeams.schema.json',
    ],
    ['whose "$schema" is at a short link', 'https://aka.ms/json-schemas/teams/v1.28/MicrosoftTeams.schema.json'],
    [
      'whose "$schema" has plain http and a fragment',
      'http://developer.microsoft.com/json-schemas/teams/v1.28/MicrosoftTeams.schema.json#',
    ],
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

  it('validates a developer preview against its own schema', async () => {
    const change = (manifest: { $schema: string; manifestVersion: string }): void => {
      manifest.manifestVersion = 'devPreview';
      manifest.$schema =
        'https://raw.githubusercontent.com/OfficeDev/microsoft-teams-app-schema/preview/DevPreview/MicrosoftTeams.schema.json';
    };
    expect((await anAppPackage({ manifest: change })).manifest.manifestVersion).to.equal('devPreview');
  });

  it('reports each fault once, at its member', async () => {
    const faults = await faultsOf({
      manifest: (manifest) => {
        manifest.developer.privacyUrl = 'http://garden.example.com/privacy';
        manifest.developer.phone = '1';
        delete manifest.accentColor;
      },
    });
    expect(faults.split('\n').slice(1)).to.have.length(3);
    expect(faults)
      .to.match(/line 1, column \d+ \(developer\.privacyUrl\): this is not an https address/)
      .and.to.match(/line 1, column \d+ \(developer\.phone\): the schema has no such property here/)
      .and.to.match(/\(accentColor\): this required property is missing/);
  });
});
