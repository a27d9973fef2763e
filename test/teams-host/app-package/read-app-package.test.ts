import { expect } from 'chai';
import { StartupFault } from '../../../src/foundation/startup-fault.ts';
import { readAppPackage } from '../../../src/teams-host/app-package/read-app-package.ts';
import { anAppPackage, oauthAuthorization, somePackageFiles } from '../../support/an-app-package.ts';
import { faultsOf } from './refusals.ts';

describe('an app package', () => {
  it('is read with its manifest and commands', async () => {
    const { manifest, commands, problems } = await anAppPackage({ authorization: oauthAuthorization('garden') });
    expect(manifest).to.include({ name: 'Garden', developer: 'Gardeners', manifestVersion: '1.28' });
    expect(manifest.authorization).to.deep.equal({ kind: 'oauth', registrationId: 'garden' });
    expect(commands.map(({ id, initialRun }) => [id, initialRun])).to.deep.equal([
      ['findPlants', true],
      ['showPlant', false],
      ['searchPlants', false],
    ]);
    expect(problems).to.deep.equal([]);
  });

  it('is refused with a line for each fault', async () => {
    const message = await faultsOf({
      manifest: (manifest) => {
        manifest.name.short = 'x'.repeat(31);
        manifest.composeExtensions[0].botId = manifest.id;
      },
      files: { 'color.png': undefined },
    });
    expect(message.split('\n')).to.have.length(4);
    expect(message)
      .to.match(/more than 30 characters/)
      .and.to.match(/must not have a "botId"/)
      .and.to.match(/color icon/);
  });

  it('is refused with a StartupFault for unexpected JSON in place of its documents', async () => {
    for (const path of ['manifest.json', 'api/garden.json', 'cards/plants.json']) {
      for (const text of [
        'null',
        '[]',
        '1',
        '{"composeExtensions":[[]]}',
        '{"openapi":"3.0.3","paths":[[]]}',
        '{"paths":{"/":null}}',
      ]) {
        const fault = await readAppPackage(somePackageFiles({ files: { [path]: text } })).catch(
          (error: unknown) => error,
        );
        expect(fault, `${path}: ${text}`).to.be.instanceOf(StartupFault);
      }
    }
  });
});
