import { expect } from 'chai';
import fc from 'fast-check';
import type { ChatContext, ChatReply } from '../../src/chat/chat.ts';
import { createChat } from '../../src/chat/create-chat.ts';
import { AppError } from '../../src/foundation/errors.ts';
import { SignInNeeded } from '../../src/repairs-client/sign-in-needed.ts';
import { cards } from '../card-actions/a-card-action-context.ts';
import { aRepresentation, createSharedRepairs } from '../card-actions/shared-repairs.ts';
import { actionOf, nodesOf, textsOf, titlesOf } from '../cards/card-nodes.ts';
import { aChatContext } from './a-chat-context.ts';

const chat = createChat(cards);
const say = (text: string, context: ChatContext, files = 0, shared = 0) =>
  chat.handleMessage({ text, files, cards: shared }, context);
const textIn = (replies: readonly ChatReply[]) => replies.flatMap(({ text }) => text ?? []);
const cardIn = (replies: readonly ChatReply[]) => replies.flatMap(({ attachments = [] }) => attachments)[0]?.content;
const suggestionsIn = (replies: readonly ChatReply[]) =>
  replies.flatMap(({ suggestions = [] }) => suggestions.map(({ text }) => text));
const workshop = () =>
  createSharedRepairs(
    aRepresentation('1', { assignedTo: 'Karin Blair', title: 'Oil change' }),
    aRepresentation('2', { assignedTo: 'Isaac Fielder', title: 'Brake repairs' }),
    aRepresentation('3', { assignedTo: 'Karin Blair', title: 'Tire service' }),
    aRepresentation('4', { assignedTo: 'Ashley Mason', title: 'Mason jars', description: '' }),
  );

describe('a message that is not a command', () => {
  it('is a search for its words', async () => {
    const shared = workshop();
    const card = cardIn(await say('oil 2024', aChatContext({ repairs: shared.as('read') })));
    expect(shared.calls).to.deep.equal(['list {"text":"oil 2024"}']);
    expect(textsOf(card)).to.include.members(['Repairs with “oil 2024”', 'No repairs found.']);
  });

  it('shows several repairs as a list that pages inside its card', async () => {
    const shared = createSharedRepairs(...['1', '2', '3', '4', '5', '6'].map((id) => aRepresentation(id)));
    const card = cardIn(await say('oil', aChatContext({ repairs: shared.as('read') })));
    expect(actionOf(card, 'Next page')).to.deep.include({
      type: 'Action.Execute',
      verb: 'nextPage',
      data: { query: { text: 'oil' }, trail: ['at-5'] },
    });
  });

  it('shows the only repair found with its version and its actions', async () => {
    const repairs = workshop().as('write');
    const card = cardIn(await say('tire', aChatContext({ repairs })));
    expect(textsOf(card)).to.include('Tire service');
    expect(actionOf(card, 'Start')?.data).to.deep.equal({ repairId: '3', etag: '"1"' });
    expect(titlesOf(card)).not.to.include('Assign to me');
    expect(card).to.have.nested.property('refresh.action.verb', 'refresh');
  });

  it('searches for the repairs of a person if it is a name', async () => {
    for (const name of ['karin', 'Blair', 'KARIN  BLAIR', 'Kar', 'karin b']) {
      const card = cardIn(await say(name, aChatContext({ repairs: workshop().as('read') })));
      expect(textsOf(card), name).to.include.members(['Oil change', 'Tire service']);
      expect(textsOf(card).join(), name).to.match(/Repairs of kar|Repairs of blair/i);
    }
  });

  it('searches for words if nobody has that name', async () => {
    const card = cardIn(await say('brake', aChatContext({ repairs: workshop().as('read') })));
    expect(textsOf(card)).to.include('Brake repairs');
  });

  it('prefers the person if both are found, and explains how to search for the words', async () => {
    const repairs = workshop().as('read');
    const card = cardIn(await say('mason', aChatContext({ repairs })));
    expect(textsOf(card)).to.include('Send “find mason” for repairs that contain these words.');
    const found = await say('find mason', aChatContext({ repairs }));
    expect(textsOf(cardIn(found)).join()).not.to.include('Send “find');
  });

  it('searches only for a person after "repairs of", and only for words after "find"', async () => {
    for (const [text, query] of [
      ['repairs of Karin', '{"assignedTo":"Karin"}'],
      ['Assigned to Karin Blair', '{"assignedTo":"Karin Blair"}'],
      ['find karin', '{"text":"karin"}'],
      ['search for oil', '{"text":"oil"}'],
    ]) {
      const shared = workshop();
      await say(text ?? '', aChatContext({ repairs: shared.as('read') }));
      expect(shared.calls[0], text).to.equal(`list ${query}`);
      expect(
        shared.calls.filter((call) => call.startsWith('list')),
        text,
      ).to.have.length(1);
    }
  });

  it('is not searched for as a name if it is too long for one', async () => {
    const almost = `${'𝒳'.repeat(50)}${'y'.repeat(49)}`;
    for (const [text, queries] of [
      [`repairs of ${almost}z`, [{ assignedTo: `${almost}z` }]],
      [`repairs of ${almost}zz`, [{ text: `${almost}zz` }]],
      [`my repairs for ${almost}zz`, [{ assignedTo: '"Karin Blair"', text: `${almost}zz` }]],
      ['x'.repeat(100), [{ assignedTo: 'x'.repeat(100) }, { text: 'x'.repeat(100) }]],
      ['x'.repeat(101), [{ text: 'x'.repeat(101) }]],
    ] as const) {
      const shared = workshop();
      await say(text, aChatContext({ repairs: shared.as('read') }));
      expect(shared.calls.map((call) => JSON.parse(call.slice(5)))).to.deep.equal(queries);
    }
  });

  it('suggests what to do if nothing is found', async () => {
    const replies = await say('zzz 1', aChatContext({ repairs: workshop().as('read') }));
    expect(suggestionsIn(replies)).to.deep.equal(['My repairs', 'Help']);
  });

  it('is not searched for if it is too long', async () => {
    const shared = workshop();
    const replies = await say('x'.repeat(201), aChatContext({ repairs: shared.as('read') }));
    expect(textIn(replies)).to.deep.equal(['That is too long to search for. Send me up to 200 characters.']);
    expect(shared.calls).to.deep.equal([]);
  });

  it('is never sent back as markdown', async () => {
    const hostile = '[click](https://evil.example) **x** <b>y</b> & @everyone';
    const replies = await say(hostile, aChatContext({ repairs: workshop().as('read') }));
    expect(textIn(replies)).to.deep.equal([]);
    const nodes = nodesOf(cardIn(replies)).filter(({ text = '' }) => text.includes('evil'));
    expect(nodes.map(({ type }) => type)).to.deep.equal(['TextRun']);
  });

  it('rethrows SignInNeeded and the errors 401 and 403', async () => {
    expect(await say('oil', aChatContext()).catch((fault: unknown) => fault)).to.be.instanceOf(SignInNeeded);
    for (const access of ['signedOut', 'none'] as const) {
      const context = aChatContext({ repairs: workshop().as(access) });
      const fault = await say('oil', context).catch((thrown: unknown) => thrown);
      expect(fault).to.have.property('status', access === 'none' ? 403 : 401);
    }
  });
});

