import { expect } from 'chai';
import fc from 'fast-check';
import { AppError, InvalidRequest, NotFound, Unavailable } from '../../src/foundation/errors.ts';
import type { CommandContext } from '../../src/message-extension/command-context.ts';
import { selectResult } from '../../src/message-extension/select-result.ts';
import { SignInNeeded } from '../../src/repairs-client/sign-in-needed.ts';
import { actionOf, textsOf, titlesOf } from '../cards/card-nodes.ts';
import { aCommandContext, cards, karin } from './a-command-context.ts';
import { aRepresentation, createFakeRepairs } from './fake-repairs.ts';

const select = (value: unknown, context: CommandContext) => selectResult(cards, value, context);

describe('selectResult', () => {
  it('returns the card of the current repair, with its version', async () => {
    const repairs = createFakeRepairs([aRepresentation('7', { title: 'Brakes' })]);
    const answer = await select({ repairId: '7' }, aCommandContext({ repairs }));
    expect(answer.results).to.have.length(1);
    const card = answer.results[0]?.attachment;
    expect(textsOf(card?.content)).to.include('Brakes');
    expect(actionOf(card?.content, 'Start')?.data).to.deep.equal({ repairId: '7', etag: '"1"' });
    expect(card?.content).to.have.nested.property('refresh.action.verb', 'refresh');
  });

  it('returns a shared card, on which others can take over the sender’s repair', async () => {
    const repairs = createFakeRepairs([aRepresentation('7', { assignedTo: karin.name })]);
    for (const user of [karin, { ...karin, name: '' }]) {
      const { results } = await select({ repairId: '7' }, aCommandContext({ repairs, user }));
      expect(titlesOf(results[0]?.attachment.content)).to.deep.equal(['Start', 'Assign to me', 'Edit']);
    }
  });

  it("formats dates for the person's locale", async () => {
    const repairs = createFakeRepairs([aRepresentation('7')]);
    const context = aCommandContext({ repairs, locale: 'de-DE' });
    const answer = await select({ repairId: '7' }, context);
    expect(textsOf(answer.results[0]?.attachment.content)).to.include('23. Mai 2024');
    expect(answer.results[0]?.attachment.preview.content).to.have.property('text', 'Open · 23. Mai 2024');
  });

  it('rethrows 404 and other API errors', async () => {
    const repairs = createFakeRepairs();
    const failure = () => select({ repairId: '7' }, aCommandContext({ repairs })).catch((thrown: unknown) => thrown);
    expect(await failure()).to.be.instanceOf(NotFound);
    for (const error of [new Unavailable('Try again.'), new SignInNeeded()]) {
      repairs.fail(error);
      expect(await failure()).to.equal(error);
    }
  });

  for (const value of [
    undefined,
    null,
    'x',
    7,
    [],
    {},
    { repairId: 7 },
    { repairId: '' },
    { repairId: 'x'.repeat(65) },
    { repairId: 'a\n' },
  ]) {
    it(`rejects ${JSON.stringify(value)?.slice(0, 30)} without calling the API`, async () => {
      const repairs = createFakeRepairs();
      const failure = await select(value, aCommandContext({ repairs })).catch((thrown: unknown) => thrown);
      expect(failure).to.be.instanceOf(InvalidRequest);
      expect(repairs.calls).to.deep.equal([]);
    });
  }

  it('throws only AppErrors, for any value', async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.anything(), fc.record({ repairId: fc.anything() })), async (value) => {
        const answer = await select(value, aCommandContext()).catch((thrown: unknown) => thrown);
        expect(answer).to.be.instanceOf(AppError);
      }),
    );
  });
});
