import { expect } from 'chai';
import { anAppPackage } from '../../../support/an-app-package.ts';
import { itRefuses } from '../refusals.ts';

const $schema = 'https://developer.microsoft.com/json-schemas/teams/v1.28/MicrosoftTeams.Localization.schema.json';
const translated = (translation: object) => ({
  // biome-ignore lint/suspicious/noExplicitAny: tests change any part of the manifest
  manifest: (manifest: any) =>
    (manifest.localizationInfo = {
      defaultLanguageTag: 'en',
      additionalLanguages: [{ languageTag: 'de', file: 'de.json' }],
    }),
  files: { 'de.json': JSON.stringify(translation) },
});

describe('the other files of an app package', () => {
  itRefuses([
    [
      'a translation that is missing',
      { ...translated({}), files: {} },
      /\(localizationInfo\.additionalLanguages\[0\]\.file\): "de\.json" is not in the package/,
    ],
    [
      'a translation without a schema',
      translated({ 'name.short': 'Garten' }),
      /de\.json .*"\$schema" is missing\. Write/,
    ],
    [
      'a translation with the schema of another version',
      translated({ $schema: $schema.replace('1.28', '1.27') }),
      /de\.json, line 1, column 12 \(\$schema\): "\$schema" does not belong to version 1\.28/,
    ],
    [
      'a translation that is not JSON',
      { ...translated({}), files: { 'de.json': '{"a": 1,}' } },
      /de\.json is not valid JSON at line 1, column 8: remove the trailing comma/,
    ],
    [
      'a declarative agent that is missing',
      { manifest: (manifest) => (manifest.copilotAgents = { declarativeAgents: [{ id: 'a', file: './agent.json' }] }) },
      /\(copilotAgents\.declarativeAgents\[0\]\.file\): "agent\.json" is not in the package/,
    ],
  ]);

  it('are accepted', async () => {
    expect((await anAppPackage(translated({ $schema, 'name.short': 'Garten' }))).problems).to.deep.equal([]);
  });
});