describe('a search for repairs by name, status or person', () => {
  it("finds the person's own repairs by display name", async () => {
    for (const text of ['My repairs!', '/mine', 'show me my repairs', 'assigned to me', 'Which repairs are for me?']) {
      const shared = workshop();
      const card = cardIn(await say(text, aChatContext({ repairs: shared.as('read') })));
      expect(shared.calls, text).to.deep.equal(['list {"assignedTo":"\\"Karin Blair\\""}']);
      expect(textsOf(card), text).to.include.members(['Repairs of Karin Blair', 'Oil change', 'Tire service']);
    }
  });

  it('cannot find own repairs without a name, or with one that is too long for the API', async () => {
    for (const name of ['', 'x'.repeat(101)]) {
      const context = aChatContext({ user: { id: '1', name, tenantId: 't' } });
      for (const text of ['my repairs', 'my open repairs', 'repairs of me']) {
        expect(textIn(await say(text, context))[0], text).to.include('Teams does not provide a name');
      }
    }
  });

  for (const [text, query, heading] of [
    ['open repairs', { status: 'open' }, 'Open repairs'],
    ['Show me the open repairs.', { status: 'open' }, 'Open repairs'],
    ['list repairs', {}, 'Repairs'],
    ['all repairs', {}, 'Repairs'],
    ['find all in progress repairs', { status: 'inProgress' }, 'In progress repairs'],
    ['my open repairs', { assignedTo: '"Karin Blair"', status: 'open' }, 'Open repairs of Karin Blair'],
    ['DONE repairs of isaac', { assignedTo: 'isaac', status: 'done' }, 'Done repairs of isaac'],
    ['Repairs with brake pads', { text: 'brake pads' }, 'Repairs with “brake pads”'],
    ['my repairs about oil', { assignedTo: '"Karin Blair"', text: 'oil' }, 'Repairs of Karin Blair with “oil”'],
  ] as const) {
    it(`understands “${text}”`, async () => {
      const shared = createSharedRepairs();
      const card = cardIn(await say(text, aChatContext({ repairs: shared.as('read') })));
      expect(shared.calls.map((call) => JSON.parse(call.slice(5)))).to.deep.equal([query]);
      expect(textsOf(card)[0]).to.equal(heading);
    });
  }

  it('searches for words after “for” if nobody has that name', async () => {
    const repairs = workshop().as('read');
    expect(textsOf(cardIn(await say('repairs for tires', aChatContext({ repairs }))))[0]).to.equal(
      'Repairs with “tires”',
    );
    const card = cardIn(await say('open repairs for mason', aChatContext({ repairs })));
    expect(textsOf(card)).to.include.members(['Mason jars', 'Send “find mason” for repairs that contain these words.']);
  });
});

