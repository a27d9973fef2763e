import { expect } from 'chai';
import fc from 'fast-check';
import { AppError, InvalidRequest, Unavailable } from '../../src/foundation/errors.ts';
import type { DialogAnswer, MessagingExtensionAnswer, ResultAnswer } from '../../src/message-extension/answers.ts';
import type { CommandContext } from '../../src/message-extension/command-context.ts';
import { SignInNeeded } from '../../src/repairs-client/sign-in-needed.ts';
import { actionOf, nodesOf, textsOf } from '../cards/card-nodes.ts';
import { captureLog } from '../support/capture-log.ts';
import { aCommandContext, anAction, anActionCommand, karin } from './a-command-context.ts';
import { createFakeRepairs } from './fake-repairs.ts';

const captured = captureLog();
const { fetch, submit } = anActionCommand('createRepair', captured.log);
const typed = { title: 'Oil change', description: 'Drain it.', assignedTo: 'Karin Blair', date: '2024-06-02' };

const contentOf = (answer: MessagingExtensionAnswer): object => (answer as DialogAnswer).card.content as object;
const valuesOf = (answer: MessagingExtensionAnswer): Record<string, string | undefined> =>
  Object.fromEntries(nodesOf(contentOf(answer)).flatMap(({ id, value }) => (id === undefined ? [] : [[id, value]])));
const dialogOf = (answer: MessagingExtensionAnswer) =>
  actionOf(contentOf(answer), 'Create')?.data as { dialogId: string };

async function openDialog(context: CommandContext = aCommandContext()) {
  return dialogOf(await fetch(anAction(), context));
}

