import { expect } from 'chai';
import { anAppPackage, apiKeyAuthorization } from '../support/an-app-package.ts';
import { type Script, type ScriptedApi, sends, startScriptedApi } from '../support/scripted-api.ts';
import { type HostPage, startTeamsHost } from '../support/start-teams-host.ts';
import { oauthHostInUse } from './oauth-host-in-use.ts';
import { anApiKeyRegistration } from './vault/vault-fixture.ts';

/** Looks like nothing that a log would redact by itself, and is one word of a challenge. */
const credential = 'opaque_0123456789-abcdefghijklmnop';

const answers: readonly (readonly [string, Script])[] = [
  ...[400, 401, 403, 500].flatMap((status) =>
    ['detail', 'title', 'message'].map((name): [string, Script] => [
      `${status} with it in "${name}"`,
      sends(status, { [name]: `No such key: ${credential}.` }),
    ]),
  ),
  ['500 with it where the quotation ends', sends(500, { detail: `${'x'.repeat(280)} ${credential}` })],
  ['401 with it in the challenge', sends(401, {}, { 'WWW-Authenticate': `Bearer error="${credential}"` })],
  ['200 with it as the type', sends(200, '', { 'Content-Type': `text/${credential}` })],
];

const itShowsNothing = (api: () => ScriptedApi, page: () => HostPage, begin: () => Promise<void>): void => {
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

describe('an API key that the app quotes', () => {
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

  itShowsNothing(
    () => api,
    () => page,
    async () => {},
  );

  it('leaves the rest of the response unchanged', async () => {
    api.answer(sends(400, { detail: `Schlüssel „${credential}“ fehlt.` }));
    expect(await page.run('showPlant', { id: '1' })).to.include({
      text: 'The app answered 400. Its message: “Schlüssel „[redacted]“ fehlt.”',
    });
  });
});

describe('an opaque access token that the app quotes', () => {
  const { api, server, page, run, signIn } = oauthHostInUse();

  itShowsNothing(api, page, async () => {
    server().on('/token', { body: { access_token: credential, token_type: 'Bearer', expires_in: 300 } });
    await run();
    await signIn();
  });
});
