import { expect } from 'chai';
import { readSchemaVersion } from '../../../../src/teams-host/app-package/manifest/read-schema-version.ts';

const repository = 'raw.githubusercontent.com/OfficeDev/microsoft-teams-app-schema';

describe('readSchemaVersion', () => {
  for (const [address, version] of [
    ['https://developer.microsoft.com/json-schemas/teams/v1.28/MicrosoftTeams.schema.json', 'v1.28'],
    ['http://developer.microsoft.com/en-us/json-schemas/teams/v1.5/MicrosoftTeams.schema.json#', 'v1.5'],
    ['https://developer.microsoft.com/json-schemas/teams/vDevPreview/MicrosoftTeams.schema.json', 'vDevPreview'],
    [`https://${repository}/preview/DevPreview/MicrosoftTeams.schema.json`, 'vDevPreview'],
    [`https://${repository}/v1.16/MicrosoftTeams.schema.json`, 'v1.16'],
    [`https://${repository}/main/MicrosoftTeams.schema.json`, 'any'],
    ['https://github.com/OfficeDev/microsoft-teams-app-schema/blob/v1.9/MicrosoftTeams.schema.json', 'v1.9'],
    ['https://statics.teams.microsoft.com/sdk/v1.3/manifest/MicrosoftTeams.schema.json', 'v1.3'],
    ['https://aka.ms/json-schemas/teams/v1.19/MicrosoftTeams.schema.json', 'v1.19'],
    ['https://aka.ms/teams-manifest', 'any'],
    ['https://developers.microsoft.com/json-schemas/teams/v1.28/MicrosoftTeams.schema.json', undefined],
    ['https://developer.microsoft.com/json-schemas/teams/v1.28/Other.schema.json', undefined],
    ['https://raw.githubusercontent.com/somebody/else/v1.28/MicrosoftTeams.schema.json', undefined],
    ['https://developer.microsoft.com/json-schemas/teams/v1.28/MicrosoftTeams.schema.json#/a', undefined],
    ['file:///json-schemas/teams/v1.28/MicrosoftTeams.schema.json', undefined],
    ['MicrosoftTeams.schema.json', undefined],
  ] as const) {
    it(`reads ${version} from ${address}`, () => {
      expect(readSchemaVersion(address, 'MicrosoftTeams.schema.json')).to.equal(version);
    });
  }
});