describe('sign in', () => {
  it('throws SignInNeeded without a token', async () => {
    expect(await say('sign in', aChatContext()).catch((fault: unknown) => fault)).to.be.instanceOf(SignInNeeded);
  });

  it('confirms that the person is signed in', async () => {
    const context = aChatContext({ repairs: workshop().as('read') });
    expect(textIn(await say('/login', context))).to.deep.equal(['You are signed in.']);
    expect(textIn(chat.signedIn(context))).to.deep.equal(['You are signed in.']);
  });
});

describe('sign out', () => {
  it('signs out and confirms it, with or without a token', async () => {
    for (const context of [aChatContext(), aChatContext({ repairs: workshop().as('read') })]) {
      expect(textIn(await say('Sign  out.', context))).to.deep.equal(['You are signed out.']);
      expect(context.signOuts).to.equal(1);
    }
  });
});

describe('help', () => {
  for (const text of ['help', 'HELP!', '?', '', ' ', '👍', '...', '\u0000']) {
    it(`needs no token for ${JSON.stringify(text)}`, async () => {
      const replies = await say(text, aChatContext());
      expect(textsOf(cardIn(replies))).to.include.members(['What I can do', 'My repairs', 'Sign in', 'Sign out']);
      expect(suggestionsIn(replies)).to.deep.equal(['My repairs', 'Sign in', 'Sign out']);
    });
  }

  it('is part of the welcome after the installation', () => {
    const replies = chat.welcome(aChatContext());
    expect(textsOf(cardIn(replies))).to.include('Welcome to Repairs');
    expect(suggestionsIn(replies)).to.deep.equal(['My repairs', 'Help']);
  });

  it('offers only commands and searches that the bot answers', async () => {
    const context = aChatContext({ repairs: workshop().as('read') });
    const offered = [...titlesOf(cardIn(chat.welcome(context))), ...suggestionsIn(await say('help', context))];
    for (const title of offered) {
      expect(await say(title, context), title).to.have.length(1);
    }
  });
});

describe('a conversation with several people', () => {
  for (const conversation of ['group', 'channel'] as const) {
    it(`gets answers without suggestions in a ${conversation}, as Teams does not show them there`, async () => {
      const context = aChatContext({ repairs: workshop().as('read'), conversation });
      expect(textsOf(cardIn(await say('tire', context)))).to.include('Tire service');
      for (const replies of [await say('help', context), chat.welcome(context)]) {
        expect(textIn(replies)).to.deep.equal(['In this conversation I only see messages that mention me.']);
        expect(replies[0]?.suggestions).to.equal(undefined);
      }
    });
  }
});

describe('the card of a repair in a chat', () => {
  it('offers only permitted actions in a personal chat and all elsewhere, with localized dates', async () => {
    for (const [conversation, offered] of [
      ['personal', []],
      ['group', ['Start', 'Assign to me', 'Edit']],
      ['channel', ['Start', 'Assign to me', 'Edit']],
    ] as const) {
      const context = aChatContext({ repairs: workshop().as('read'), conversation, locale: 'de-DE' });
      const card = cardIn(await say('tire', context));
      expect(titlesOf(card), conversation).to.deep.equal(offered);
      expect(textsOf(card), conversation).to.include('23. Mai 2024');
    }
  });
});

describe('a file', () => {
  const cannotRead = 'I cannot read files. Tell me in words what you are looking for.';

  it('is not read', async () => {
    expect(textIn(await say('', aChatContext(), 2))).to.deep.equal([cannotRead]);
  });

  it('does not prevent an answer to the accompanying text', async () => {
    const replies = await say('tire', aChatContext({ repairs: workshop().as('read') }), 1);
    expect(textIn(replies)).to.deep.equal([cannotRead]);
    expect(textsOf(cardIn(replies))).to.include('Tire service');
  });
});

