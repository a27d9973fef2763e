import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { createCardActions } from '../../src/card-actions/create-card-actions.ts';
import { createCards } from '../../src/cards/create-cards.ts';
import { help } from '../../src/chat/help.ts';
import { signIn } from '../../src/chat/sign-in.ts';
import { signOut } from '../../src/chat/sign-out.ts';
import { toDraft } from '../../src/chat/to-draft.ts';
import { toMeanings } from '../../src/chat/to-meanings.ts';
import { buildAppPackages } from '../../src/dev/package-check/build-app-package.ts';
import { readEnv } from '../../src/dev/package-check/read-env.ts';
import { createMessageExtension } from '../../src/message-extension/create-message-extension.ts';
import { toLinkedRepair } from '../../src/message-extension/unfurl-link.ts';
import type { AppPackage } from '../../src/teams-host/app-package/app-package.ts';
import { readAppPackage } from '../../src/teams-host/app-package/read-app-package.ts';
import { captureLog } from '../support/capture-log.ts';
import { createFakePreferences } from '../support/fake-preferences.ts';

const root = new URL('../../', import.meta.url);
const meaningsOf = (words: string, me: string) => JSON.parse(JSON.stringify(toMeanings(words, me)));

describe('the app packages with the bot', () => {
  const cards = createCards();
  const extension = createMessageExtension({
    cards,
    preferences: createFakePreferences(),
    cardActions: createCardActions(cards),
    log: captureLog().log,
  });
  let env: Record<string, string>;
  let api: AppPackage;
  let bot: AppPackage;

  before(async () => {
    env = await readEnv(root, 'local-world');
    const built = await buildAppPackages({ root, env });
    api = await readAppPackage(built.api);
    bot = await readAppPackage(built.bot);
  });

  it('are two apps with different ids and names that share one bot', () => {
    expect(api.manifest.id).to.equal(env.TEAMS_APP_ID);
    expect(bot.manifest.id).to.equal(env.BOT_EXTENSION_APP_ID).and.not.equal(env.TEAMS_APP_ID);
    expect(bot.manifest.name).not.to.equal(api.manifest.name);
    expect(bot.bot).to.deep.equal(api.bot).and.include({ id: env.BOT_APP_ID });
    expect(bot.botExtension?.botId).to.equal(env.BOT_APP_ID);
    expect(api.botExtension).to.equal(undefined);
  });

  it('declare exactly the commands that the message extension handles', () => {
    const idsOf = (kind: string) =>
      bot.botExtension?.commands.flatMap((command) => (command.kind === kind ? [command.id] : []));
    expect(idsOf('query')).to.have.members(Object.keys(extension.queries));
    expect(idsOf('action')).to.have.members(Object.keys(extension.actions));
    expect(bot.botExtension?.canUpdateConfiguration).to.equal(true);
  });

  it('declare the same search command for the bot and the API', () => {
    const [search] = bot.botExtension?.commands ?? [];
    const [command] = api.commands;
    for (const field of ['id', 'title', 'description', 'initialRun'] as const) {
      expect(search?.[field]).to.equal(command?.[field]);
    }
    expect(search?.parameters).to.deep.equal(command?.parameters);
    expect(search?.context).to.deep.equal(['compose', 'commandBox']);
  });

  it('offer each action in its contexts, with a dialog', () => {
    const actions = bot.botExtension?.commands.filter(({ kind }) => kind === 'action') ?? [];
    expect(actions.map(({ id, context, fetchTask }) => [id, context, fetchTask])).to.deep.equal([
      ['createRepair', ['compose', 'commandBox'], true],
      ['createRepairFromMessage', ['message'], true],
    ]);
  });

  it('unfurl links to the app, even for users who are not signed in', () => {
    expect(bot.botExtension?.linkDomains).to.deep.equal([new URL(env.OPENAPI_SERVER_URL ?? '').hostname]);
    expect(bot.botExtension?.supportsAnonymizedPayloads).to.equal(true);
    expect(toLinkedRepair(`${env.OPENAPI_SERVER_URL}/repairs/7`, env.OPENAPI_SERVER_URL ?? '')).to.equal('7');
  });

  it('list only chat commands that the bot understands, by their primary names', () => {
    const [mine = '', open = '', create = '', ...others] = api.bot?.commands.map(({ title }) => title) ?? [];
    expect(meaningsOf(mine, 'Karin Blair')).to.deep.equal([{ assignedTo: '"Karin Blair"' }]);
    expect(meaningsOf(open, 'Karin Blair')).to.deep.equal([{ status: 'open' }]);
    expect(toDraft(create, 'Karin Blair')).to.deep.equal({});
    const commands = [signIn, signOut, help];
    expect(others).to.deep.equal(commands.map(({ names: [name] }) => name));
    expect(api.bot?.scopes).to.deep.equal(['personal', 'team', 'groupChat']);
    for (const { title, description, scopes } of api.bot?.commands ?? []) {
      expect(title.length).to.be.at.most(32);
      expect(description.length).to.be.within(1, 128);
      expect(scopes).to.deep.equal(['personal', 'team', 'groupChat']);
    }
  });

  it('suggest only prompts that the bot understands', () => {
    const manifest = readFileSync(new URL('appPackage/manifest.json', root), 'utf8');
    const [, prompts = ''] = /"samplePrompts": (\[[^\]]*\])/.exec(manifest) ?? [];
    const texts = (JSON.parse(prompts) as { text: string }[]).map(({ text }) => text);
    expect(texts.map((text) => meaningsOf(text, ''))).to.deep.equal([
      [{ assignedTo: 'Karin Blair' }],
      [{ status: 'open' }],
      [{ text: 'brakes' }],
    ]);
  });

  it('allow the domains of the app, the token service and the sign-in page', () => {
    for (const { manifest } of [api, bot]) {
      expect(manifest.validDomains).to.include.members([
        env.OPENAPI_SERVER_DOMAIN,
        'token.botframework.com',
        env.OAUTH_AUTHORIZATION_DOMAIN,
      ]);
    }
  });

  it('declare the domains of their URLs', () => {
    expect(new URL(env.OPENAPI_SERVER_URL ?? '').hostname).to.equal(env.OPENAPI_SERVER_DOMAIN);
    expect(new URL(env.OAUTH_AUTHORIZATION_URL ?? '').hostname).to.equal(env.OAUTH_AUTHORIZATION_DOMAIN);
  });
});
