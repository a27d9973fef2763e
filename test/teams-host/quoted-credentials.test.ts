import { expect } from 'chai';
import { anAppPackage, apiKeyAuthorization } from '../support/an-app-package.ts';
import { type Script, type ScriptedApi, sends, startScriptedApi } from '../support/scripted-api.ts';
import { type HostPage, startTeamsHost } from '../support/start-teams-host.ts';
import { oauthHostFixture } from './oauth-host-fixture.ts';
import { anApiKeyRegistration } from './vault/vault-fixture.ts';

/** Matches no redaction pattern of the log, and is a single word in a challenge. */
const credential = 'opaque_0123456789-abcdefghijklmnop';

const answers: readonly (readonly [string, Script])[] = [
  ...[400, 401, 403, 500].flatMap((status) =>
    ['detail', 'title', 'message'].map((name): [string, Script] => [
      `${status} and includes it in "${name}"`,
      sends(status, { [name]: `No such key: ${credential}.` }),
    ]),
  ),
  ['500 and includes it where the quotation is cut off', sends(500, { detail: `${'x'.repeat(280)} ${credential}` })],
  ['401 and includes it in the challenge', sends(401, {}, { 'WWW-Authenticate': `Bearer error="${credential}"` })],
  ['200 and includes it in the content type', sends(200, '', { 'Content-Type': `text/${credential}` })],
];

const itHidesTheCredential = (api: () => ScriptedApi, page: () => HostPage, begin: () => Promise<void>): void => {
  for (const [what, script] of answers) {
    it(`is not shown if the app answers ${what}`, async () => {
      await begin();
      api().answer(script);
      const outcome = await page().run('showPlant', { id: '1' });
      const { hops } = await page().flow();
      const call = hops.find(({ to }) => to === 'App');
      expect(api().seen.at(-1)?.headers.authorization).to.equal(`Bearer ${credential}`);
      expect(call?.failure?.why).to.match(/^The app answered /);
      expect(JSON.stringify([outcome, hops])).not.to.contain('opaque_');
    });
  }
};

describe('an API key echoed by the app', () => {
  let api: ScriptedApi;
  let host: Awaited<ReturnType<typeof startTeamsHost>>;
  let page: HostPage;

  beforeEach(async () => {
    api = await startScriptedApi();
    const registration = anApiKeyRegistration({ baseUrl: api.url, apiKey: credential });
    host = await startTeamsHost({
      appPackage: await anAppPackage({ server: api.url, authorization: apiKeyAuthorization(registration.id) }),
      registrations: [registration],
    });
    page = await host.open();
  });
  afterEach(async () => {
    await host.close();
    await api.close();
  });

  itHidesTheCredential(
    () => api,
    () => page,
    async () => {},
  );

  it('is redacted without changing the rest of the message', async () => {
    api.answer(sends(400, { detail: `Schlüssel „${credential}“ fehlt.` }));
    expect(await page.run('showPlant', { id: '1' })).to.include({
      text: 'The app answered 400. Its message: “Schlüssel „[redacted]“ fehlt.”',
    });
  });
});

describe('an opaque access token echoed by the app', () => {
  const { api, server, page, run, signIn } = oauthHostFixture();

  itHidesTheCredential(api, page, async () => {
    server().on('/token', { body: { access_token: credential, token_type: 'Bearer', expires_in: 300 } });
    await run();
    await signIn();
  });
});
