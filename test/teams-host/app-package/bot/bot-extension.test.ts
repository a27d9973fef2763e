import { expect } from 'chai';
import { StartupFault } from '../../../../src/foundation/startup-fault.ts';
import { aBotPackage, botId } from '../../../support/a-bot-package.ts';

// biome-ignore lint/suspicious/noExplicitAny: tests change any part of the manifest
type Change = (manifest: any) => void;

describe('an app package with a bot', () => {
  it('is read with its bot, commands and link domains', async () => {
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

  it('may have a bot without a message extension, or a message extension without a bot', async () => {
    const chat = await aBotPackage((manifest) => delete manifest.composeExtensions);
    expect(chat.bot?.id).to.equal(botId);
    expect(chat.botExtension).to.equal(undefined);
    const messages = await aBotPackage((manifest) => delete manifest.bots);
    expect(messages.bot).to.equal(undefined);
    expect(messages.botExtension?.botId).to.equal(botId);
  });

  it('reports a query on messages, which Teams accepts but does not offer', async () => {
    const { problems } = await aBotPackage(({ composeExtensions: [extension] }) => {
      extension.commands[0].context = ['compose', 'message'];
    });
    expect(problems.join()).to.match(/commands\[0\]\.context\): command findPlants is a query, which messages do not/);
  });

  it('may name a page as the dialog of an action', async () => {
    const taskInfo = { title: 'A form', url: 'https://garden.example.com/form', width: '640.5', height: 'SMALL' };
    const of = async (change: object) => {
      const { botExtension, problems } = await aBotPackage(({ composeExtensions: [extension] }) => {
        Object.assign(extension.commands[1], { fetchTask: false, taskInfo }, change);
      });
      expect(problems).to.deep.equal([]);
      return botExtension?.commands[1];
    };
    expect(await of({})).to.deep.include({ taskInfo: { ...taskInfo, width: 640.5, height: 'small' } });
    expect(await of({ taskInfo: { url: taskInfo.url } })).to.deep.include({
      taskInfo: { title: '', url: taskInfo.url, width: 'medium', height: 'medium' },
    });
    expect((await of({ parameters: [{ name: 'name', title: 'Name' }] }))?.taskInfo?.url).to.equal(taskInfo.url);
    expect((await of({ fetchTask: true }))?.fetchTask).to.equal(true);
  });

  it('normalises the id of the bot to lower case', async () => {
    const { bot } = await aBotPackage(({ bots: [first] }) => (first.botId = botId.toUpperCase()));
    expect(bot?.id).to.equal(botId);
  });

  const refused: readonly (readonly [string, Change, RegExp])[] = [
    [
      'a message extension without a bot',
      ({ composeExtensions: [extension] }) => delete extension.botId,
      /needs a "botId"/,
    ],
    ['a bot id that is not a GUID', ({ bots: [bot] }) => (bot.botId = 'gardener'), /botId/],
    ['a bot without scopes', ({ bots: [bot] }) => (bot.scopes = []), /no "scopes"/],
    [
      'a bot-based extension with an API document',
      ({ composeExtensions: [extension] }) => (extension.apiSpecificationFile = 'api.json'),
      /must not have an "apiSpecificationFile"/,
    ],
    [
      'a message extension with neither commands nor link handlers',
      ({ composeExtensions: [extension] }) => {
        extension.commands = [];
        delete extension.messageHandlers;
      },
      /neither "commands" nor "messageHandlers"/,
    ],
    [
      'a query without parameters',
      ({ composeExtensions: [extension] }) => delete extension.commands[0].parameters,
      /query without "parameters"/,
    ],
    [
      'an action with neither a dialog nor parameters',
      ({ composeExtensions: [extension] }) => delete extension.commands[1].fetchTask,
      /neither "fetchTask" nor "parameters" nor "taskInfo\.url"/,
    ],
    [
      'two commands with the same id',
      ({ composeExtensions: [extension] }) => (extension.commands[1].id = 'findPlants'),
      /commands\[1\]\.id\): "findPlants" appears twice/,
    ],
    [
      'a rendering template',
      ({ composeExtensions: [extension] }) => (extension.commands[0].apiResponseRenderingTemplateFile = 'a.json'),
      /rendering template/,
    ],
    ...['https://garden.example.com', 'garden.example.com/a', '*.com', 'garden.example.com:8080', ''].map(
      (domain): [string, Change, RegExp] => [
        `links of the domain ${JSON.stringify(domain)}`,
        ({ composeExtensions: [extension] }) => (extension.messageHandlers[0].value.domains = [domain]),
        /is not a valid domain/,
      ],
    ),
  ];
  for (const [what, change, expected] of refused) {
    it(`is refused for ${what}`, async () => {
      const fault = await aBotPackage(change).catch((error: unknown) => error);
      expect(fault).to.be.instanceOf(StartupFault);
      expect((fault as StartupFault).message).to.match(expected);
    });
  }

  const once: readonly (readonly [string, Change, RegExp])[] = [
    ['null as the bot', (manifest) => (manifest.bots = [null]), /\(bots\[0\]\): the value must be object/],
    [
      'null as the message extension',
      (manifest) => (manifest.composeExtensions = [null]),
      /\(composeExtensions\[0\]\): the value must be object/,
    ],
    [
      'null as a command',
      ({ composeExtensions: [extension] }) => (extension.commands[0] = null),
      /commands\[0\]\): the value must be object/,
    ],
    [
      'null as a message handler',
      ({ composeExtensions: [extension] }) => (extension.messageHandlers = [null]),
      /messageHandlers\[0\]\): the value must be object/,
    ],
    [
      'a command of an unknown type',
      ({ composeExtensions: [extension] }) => {
        extension.commands[1].type = 'Action';
        delete extension.commands[1].fetchTask;
      },
      /commands\[1\]\.type\): the value must be equal to one of the allowed values: "query", "action"/,
    ],
    ...[640, '640px', 'huge', '', '-5', null].map((width): [string, Change, RegExp] => [
      `a dialog with the width ${JSON.stringify(width)}`,
      ({ composeExtensions: [extension] }) =>
        (extension.commands[1].taskInfo = { url: 'https://garden.example.com/form', width }),
      /taskInfo\.width\): command plantOne has the width .*Write "small", "medium", "large" or pixels, as text/,
    ]),
    [
      'an id of a bot that is not a GUID',
      ({ composeExtensions: [extension] }) => (extension.botId = 'gardener'),
      /composeExtensions\[0\]\.botId\): the value must be a GUID, such as/,
    ],
    [
      'an address without a host',
      ({ composeExtensions: [extension] }) => (extension.commands[1].taskInfo = { url: '/form' }),
      /taskInfo\.url\): the value must be an address that begins with "https:\/\/"/,
    ],
  ];
  for (const [what, change, expected] of once) {
    it(`is refused for ${what} in one sentence`, async () => {
      const fault = await aBotPackage(change).catch((error: unknown) => error);
      const [, ...sentences] = (fault as StartupFault).message.split('\n');
      expect(sentences).to.have.length(1);
      expect(sentences[0]).to.match(expected);
    });
  }
});
