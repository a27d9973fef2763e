import { expect } from 'chai';
import { anAppPackage, apiKeyAuthorization } from '../../support/an-app-package.ts';
import { type ScriptedApi, sends, somePlants, startScriptedApi } from '../../support/scripted-api.ts';
import { type HostPage, type RunningTeamsHost, startTeamsHost } from '../../support/start-teams-host.ts';
import { anApiKeyRegistration } from '../vault/vault-fixture.ts';

const keys = { apiKey: 'the-first-key-of-two', secondaryApiKey: 'the-second-key-of-two' };
const [first, second] = Object.values(keys).map((key) => `Bearer ${key}`);

describe('an API key registration with two keys', () => {
  let api: ScriptedApi;
  let host: RunningTeamsHost;
  let page: HostPage;

  beforeEach(async () => {
    api = await startScriptedApi();
    host = await startTeamsHost({
      appPackage: await anAppPackage({ server: api.url, authorization: apiKeyAuthorization('key') }),
      registrations: [anApiKeyRegistration({ baseUrl: api.url, ...keys })],
    });
    page = await host.open();
  });
  afterEach(async () => {
    await host.close();
    await api.close();
  });

  const run = () => page.run('showPlant', { id: '1' });
  const accept = (...accepted: unknown[]) =>
    api.answer((response, request) => {
      const { authorization } = request.headers;
      const isAccepted = accepted.includes(authorization);
      // An app that quotes what it refuses.
      sends(isAccepted ? 200 : 401, isAccepted ? somePlants : { detail: `${authorization} is wrong` })(
        response,
        request,
      );
    });
  const sent = () => api.seen.map(({ headers }) => headers.authorization);
  const callsToApp = async () => (await page.flow()).hops.filter(({ to }) => to === 'App');

  it('uses the first as long as the app accepts it', async () => {
    accept(first);
    expect((await run()).type).to.equal('results');
    expect(sent()).to.deep.equal([first]);
  });

  it('tries the second after a 401, and shows both calls without the keys', async () => {
    accept(second);
    expect((await run()).type).to.equal('results');
    expect(sent()).to.deep.equal([first, second]);
    const calls = await callsToApp();
    expect(calls.map(({ status }) => status)).to.deep.equal([401, 200]);
    expect(calls.map(({ note }) => note)).to.deep.equal([
      'The app refused the first API key: the second one is tried.',
      undefined,
    ]);
    expect(calls.map(({ failure }) => failure)).to.deep.equal([undefined, undefined]);
    const shown = JSON.stringify([await page.flow(), host.log.lines]);
    expect(shown).not.to.contain(keys.apiKey).and.not.to.contain(keys.secondaryApiKey);
  });

  it('says what to correct if the app accepts none of them, after one call with each', async () => {
    accept();
    expect(await run()).to.include({ type: 'message', remedy: 'Correct the API key in the registration.' });
    expect(sent()).to.deep.equal([first, second]);
    expect((await callsToApp()).at(-1)?.failure?.why).to.contain('401');
  });

  it('does not try the second after any other answer', async () => {
    for (const status of [403, 429, 500]) {
      api.answer(sends(status, {}));
      await run();
    }
    expect(sent()).to.deep.equal([first, first, first]);
  });
});
