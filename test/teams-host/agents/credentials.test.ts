import { expect } from 'chai';
import { demoPeople } from '../../../src/teams-host/sessions/demo-people.ts';
import type { ApiKeyRegistration, OAuthRegistration } from '../../../src/teams-host/vault/registration.ts';
import type { MessageAnswer } from '../../../src/teams-host/wire/answers.ts';
import { apiKeyPlugin, oauthPlugin } from '../../support/an-agent-package.ts';
import { gardenAppId } from '../../support/an-app-package.ts';
import { type Script, sends, somePlants } from '../../support/scripted-api.ts';
import { anApiKeyRegistration, anOAuthRegistration } from '../vault/vault-fixture.ts';
import { agentHostFixture, aToken, type Call } from './agent-host-fixture.ts';

const find: Call = { functionName: 'findPlants' };
const add: Call = { functionName: 'addPlant', arguments: { name: 'Rose' } };

describe('the credential of an agent', () => {
  const { api, page, host, open, call, run, connect, signIn, sent, agent, flow } = agentHostFixture();

  const openWithOAuth = (changes: Partial<OAuthRegistration> = {}) =>
    open({
      agent: oauthPlugin,
      registrations: ({ url }, { origin }) => [
        anOAuthRegistration(origin, { id: 'garden', name: 'Garden', baseUrl: `${url}/v1`, ...changes }),
      ],
    });
  const openWithKey = (changes: Partial<ApiKeyRegistration> = {}) =>
    open({
      agent: apiKeyPlugin,
      registrations: ({ url }) => [anApiKeyRegistration({ id: 'garden-key', baseUrl: `${url}/v1`, ...changes })],
    });
  const message = async (of: Call = find): Promise<MessageAnswer> => {
    const answer = await run(of);
    if (answer.type !== 'message') {
      throw new Error(`The host answered with ${JSON.stringify(answer)}.`);
    }
    return answer;
  };
  /** Accepts only some tokens, and quotes the others. */
  const accepts =
    (...tokens: string[]): Script =>
    (response, request) => {
      const { authorization } = request.headers;
      const isAccepted = tokens.some((token) => authorization === `Bearer ${token}`);
      const detail = `${authorization} is wrong`;
      sends(isAccepted ? 200 : 401, isAccepted ? somePlants : { detail })(response, request);
    };

  it('is none without "auth"', async () => {
    await open();
    await connect();
    await call(find);
    expect(sent()[0]?.authorization).to.equal(undefined);
  });

  describe('token per person per auth config; bearer only', () => {
    it('asks for a sign-in after the connection, and calls with the token of the person', async () => {
      await openWithOAuth();
      const answer = await run(find);
      expect(answer).to.deep.include({ type: 'signIn', url: '/sign-in/garden' });
      expect(sent()).to.deep.equal([]);
      expect((await agent()).signedIn).to.equal(false);
      expect((await signIn()).status).to.equal(200);
      expect((await call(find)).type).to.equal('functionResult');
      expect(sent().map(({ authorization }) => authorization)).to.deep.equal([`Bearer ${aToken}`]);
      expect((await agent()).signedIn).to.equal(true);
    });

    it('does not send a write that is confirmed before the sign-in until then, and asks at most once more', async () => {
      await openWithOAuth();
      expect((await run(add)).type).to.equal('signIn');
      expect(sent()).to.deep.equal([]);
      await signIn();
      expect((await run(add)).type).to.equal('functionResult');
      expect(sent()).to.have.lengthOf(1);
    });

    it('does not use the token of another person', async () => {
      await openWithOAuth();
      await run(find);
      await signIn();
      await page().post('/api/session/user', { userId: demoPeople[1]?.id });
      expect((await run(find)).type).to.equal('signIn');
      expect(sent()).to.deep.equal([]);
    });

    it('signs in only with the registrations of the loaded apps', async () => {
      await openWithOAuth();
      expect((await page().get('/sign-in/other')).status).to.equal(404);
    });
  });

  describe('sign-out clears the token; uninstalling does not', () => {
    beforeEach(async () => {
      await openWithOAuth();
      await run(find);
      await signIn();
      expect((await call(find)).type).to.equal('functionResult');
    });

    it('asks for a sign-in after the sign-out of the agent', async () => {
      expect((await page().post(`/api/apps/${gardenAppId}/agent/sign-out`, {})).status).to.equal(204);
      expect((await agent()).signedIn).to.equal(false);
      expect((await call(find)).type).to.equal('signIn');
    });

    it('asks for a sign-in after the sign-out of everything', async () => {
      expect((await page().post('/api/sign-out', {})).status).to.equal(204);
      expect((await call(find)).type).to.equal('signIn');
    });

    it('keeps the token when the app is removed', async () => {
      expect((await page().post(`/api/apps/${gardenAppId}/uninstall`, {})).status).to.equal(204);
      await page().post(`/api/apps/${gardenAppId}/install`, {});
      expect((await run(find)).type).to.equal('functionResult');
    });
  });

  describe('API answers 401 → sign-in again', () => {
    beforeEach(async () => {
      await openWithOAuth();
      await run(find);
      await signIn();
    });

    it('forgets the token and asks for a sign-in', async () => {
      api().answer(accepts());
      expect((await run(find)).type).to.equal('signIn');
      expect((await agent()).signedIn).to.equal(false);
      expect(sent()).to.have.lengthOf(1);
    });

    it('explains 403, because a sign-in does not help', async () => {
      api().answer(sends(403, { detail: 'Only gardeners may do this.' }));
      const answer = await run(find);
      expect(answer.type).not.to.equal('signIn');
      expect(JSON.stringify(answer)).to.contain('Only gardeners may do this.');
      expect((await agent()).signedIn).to.equal(true);
    });
  });

  describe('the error texts of Copilot', () => {
    it('says of an API key that its base URL does not match', async () => {
      await openWithKey({ baseUrl: 'https://elsewhere.example.com' });
      const { title, text } = await message();
      expect(title).to.equal('API key authentication failed');
      expect(text).to.contain('does not match the server URL. (HTTP 401)');
      expect(sent()).to.deep.equal([]);
    });

    it('names a missing configuration for the reference id', async () => {
      await open({ agent: oauthPlugin });
      const { text, remedy } = await message();
      expect(text)
        .to.match(/referenceID/i)
        .and.contain('garden');
      expect(remedy).not.to.equal(undefined);
    });

    it('names an app id mismatch (HTTP 404)', async () => {
      await openWithOAuth({ restrictByApp: { appId: '88888888-8888-4888-8888-888888888888' } });
      expect((await message()).text)
        .to.match(/app id/i)
        .and.contain('404');
    });

    it('names a base URL mismatch (HTTP 401)', async () => {
      await openWithOAuth({ baseUrl: 'https://other.example.com' });
      expect((await message()).text)
        .to.match(/base URL/i)
        .and.contain('401');
    });

    it("names the organisation's policy (HTTP 404)", async () => {
      await openWithOAuth({ restrictByOrg: 'homeTenant', homeTenantId: '99999999-9999-4999-8999-999999999999' });
      expect((await message()).text)
        .to.match(/policy/i)
        .and.contain('404');
    });

    it('refuses an API key registration where the plugin names OAuth', async () => {
      await open({
        agent: oauthPlugin,
        registrations: ({ url }) => [anApiKeyRegistration({ id: 'garden', baseUrl: `${url}/v1` })],
      });
      expect((await message()).remedy).not.to.equal(undefined);
    });

    afterEach(() => expect(sent()).to.deep.equal([]));
  });

  describe('API key only as bearer', () => {
    it('sends the key of the registration as bearer token', async () => {
      await openWithKey();
      api().answer(accepts('the-api-key-itself'));
      expect((await run(find)).type).to.equal('functionResult');
      expect((await agent()).signedIn).to.equal(false);
    });

    it('tries the second key after a 401', async () => {
      await openWithKey({ secondaryApiKey: 'the-other-key' });
      api().answer(accepts('the-other-key'));
      expect((await run(find)).type).to.equal('functionResult');
      const tried = ['the-api-key-itself', 'the-other-key'].map((key) => `Bearer ${key}`);
      expect(sent().map(({ authorization }) => authorization)).to.deep.equal(tried);
    });

    it('explains a key that the API refuses, and does not ask for a sign-in', async () => {
      await openWithKey();
      api().answer(accepts());
      expect((await message()).remedy).to.contain('API key');
    });
  });

  it('is shown neither in answers nor in the flow nor in the log, even if the API quotes it', async () => {
    await openWithOAuth();
    await run(find);
    await signIn();
    const answers: unknown[] = [];
    const quoting: Script = (response, request) =>
      sends(200, { plants: [{ name: request.headers.authorization, token: aToken }] })(response, request);
    for (const script of [quoting, accepts(), sends(403, { detail: aToken }), sends(500, { detail: aToken })]) {
      api().answer(script);
      answers.push(await run(find), await flow());
      await signIn();
    }
    const text = JSON.stringify(answers) + host().log.lines.join('');
    for (const secret of [aToken, 'client-secret', 'rt1', 'a-code']) {
      expect(text).not.to.contain(secret);
    }
  });
});
