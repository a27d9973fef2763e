import { expect } from 'chai';
import type { World } from '../../src/dev/world.ts';
import { aBrowser, signIn } from '../support/sign-in.ts';
import { type Person, sit } from '../support/start-bot-host.ts';
import { openHostPage } from '../support/start-teams-host.ts';
import { startTestWorld } from '../support/start-world.ts';
import { waitUntil } from '../support/wait-until.ts';

// biome-ignore lint/suspicious/noExplicitAny: the tests read many differently shaped answers
type Json = any;

const page = { html: '<!doctype html>', js: new Uint8Array(), css: new Uint8Array() };

describe('single sign-on in the local world', function () {
  this.timeout(60_000);
  let world: World;
  let karin: Person;
  let extensionId: string;
  let chatId: string;

  beforeEach(async () => {
    world = await startTestWorld({ page, singleSignOn: true });
    karin = await sit({ open: () => openHostPage(world.teamsHostUrl) }, 'Karin Blair');
    const { apps } = await karin.get('/api/session');
    extensionId = apps.find(({ extension }: Json) => extension?.kind === 'bot').id;
    chatId = (await karin.conversation('personal')).id;
  });
  afterEach(() => world.close());

  const search = (): Promise<Json> =>
    karin.post(`/api/apps/${extensionId}/commands/listRepairs`, { parameters: { assignedTo: 'Karin' } });
  const botMessages = async (): Promise<Json[]> =>
    (await karin.messages(chatId)).filter(({ from }: Json) => from.kind === 'bot');
  const cards = async (): Promise<Json[]> =>
    (await botMessages()).flatMap(({ id, attachments }: Json) =>
      attachments.flatMap((card: Json) => (card.kind === 'signIn' ? [{ ...card, messageId: id }] : [])),
    );
  const awaitCard = (state: string, count = 1): Promise<Json> =>
    waitUntil(
      async () => {
        const found = await cards();
        return found.length === count && found.at(-1).exchange?.state === state && found.at(-1);
      },
      () => `No sign-in card ${count} with the state "${state}".`,
    );
  const awaitText = (text: RegExp): Promise<Json> =>
    waitUntil(
      async () => (await botMessages()).find((message: Json) => text.test(JSON.stringify(message))),
      () => `No message of the bot matches ${text}.`,
    );

  /** Goes through the pop-up. @returns the page that it ends with. */
  async function consent(url: string, options: { person?: string; allow?: boolean } = {}): Promise<string> {
    const start = await karin.page.get(url);
    const back = await signIn(start.headers.get('Location') ?? '', { browser: aBrowser(), ...options });
    return (await karin.page.get(back.pathname + back.search)).text();
  }
  const openChat = async (): Promise<void> => {
    const { apps } = await karin.conversation('personal');
    await karin.post(`/api/conversations/${encodeURIComponent(chatId)}/install`, { appId: apps[0].appId });
    await karin.awaitMessages(chatId, 1);
  };
  const signOutOfBot = (): Promise<Json> => karin.post('/api/sign-out');

  it('asks for consent once, and then signs in to extension and chat without a click', async () => {
    const first = await search();
    expect(first).to.include({ type: 'signIn', url: '/sign-in/single%20sign-on%20teams' });
    expect(await consent(first.url)).to.include('data-ok="true"');
    expect((await search()).type).to.equal('results');

    await signOutOfBot();
    expect((await search()).type).to.equal('results');

    await signOutOfBot();
    await openChat();
    await karin.say(chatId, 'open repairs');
    await awaitCard('done');
    await awaitText(/AdaptiveCard/);
    const { hops } = await karin.page.flow();
    expect(JSON.stringify(hops)).not.to.match(/eyJ[\w-]{20}/);
  });

  it('asks in the chat for consent, and then signs in', async () => {
    await openChat();
    await karin.say(chatId, 'open repairs');
    const card = await awaitCard('consent');
    expect(await consent(card.exchange.consentUrl)).to.include('data-ok="true"');
    const path = `/api/conversations/${encodeURIComponent(chatId)}/token-exchange`;
    await karin.post(path, { messageId: card.messageId });
    await awaitCard('done');
    await awaitText(/AdaptiveCard/);
  });

  it('leaves the sign-in link if the person does not consent, or uses another account', async () => {
    const first = await search();
    expect(await consent(first.url, { allow: false })).to.include('data-ok="false"');
    expect((await search()).url).to.equal(first.url);
    expect(await consent(first.url, { person: 'Daisy Phillips' })).to.include('data-ok="true"');
    const refused = await search();
    expect(refused.url).to.match(/\/token-service\/api\/oauth\/signin\?signin=/);
    expect(refused.problem).to.include('is not that of Karin Blair');
    // The token of the other account is gone.
    expect((await search()).url).to.equal(first.url);
  });

  it('leaves the sign-in link if the token cannot be exchanged, and asks for consent after it was forgotten', async () => {
    const { url } = await search();
    await consent(url);
    await search();
    // Revokes what the app may do, but not what Teams may do.
    await karin.post('/api/forget-consent');
    expect((await search()).url).to.equal(url);
    expect(await consent(url)).to.include('data-ok="true"');
    expect((await search()).type).to.equal('results');
  });
});
