import { expect } from 'chai';
import { StartupFault } from '../../../src/foundation/startup-fault.ts';
import { aBotPackage, botId } from '../../support/a-bot-package.ts';

// biome-ignore lint/suspicious/noExplicitAny: tests bend any part of the manifest
type Bend = (manifest: any) => void;

describe('an app package with a bot', () => {
  it('is read into what the host needs', async () => {
    const { manifest, commands, bot, botExtension } = await aBotPackage();
    expect(commands).to.deep.equal([]);
    expect(manifest.authorization).to.deep.equal({ kind: 'none' });
    expect(manifest.validDomains).to.deep.equal(['garden.example.com', 'token.botframework.com']);
    expect(bot).to.deep.equal({
      id: botId,
      scopes: ['personal', 'team', 'groupChat'],
      commands: [{ title: 'help', description: 'Says what it can', scopes: ['personal'] }],
    });
    expect(botExtension).to.include({ botId, canUpdateConfiguration: true, supportsAnonymizedPayloads: false });
    expect(botExtension?.linkDomains).to.deep.equal(['garden.example.com', '*.plants.example.com']);
    expect(
      botExtension?.commands.map(({ id, kind, context, initialRun, fetchTask, parameters }) => [
        [id, kind, context.join(' ')].join(': '),
        initialRun,
        fetchTask,
        parameters.length,
      ]),
    ).to.deep.equal([
      ['findPlants: query: compose commandBox', true, false, 2],
      ['plantOne: action: compose message', false, true, 0],
      ['water: action: compose', false, false, 1],
    ]);
  });

  it('may be for the chat alone, or for messages alone', async () => {
    const chat = await aBotPackage((manifest) => delete manifest.composeExtensions);
    expect(chat.bot?.id).to.equal(botId);
    expect(chat.botExtension).to.equal(undefined);
    const messages = await aBotPackage((manifest) => delete manifest.bots);
    expect(messages.bot).to.equal(undefined);
    expect(messages.botExtension?.botId).to.equal(botId);
  });

  it('spells the bot in lower case, as ids are compared', async () => {
    const { bot } = await aBotPackage(({ bots: [first] }) => (first.botId = botId.toUpperCase()));
    expect(bot?.id).to.equal(botId);
  });

  const refused: readonly (readonly [string, Bend, RegExp])[] = [
    ['names no bot', ({ composeExtensions: [extension] }) => delete extension.botId, /needs a "botId"/],
    ['names a bot that is no GUID', ({ bots: [bot] }) => (bot.botId = 'gardener'), /botId/],
    ['has a bot without scopes', ({ bots: [bot] }) => (bot.scopes = []), /no "scopes"/],
    [
      'names an API document too',
      ({ composeExtensions: [extension] }) => (extension.apiSpecificationFile = 'api.json'),
      /no "apiSpecificationFile"/,
    ],
    [
      'does nothing',
      ({ composeExtensions: [extension] }) => {
        extension.commands = [];
        delete extension.messageHandlers;
      },
      /neither "commands" nor "messageHandlers"/,
    ],
    [
      'has a query without parameters',
      ({ composeExtensions: [extension] }) => delete extension.commands[0].parameters,
      /query without "parameters"/,
    ],
    [
      'has an action that is nothing',
      ({ composeExtensions: [extension] }) => delete extension.commands[1].fetchTask,
      /neither "fetchTask" nor "parameters"/,
    ],
    [
      'has a query on messages',
      ({ composeExtensions: [extension] }) => (extension.commands[0].context = ['message']),
      /context "message"/,
    ],
    [
      'has two commands of one id',
      ({ composeExtensions: [extension] }) => (extension.commands[1].id = 'findPlants'),
      /same id/,
    ],
    [
      'has a template for results',
      ({ composeExtensions: [extension] }) => (extension.commands[0].apiResponseRenderingTemplateFile = 'a.json'),
      /rendering template/,
    ],
    ...['https://garden.example.com', 'garden.example.com/a', '*.com', 'garden.example.com:8080', ''].map(
      (domain): [string, Bend, RegExp] => [
        `unfurls links of ${JSON.stringify(domain)}`,
        ({ composeExtensions: [extension] }) => (extension.messageHandlers[0].value.domains = [domain]),
        /no domain of links/,
      ],
    ),
  ];
  for (const [what, bend, expected] of refused) {
    it(`is refused where it ${what}`, async () => {
      const fault = await aBotPackage(bend).catch((error: unknown) => error);
      expect(fault).to.be.instanceOf(StartupFault);
      expect((fault as StartupFault).message).to.match(expected);
    });
  }
});
