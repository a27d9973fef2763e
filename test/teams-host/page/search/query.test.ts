import { expect } from 'chai';
import sinon from 'sinon';
import type { OpenPopup } from '../../../../src/teams-host/page/popup/open-app-popup.ts';
import type { Popup, PopupEnd } from '../../../../src/teams-host/page/popup/popup.ts';
import { createQuery, type Query, type QueryOptions } from '../../../../src/teams-host/page/search/query.ts';
import type { CommandAnswer } from '../../../../src/teams-host/wire/answers.ts';
import type { Command } from '../../../../src/teams-host/wire/loaded-app.ts';
import { aCommand, aParameter, someResults } from '../../../support/a-command.ts';

const signIn = { type: 'signIn', title: 'Sign in to Repairs', url: '/sign-in/1' } as const;

describe('the query of a command', () => {
  let clock: sinon.SinonFakeTimers;
  let run: sinon.SinonStub<Parameters<QueryOptions['run']>, Promise<CommandAnswer>>;
  let popup: PromiseWithResolvers<PopupEnd>;
  let openPopup: sinon.SinonStub<Parameters<OpenPopup>, Popup>;

  beforeEach(() => {
    clock = sinon.useFakeTimers();
    run = sinon.stub();
    run.resolves(someResults('Oil change'));
    popup = Promise.withResolvers();
    openPopup = sinon.stub();
    openPopup.callsFake(() => ({ ended: popup.promise, cancel: () => popup.resolve({ type: 'closed' }) }));
  });
  afterEach(() => clock.restore());

  const start = (command: Command = aCommand()): Query => createQuery({ command, run, openPopup, debounce: 300 });

  it('runs after a pause in typing', async () => {
    const query = start();
    query.change({ assignedTo: 'K' });
    await clock.tickAsync(299);
    query.change({ assignedTo: ' Karin ' });
    await clock.tickAsync(299);
    expect(run.callCount).to.equal(0);
    await clock.tickAsync(1);
    expect(run.args.map(([request]) => request)).to.deep.equal([
      { parameters: { assignedTo: 'Karin' }, initialRun: undefined, skip: 0, count: 25, state: undefined },
    ]);
    expect(query.getState()).to.deep.equal({ phase: 'results', answer: someResults('Oil change') });
  });

  it('runs immediately on Enter, and not again after the pause', async () => {
    const query = start();
    query.change({ assignedTo: 'Karin' });
    query.runNow();
    await clock.tickAsync(1000);
    expect(run.callCount).to.equal(1);
  });

  it('keeps showing the previous results while it runs', async () => {
    const query = start();
    query.runNow();
    expect(query.getState()).to.deep.equal({ phase: 'waiting', previous: undefined });
    await clock.tickAsync(0);
    query.runNow();
    query.runNow();
    expect(query.getState()).to.deep.equal({ phase: 'waiting', previous: someResults('Oil change') });
  });

  it('cancels a request when a newer one replaces it, and ignores its answer', async () => {
    const slow = Promise.withResolvers<CommandAnswer>();
    run.onFirstCall().returns(slow.promise);
    run.onSecondCall().resolves(someResults('Tire service'));
    const query = start();
    query.runNow();
    query.runNow();
    await clock.tickAsync(0);
    slow.resolve(someResults('Oil change'));
    await clock.tickAsync(0);
    expect(run.firstCall.args[1].aborted).to.equal(true);
    expect(query.getState()).to.deep.equal({ phase: 'results', answer: someResults('Tire service') });
  });

  it('stays idle without input, unless the command runs on opening', async () => {
    const query = start(aCommand({ initialRun: false }));
    query.runNow();
    expect(query.getState()).to.deep.equal({ phase: 'idle' });
    expect(run.callCount).to.equal(0);
  });

  it('stays idle while a required field is empty', async () => {
    const query = start(aCommand({ parameters: [aParameter({ required: true })] }));
    query.change({ assignedTo: '  ' });
    query.runNow();
    expect(run.callCount).to.equal(0);
  });

  it('shows a failed request as a message', async () => {
    run.rejects(new Error('The local Teams host does not answer.'));
    const query = start();
    query.runNow();
    await clock.tickAsync(0);
    expect(query.getState()).to.deep.include({ phase: 'message' });
  });

  it('runs again automatically after the sign-in', async () => {
    run.onFirstCall().resolves(signIn);
    const query = start();
    query.runNow();
    await clock.tickAsync(0);
    expect(query.getState()).to.deep.equal({ phase: 'popup', answer: signIn });
    query.openPopup();
    expect(openPopup.args).to.deep.equal([[signIn]]);
    expect(query.getState()).to.deep.equal({ phase: 'popupOpen', answer: signIn });
    popup.resolve({ type: 'done' });
    await clock.tickAsync(0);
    expect(run.callCount).to.equal(2);
    expect(query.getState()).to.deep.include({ phase: 'results' });
  });

  const ends: readonly (readonly [PopupEnd, RegExp])[] = [
    [{ type: 'failed', message: 'You did not agree.' }, /did not agree/],
    [{ type: 'closed' }, /closed the sign-in window/],
    [{ type: 'blocked' }, /blocked the sign-in window/],
  ];
  for (const [end, problem] of ends) {
    it(`offers sign-in again after the pop-up ended as ${end.type}`, async () => {
      run.resolves(signIn);
      const query = start();
      query.runNow();
      await clock.tickAsync(0);
      query.openPopup();
      popup.resolve(end);
      await clock.tickAsync(0);
      const state = query.getState();
      expect(state.phase === 'popup' && state.problem).to.match(problem);
      popup = Promise.withResolvers();
      query.openPopup();
      expect(query.getState().phase).to.equal('popupOpen');
    });
  }

  it('runs with the values entered during the sign-in', async () => {
    run.onFirstCall().resolves(signIn);
    const query = start();
    query.runNow();
    await clock.tickAsync(0);
    query.openPopup();
    query.change({ assignedTo: 'Daisy' });
    await clock.tickAsync(1000);
    expect(query.getState().phase).to.equal('popupOpen');
    popup.resolve({ type: 'done' });
    await clock.tickAsync(0);
    expect(run.secondCall.args[0].parameters).to.deep.equal({ assignedTo: 'Daisy' });
  });

  it('returns to the sign-in card when the person cancels', async () => {
    run.resolves(signIn);
    const query = start();
    query.runNow();
    await clock.tickAsync(0);
    query.openPopup();
    query.cancelPopup();
    await clock.tickAsync(0);
    expect(query.getState().phase).to.equal('popup');
  });

  it('sets initialRun only until the person changes a field', async () => {
    const query = start();
    query.runNow();
    await clock.tickAsync(0);
    query.change({ assignedTo: '' });
    await clock.tickAsync(300);
    expect(run.args.map(([{ initialRun }]) => initialRun)).to.deep.equal([true, undefined]);
  });

  it('repeats the request with the result of the pop-up', async () => {
    run.onFirstCall().resolves({ type: 'settings', title: 'Set up', url: 'https://app.example/settings' });
    const query = start();
    query.runNow();
    await clock.tickAsync(0);
    query.openPopup();
    popup.resolve({ type: 'done', state: '123456' });
    await clock.tickAsync(0);
    expect(run.secondCall.args[0]).to.deep.equal({ ...run.firstCall.args[0], state: '123456' });
  });

  describe('loading the next page', () => {
    const page = (title: string, hasMore: boolean) => ({ ...someResults(title), hasMore });
    const titles = (query: Query): readonly string[] => {
      const state = query.getState();
      return state.phase === 'results' ? state.answer.results.map(({ preview }) => preview.title) : [];
    };
    const startWith = async (...answers: readonly CommandAnswer[]): Promise<Query> => {
      for (const [index, answer] of answers.entries()) {
        run.onCall(index).resolves(answer);
      }
      const query = start();
      query.runNow();
      await clock.tickAsync(0);
      return query;
    };

    it('appends it to the results', async () => {
      const query = await startWith(page('Oil change', true), page('Tire service', false));
      query.loadMore();
      expect(query.getState()).to.deep.include({ phase: 'results', more: 'waiting' });
      query.loadMore();
      await clock.tickAsync(0);
      expect(run.callCount).to.equal(2);
      expect(run.secondCall.args[0].skip).to.equal(1);
      expect(titles(query)).to.deep.equal(['Oil change', 'Tire service']);
      query.loadMore();
      expect(run.callCount).to.equal(2);
    });

    it('sends no request if there are no more results', async () => {
      const query = await startWith(page('Oil change', false));
      query.loadMore();
      expect(run.callCount).to.equal(1);
    });

    it('keeps the results if it fails', async () => {
      const query = await startWith(page('Oil change', true), { type: 'message', title: 'Too slow', text: 'Wait.' });
      query.loadMore();
      await clock.tickAsync(0);
      expect(query.getState()).to.deep.include({ phase: 'results', more: { problem: 'Too slow. Wait.' } });
      expect(titles(query)).to.deep.equal(['Oil change']);
    });

    it('is ignored if another search has started', async () => {
      const query = await startWith(page('Oil change', true));
      const slow = Promise.withResolvers<CommandAnswer>();
      run.onSecondCall().returns(slow.promise);
      run.onThirdCall().resolves(page('Brakes', false));
      query.loadMore();
      query.change({ assignedTo: 'Daisy' });
      await clock.tickAsync(300);
      slow.resolve(page('Tire service', false));
      await clock.tickAsync(0);
      expect(titles(query)).to.deep.equal(['Brakes']);
    });
  });

  it('does not notify listeners after it is closed', async () => {
    const query = start();
    const listener = sinon.spy();
    query.subscribe(listener);
    query.runNow();
    listener.resetHistory();
    query.close();
    await clock.tickAsync(1000);
    expect(listener.callCount).to.equal(0);
  });
});