describe('createRepair', () => {
  it('opens a form with the person’s name and today’s date', async () => {
    const answer = await fetch(anAction(), aCommandContext());
    expect(answer).to.include({ kind: 'dialog', title: 'Create a repair' });
    expect(valuesOf(answer)).to.deep.equal({
      title: '',
      description: '',
      assignedTo: 'Karin Blair',
      date: '2024-06-01',
      status: 'open',
      image: '',
    });
  });

  it('uses the date in the person’s time zone', async () => {
    const dates = [-13 * 60, 0, 12 * 60].map(async (utcOffset) =>
      valuesOf(await fetch(anAction(), aCommandContext({ utcOffset }))),
    );
    expect((await Promise.all(dates)).map(({ date }) => date)).to.deep.equal([
      '2024-05-31',
      '2024-06-01',
      '2024-06-02',
    ]);
  });

  it('creates the repair and inserts its card into the message', async () => {
    const repairs = createFakeRepairs();
    const answer = await submit(
      anAction({ data: { ...typed, ...(await openDialog()) } }),
      aCommandContext({ repairs }),
    );
    expect(repairs.kept).to.have.length(1);
    expect(repairs.kept[0]).to.include(typed);
    expect(answer).to.include({ kind: 'result', layout: 'list' });
    expect(textsOf((answer as ResultAnswer).results[0]?.attachment.content)).to.include.members([
      'Oil change',
      'June 2, 2024',
    ]);
  });

  it('shows errors in the same dialog, keeps the input, and does not call the API', async () => {
    const repairs = createFakeRepairs();
    const dialog = await openDialog();
    const answer = await submit(
      anAction({ data: { ...typed, title: ' ', date: '2024-02-30', ...dialog } }),
      aCommandContext({ repairs }),
    );
    expect(textsOf(contentOf(answer))).to.include.members(['Title must not be blank.']);
    expect(valuesOf(answer)).to.include({ description: 'Drain it.', assignedTo: 'Karin Blair' });
    expect(dialogOf(answer)).to.deep.equal(dialog);
    expect(repairs.calls).to.deep.equal([]);
  });

  it('shows an API error beside its field, or next to the buttons', async () => {
    for (const [error, message] of [
      [new InvalidRequest('image must be an https address.', { field: 'image' }), /^Address of a picture must be/],
      [new AppError(429, 'too_many_requests', 'Wait a minute.'), /^Wait a minute\.$/],
      [new Unavailable('It takes too long.'), /^It takes too long\. You can safely send this form again/],
    ] as const) {
      const repairs = createFakeRepairs();
      repairs.fail(error);
      const answer = await submit(
        anAction({ data: { ...typed, ...(await openDialog()) } }),
        aCommandContext({ repairs }),
      );
      expect(textsOf(contentOf(answer)).filter((text) => message.test(text))).to.have.length(1);
      expect(valuesOf(answer)).to.include(typed);
    }
  });

  it('logs why the API did not create the repair', async () => {
    const repairs = createFakeRepairs();
    repairs.fail(new Unavailable('Try again.', { detail: 'createRepair', cause: new Error('connect ECONNREFUSED') }));
    const answer = await submit(anAction({ data: typed }), aCommandContext({ repairs }));
    expect(JSON.stringify(answer)).not.to.include('ECONNREFUSED');
    const entry = captured.entries('message extension: repair not created').at(-1);
    expect(entry).to.include({ status: 503, problem: 'unavailable', detail: 'createRepair' });
    expect(entry).to.have.nested.property('cause.message', 'connect ECONNREFUSED');
  });

  it('rethrows a 401, a 403 and unexpected errors', async () => {
    for (const error of [new SignInNeeded(), new AppError(403, 'no_access', 'No.'), new TypeError('a bug')]) {
      const repairs = createFakeRepairs();
      repairs.fail(error);
      const failure = await submit(anAction({ data: typed }), aCommandContext({ repairs })).catch((thrown) => thrown);
      expect(failure).to.equal(error);
    }
  });

  describe('creates one repair', () => {
    it('for an invoke that is delivered three times concurrently', async () => {
      const repairs = createFakeRepairs();
      const action = anAction({ data: { ...typed, ...(await openDialog()) } });
      const context = aCommandContext({ repairs });
      const answers = await Promise.all([1, 2, 3].map(() => submit(action, context)));
      expect(repairs.kept).to.have.length(1);
      expect(answers[1]).to.deep.equal(answers[0]);
      expect(answers[2]).to.deep.equal(answers[0]);
    });

    it('for a dialog that is submitted again because the answer was lost', async () => {
      const repairs = createFakeRepairs();
      const dialog = await openDialog();
      await submit(anAction({ data: { ...typed, ...dialog } }), aCommandContext({ repairs }));
      await submit(anAction({ data: { ...typed, ...dialog } }), aCommandContext({ repairs }));
      expect(repairs.kept).to.have.length(1);
      const changed = await submit(
        anAction({ data: { ...typed, title: 'Else', ...dialog } }),
        aCommandContext({ repairs }),
      );
      expect(repairs.kept).to.have.length(1);
      expect(textsOf(contentOf(changed))[0]).to.match(/already exists/);
    });

    it('for a dialog that is opened by repeated deliveries of one activity', async () => {
      const context = aCommandContext();
      expect(await openDialog(context)).to.deep.equal(await openDialog(context));
    });

    it('per dialog, person and organisation', async () => {
      const repairs = createFakeRepairs();
      const dialog = await openDialog();
      const people = [karin, { ...karin, id: 'other' }, { ...karin, tenantId: 'other' }];
      for (const user of people) {
        await submit(anAction({ data: { ...typed, ...dialog } }), aCommandContext({ repairs, user }));
      }
      await submit(anAction({ data: { ...typed, ...(await openDialog()) } }), aCommandContext({ repairs }));
      expect(repairs.kept).to.have.length(4);
    });

    it('per activity if the dialog id is missing or invalid', async () => {
      for (const dialogId of [undefined, '', 7, {}, 'x'.repeat(44), `${'x'.repeat(42)}/`]) {
        const repairs = createFakeRepairs();
        const context = aCommandContext({ repairs });
        await submit(anAction({ data: { ...typed, dialogId } }), context);
        await submit(anAction({ data: { ...typed, dialogId } }), context);
        await submit(anAction({ data: { ...typed, dialogId } }), aCommandContext({ repairs }));
        expect(repairs.kept).to.have.length(2);
      }
    });
  });

  it('returns a result or a dialog, or throws InvalidRequest, for any data', async () => {
    const data = fc.dictionary(
      fc.oneof(
        fc.constantFrom('title', 'assignedTo', 'description', 'date', 'status', 'image', 'dialogId'),
        fc.string(),
      ),
      fc.oneof(fc.string({ unit: 'binary' }), fc.anything()),
    );
    await fc.assert(
      fc.asyncProperty(data, async (given) => {
        const answer = await submit(anAction({ data: given }), aCommandContext()).catch((thrown: unknown) => thrown);
        expect(
          answer instanceof InvalidRequest || ['result', 'dialog'].includes((answer as { kind: string }).kind),
        ).to.equal(true);
      }),
    );
  });
});
