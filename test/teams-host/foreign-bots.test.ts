import { expect } from 'chai';
import sinon from 'sinon';
import { aBotPackage, botAppId, botId } from '../support/a-bot-package.ts';
import { type ForeignBot, startBotbuilderBot } from '../support/botbuilder-bot.ts';
import { botPassword } from '../support/scripted-bot.ts';
import { type Person, sit } from '../support/start-bot-host.ts';
import { type RunningTeamsHost, startTeamsHost } from '../support/start-teams-host.ts';
import { startTeamsAppsBot } from '../support/teams-apps-bot.ts';
import { startTokenEndpoint, type TokenEndpoint } from '../support/token-endpoint.ts';
import { anOAuthRegistration } from './vault/vault-fixture.ts';

for (const [name, startBot] of [
  ['a stock botbuilder bot', startBotbuilderBot],
  ['a bot on @microsoft/teams.apps', startTeamsAppsBot],
] as const) {
  describe(`${name} in the local Teams host`, () => {
    let bot: ForeignBot;
    let server: TokenEndpoint;
    let host: RunningTeamsHost;
    let karin: Person;

    before(async () => {
      server = await startTokenEndpoint();
      server.on('/token', { body: { access_token: 'access-of-karin', token_type: 'Bearer', expires_in: 300 } });
      bot = await startBot();
      host = await startTeamsHost({
        appPackage: await aBotPackage(),
        registrations: [
          anOAuthRegistration(server.origin, { id: 'plants' }),
          {
            kind: 'bot',
            id: 'gardener',
            appId: botId,
            appPassword: botPassword,
            messagingEndpoint: bot.endpoint,
            oauthConnections: [{ name: 'garden', registrationId: 'plants' }],
          },
        ],
      });
      await bot.connectTo(host.url);
      karin = await sit(host, 'Karin Blair');
    });
    after(async () => {
      await host.close();
      await bot.close();
      await server.close();
    });

    const path = (id: string, rest: string): string => `/api/conversations/${encodeURIComponent(id)}${rest}`;

    /** Completes the sign-in in the pop-up and returns the verification code. */
    async function completePopUp(link: string, person = karin): Promise<string> {
      const { pathname, search } = new URL(link);
      const start = await person.page.get(pathname + search);
      const state = new URL(start.headers.get('Location') ?? '').searchParams.get('state');
      const end = await person.page.get(`/token-service/.auth/web/redirect?code=a-code&state=${state}`);
      return /data-state="(\d{6})"/.exec(await end.text())?.[1] ?? '';
    }

    it('welcomes the person who adds it, and answers messages', async () => {
      const id = await karin.install('personal');
      const [welcome] = await karin.awaitMessages(id, 1);
      expect(welcome).to.include({ text: 'Welcome to the garden' });
      await karin.say(id, 'hello');
      const answer = (await karin.awaitMessages(id, 3))[2];
      expect(answer.text).to.equal('You said: hello');
      expect(answer.from).to.include({ kind: 'bot', name: 'Gardener' });
    });

    it('answers a mention in its channel thread', async () => {
      const id = await karin.install('channel');
      await karin.awaitMessages(id, 1);
      const first = await karin.say(id, '<at>Gardener</at> hello');
      const answer = (await karin.awaitMessages(id, 3))[2];
      expect(answer.replyToId).to.equal(first.id);
      expect(answer.text).to.contain('hello');
    });

    it('signs a person in to its message extension without signing in anyone else', async () => {
      const query = (person: Person, state?: string) =>
        person.post(`/api/apps/${botAppId}/commands/findPlants`, {
          parameters: { name: 'fern' },
          ...(state === undefined ? {} : { state }),
        });
      const offer = await query(karin);
      expect(offer).to.include({ type: 'signIn', title: 'Sign in' });
      const found = await query(karin, await completePopUp(offer.url));
      expect(found.results[0].preview.title).to.equal('Found fern');
      const { action, hops } = await karin.page.flow();
      expect(action).to.equal('Find plants');
      const requests = hops.map(({ request }) => request.split('?')[0]);
      expect(requests.slice(0, 5)).to.deep.equal([
        'Find plants · name: fern',
        'POST messages: invoke composeExtension/query',
        'GET /token-service/api/usertoken/GetToken',
        'GET /token-service/api/botsignin/GetSignInResource',
        'Answer to invoke composeExtension/query',
      ]);
      expect(requests.filter((request) => request === requests[1])).to.have.length(2);
      expect(JSON.stringify(hops)).to.not.contain('access-of-karin');
      expect((await query(karin)).type).to.equal('results');
      const daisy = await sit(host, 'Daisy Phillips');
      expect((await query(daisy)).type).to.equal('signIn');
    });

    it('signs a person in from the chat', async () => {
      const daisy = await sit(host, 'Daisy Phillips');
      const id = await daisy.install('personal');
      await daisy.awaitMessages(id, 1);
      await daisy.say(id, 'sign in');
      const [attachment] = (await daisy.awaitMessages(id, 3))[2].attachments;
      expect(attachment).to.include({ kind: 'signIn', connectionName: 'garden' });
      const state = await completePopUp(attachment.buttons[0].url, daisy);
      expect(state).to.match(/^\d{6}$/);
      const verified = await daisy.post(path(id, '/verify-state'), { appId: botAppId, state });
      expect(verified).to.deep.equal({ type: 'done' });
      expect((await daisy.awaitMessages(id, 4))[3].text).to.equal('You are signed in');
    });

    it('answers 401 to a request without a connector token', async () => {
      // CloudAdapter logs the rejection to the console.
      const quiet = sinon.stub(console, 'error');
      const activity = { type: 'message', id: '1', channelId: 'msteams', serviceUrl: `${host.url}/teams/`, text: 'x' };
      const response = await fetch(bot.endpoint, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ ...activity, from: { id: 'x' }, recipient: { id: 'y' }, conversation: { id: 'z' } }),
      });
      quiet.restore();
      expect(response.status).to.equal(401);
    });
  });
}