describe('a card that somebody shares in the chat', () => {
  it('is not answered', async () => {
    expect(await say('', aChatContext(), 0, 1)).to.deep.equal([]);
    expect(textIn(await say('', aChatContext(), 1, 1))).to.have.length(1);
  });

  it('does not prevent an answer to the accompanying text', async () => {
    const replies = await say('tire', aChatContext({ repairs: workshop().as('read') }), 0, 1);
    expect(textIn(replies)).to.deep.equal([]);
    expect(textsOf(cardIn(replies))).to.include('Tire service');
  });
});

describe('any text', () => {
  const anyText = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 300 }),
    fc.string({ unit: 'binary', maxLength: 300 }),
    fc.string({ unit: fc.nat(0xffff).map((unit) => String.fromCharCode(unit)) }),
  );
  const text = fc.oneof(
    anyText,
    fc
      .tuple(fc.constantFrom('find ', 'repairs of ', '/', 'my open repairs about ', 'repairs for '), anyText)
      .map((parts) => parts.join('')),
  );
  const fixedSentences = [
    'You are signed in.',
    'You are signed out.',
    'That is too long to search for. Send me up to 200 characters.',
    'I cannot read files. Tell me in words what you are looking for.',
  ];

  it('is answered with cards and fixed sentences, and searched for as one short line', async () => {
    await fc.assert(
      fc.asyncProperty(text, fc.nat(2), async (typed, files) => {
        const shared = workshop();
        const replies = await say(typed, aChatContext({ repairs: shared.as('write') }), files);
        expect(replies.length).to.be.within(1, 2);
        expect(fixedSentences).to.include.members(textIn(replies));
        for (const call of shared.calls.filter((each) => each.startsWith('list'))) {
          for (const words of Object.values(JSON.parse(call.slice(5)) as object)) {
            expect(words).to.match(/^[^\p{Cc}\p{Cs}]{1,200}$/u);
          }
        }
        expect(JSON.stringify(replies).length).to.be.below(28_000);
      }),
    );
  });

  it('rejects only with an AppError without a token', async () => {
    await fc.assert(
      fc.asyncProperty(text, async (typed) => {
        const answer = await say(typed, aChatContext()).catch((fault: unknown) => fault);
        expect(Array.isArray(answer) || answer instanceof AppError).to.equal(true);
      }),
    );
  });
});

describe('create', () => {
  const formIn = (replies: readonly ChatReply[]) =>
    Object.fromEntries(nodesOf(cardIn(replies)).flatMap(({ id, value }) => (id === undefined ? [] : [[id, value]])));

  it('opens a form with what the message says', async () => {
    const context = aChatContext({ repairs: workshop().as('write'), utcOffset: 13 * 60 });
    const replies = await say('create Oil change for Daisy Phillips', context);
    const values = { title: 'Oil change', assignedTo: 'Daisy Phillips', date: '2024-06-02', status: 'open' };
    expect(formIn(replies)).to.include(values);
    expect(actionOf(cardIn(replies), 'Create')).to.include({ type: 'Action.Execute', verb: 'createRepair' });
    expect(formIn(await say('new repair', context))).to.include({ title: '', assignedTo: 'Karin Blair' });
  });

  it('asks for a sign-in first', async () => {
    const fault = await say('create', aChatContext()).catch((error: unknown) => error);
    expect(fault).to.be.instanceOf(SignInNeeded);
  });
});

describe('delete my data', () => {
  it('asks for confirmation and needs no token', async () => {
    const context = aChatContext();
    for (const text of ['Delete my data', 'forget me!', '/delete my data']) {
      const card = cardIn(await say(text, context));
      expect(textsOf(card)).to.include('Delete your data?');
      const { selectAction } = nodesOf(card).find((node) => 'selectAction' in node) as { selectAction?: unknown };
      const answer = { msteams: { type: 'imBack', value: 'Yes, delete my data' } };
      expect(selectAction).to.deep.include({ type: 'Action.Submit', data: answer });
    }
    expect(context.forgotten).to.equal(0);
  });

  it('deletes what is stored once it is confirmed', async () => {
    const context = aChatContext();
    expect(textIn(await say('Yes, delete my data', context)).join()).to.include('is deleted, and you are signed out');
    expect(context.forgotten).to.equal(1);
  });
});
