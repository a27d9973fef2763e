import { expect } from 'chai';
import { anAppPackage, oauthAuthorization } from '../../../support/an-app-package.ts';
import { firstCommand, itRefuses, operation } from '../refusals.ts';

describe('reading a command of an API-based message extension', () => {
  itRefuses([
    [
      'a command without an operation',
      { manifest: (manifest) => (firstCommand(manifest).id = 'no') },
      /operationId "no"/,
    ],
    [
      'a parameter that the API does not have',
      { manifest: (manifest) => (firstCommand(manifest).parameters[1].name = 'no') },
      /no parameter "no"/,
    ],
    [
      'a parameter that only the body of a GET has',
      {
        manifest: (manifest) => (firstCommand(manifest).parameters[1].name = 'words'),
        api: (api) => (operation(api).requestBody = api.paths['/search'].post.requestBody),
      },
      /no parameter "words" that Teams can fill/,
    ],
    [
      'a missing parameter that the API requires',
      { manifest: (manifest) => firstCommand(manifest).parameters.shift() },
      /the API requires "name"/,
    ],
    [
      'a choice that the API does not accept',
      {
        manifest: (manifest) => {
          firstCommand(manifest).parameters[3] = {
            name: 'season',
            title: 'Season',
            inputType: 'choiceset',
            choices: [{ title: 'Monsoon', value: 'monsoon' }],
          };
        },
        api: (api) => (operation(api).parameters[3].schema.enum = ['spring']),
      },
      /does not accept "monsoon"/,
    ],
    [
      'a choice set without choices',
      { manifest: (manifest) => (firstCommand(manifest).parameters[3].inputType = 'choiceset') },
      /has no "choices"/,
    ],
  ]);

  it('reports a required parameter that the manifest leaves optional', async () => {
    const { problems } = await anAppPackage({
      manifest: ({ composeExtensions: [extension] }) => delete extension.commands[0].parameters[0].isRequired,
    });
    expect(problems.join()).to.contain('Set "isRequired" to true.');
  });

  it('reports an operationId that a second operation has', async () => {
    const { problems } = await anAppPackage({ api: (api) => (api.paths['/more'] = { get: operation(api) }) });
    expect(problems.join()).to.match(
      /^api\/garden\.json, line 1, column \d+ \(paths\["\/more"\]\.get\.operationId\): a second operation has/,
    );
  });

  it('reports a manifest and an API document that disagree on authorization', async () => {
    const open = await anAppPackage({ api: (api) => (api.security = [{ key: [] }]) });
    expect(open.problems).to.have.length(3);
    expect(open.problems[0]).to.contain('requires a credential, but the manifest configures none');
    const authorization = oauthAuthorization('garden');
    const closed = await anAppPackage({ authorization, api: (api) => (api.security = [{ key: [] }, {}]) });
    expect(closed.problems[0]).to.contain('the operation has no "security"');
  });
});
