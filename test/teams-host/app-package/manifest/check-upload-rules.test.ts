import { expect } from 'chai';
import { checkUploadRules } from '../../../../src/teams-host/app-package/manifest/check-upload-rules.ts';
import { anAppPackage } from '../../../support/an-app-package.ts';
import { itRefuses } from '../refusals.ts';

// biome-ignore lint/suspicious/noExplicitAny: tests change any part of the manifest
type Json = any;

const change = (manifest: (manifest: Json) => void) => ({ manifest });

describe('the rules of the app catalog for manifests', () => {
  itRefuses([
    ['an empty short name', change(({ name }) => (name.short = '')), /\(name\.short\): the text is empty/],
    ['a blank short name', change(({ name }) => (name.short = '  ')), /\(name\.short\): the text is empty/],
    [
      'an empty short description',
      change(({ description }) => (description.short = '')),
      /\(description\.short\): the text is empty/,
    ],
    [
      'an empty full description',
      change(({ description }) => (description.full = '')),
      /\(description\.full\): the text is empty/,
    ],
    [
      'an empty developer name',
      change(({ developer }) => (developer.name = '')),
      /\(developer\.name\): the text is empty/,
    ],
    ...['websiteUrl', 'privacyUrl', 'termsOfUseUrl'].map(
      (name) =>
        [
          `a ${name} without https`,
          change(({ developer }) => (developer[name] = 'http://garden.example.com')),
          new RegExp(`\\(developer\\.${name}\\): this is not an https address`),
        ] as const,
    ),
    ['a version below 1', change((manifest) => (manifest.version = '0.9.1')), /\(version\): "0\.9\.1" begins with 0/],
    ...['1.0.0-beta', '1', 'v1.0.0', '1.0.x', '', '1..0', '1.0.0.0'].map(
      (version) =>
        [
          `the version ${JSON.stringify(version)}`,
          change((manifest) => (manifest.version = version)),
          /\(version\): .* is not of the form 1\.0\.0/,
        ] as const,
    ),
    ...['https://garden.example.com', 'garden.example.com/a', 'a b', ''].map(
      (domain) =>
        [
          `the valid domain ${JSON.stringify(domain)}`,
          change((manifest) => (manifest.validDomains = ['garden.example.com', domain])),
          /\(validDomains\[1\]\): .* is not a domain/,
        ] as const,
    ),
    [
      'a name for a reserved tab',
      change((manifest) => (manifest.staticTabs = [{ entityId: 'about', scopes: ['personal'], name: 'About' }])),
      /\(staticTabs\[0\]\.name\): Teams names this reserved tab itself/,
    ],
    [
      'a reserved activity type',
      change(
        (manifest) =>
          (manifest.activities = {
            activityTypes: [{ type: 'systemDefault', description: 'd', templateText: 't' }],
          }),
      ),
      /\(activities\.activityTypes\[0\]\.type\): "systemDefault" is a type of Teams itself/,
    ],
    [
      'two activity types of the same name',
      change(
        (manifest) =>
          (manifest.activities = {
            activityTypes: ['a', 'b', 'a'].map((type, at) => ({ type, description: `d${at}`, templateText: 't' })),
          }),
      ),
      /\(activities\.activityTypes\[2\]\.type\): "a" appears twice/,
    ],
    [
      'a configurable API-based message extension',
      change(({ composeExtensions: [extension] }) => (extension.canUpdateConfiguration = false)),
      /\(composeExtensions\[0\]\.canUpdateConfiguration\): an API-based message extension must not have/,
    ],
  ]);

  it('checks activity groups and dashboard cards', () => {
    const faults = checkUploadRules({
      activities: {
        activityGroups: [{ id: 'g' }, { id: 'g' }],
        activityTypes: [{ type: 'a', activityGroupIds: ['g', 'h'] }],
      },
      dashboardCards: [{ id: 'c', icon: { iconUrl: 'x', officeUIFabricIconName: 'y' } }, { id: 'c' }],
    });
    expect(faults.map(({ at }) => at.join('.'))).to.deep.equal([
      'activities.activityGroups.1.id',
      'activities.activityTypes.0.activityGroupIds',
      'dashboardCards.1.id',
      'dashboardCards.0.icon',
    ]);
    expect(checkUploadRules({ activities: { activityGroups: [{ id: 'g' }] } })).to.have.length(1);
  });

  for (const version of ['1.0', '1.0.0', '10.20.30', '2.5.1']) {
    it(`accepts the version ${version}`, async () => {
      expect((await anAppPackage(change((manifest) => (manifest.version = version)))).manifest.version).to.equal(
        version,
      );
    });
  }

  it('accepts domains with wildcards and ports', async () => {
    const validDomains = ['*.example.com', 'localhost:53000', 'a-b.example.com', 'xn--bcher-kva.example'];
    expect((await anAppPackage(change((manifest) => (manifest.validDomains = validDomains)))).manifest).to.deep.include(
      {
        validDomains,
      },
    );
  });
});
