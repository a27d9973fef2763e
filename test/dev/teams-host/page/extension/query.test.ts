import { expect } from 'chai';
import sinon from 'sinon';
import { createQuery, type Query } from '../../../../../src/dev/teams-host/page/extension/query.ts';
import type { SignInEnd, SignInWindow } from '../../../../../src/dev/teams-host/page/extension/sign-in-window.ts';
import type { Command, CommandAnswer, HostApi } from '../../../../../src/dev/teams-host/page/host-api.ts';
import { aCommand, aParameter, someResults } from '../../../../support/a-command.ts';

const signIn = { type: 'signIn', title: 'Sign in to Repairs', url: '/sign-in/1' } as const;

describe('query of a command', () => {
  let clock: sinon.SinonFakeTimers;
  let run: sinon.SinonStub<Parameters<HostApi['run']>, Promise<CommandAnswer>>;
  let popup: PromiseWithResolvers<SignInEnd>;
  let openSignIn: sinon.SinonStub<[string], SignInWindow>;

  beforeEach(() => {
    clock = sinon.useFakeTimers();
    run = sinon.stub();
    run.resolves(someResults('Oil change'));
    popup = Promise.withResolvers();
    openSignIn = sinon.stub();
    openSignIn.callsFake(() => ({ ended: popup.promise, cancel: () => popup.resolve({ type: 'closed' }) }));
  });
  afterEach(() => clock.restore());

  const start = (command: Command = aCommand()): Query => createQuery({ command, run, openSignIn, debounce: 300 });

  it('runs once the typing has paused', async () => {
    const query = start();
    query.change({ assignedTo: 'K' });
    await clock.tickAsync(299);
    query.change({ assignedTo: ' Karin ' });
    await clock.tickAsync(299);
    expect(run.callCount).to.equal(0);
    await clock.tickAsync(1);
    expect(run.args.map(([id, parameters]) => [id, parameters])).to.deep.equal([
      ['listRepairs', { assignedTo: 'Karin' }],
    ]);
    expect(query.state()).to.deep.equal({ phase: 'results', answer: someResults('Oil change') });
  });

  it('runs once at Enter, not again after the pause', async () => {
    const query = start();
    query.change({ assignedTo: 'Karin' });
    query.runNow();
    await clock.tickAsync(1000);
    expect(run.callCount).to.equal(1);
  });

  it('waits with the results of before on the screen', async () => {
    const query = start();
    query.runNow();
    expect(query.state()).to.deep.equal({ phase: 'waiting' });
    await clock.tickAsync(0);
    query.runNow();
    query.runNow();
    expect(query.state()).to.deep.equal({ phase: 'waiting', previous: someResults('Oil change') });
  });

  it('drops an answer that comes after a newer question, and cancels its request', async () => {
    const slow = Promise.withResolvers<CommandAnswer>();
    run.onFirstCall().returns(slow.promise);
    run.onSecondCall().resolves(someResults('Tire service'));
    const query = start();
    query.runNow();
    query.runNow();
    await clock.tickAsync(0);
    slow.resolve(someResults('Oil change'));
    await clock.tickAsync(0);
    expect(run.firstCall.args[2].aborted).to.equal(true);
    expect(query.state()).to.deep.equal({ phase: 'results', answer: someResults('Tire service') });
  });

  it('stays idle until there is something to search for, unless the command runs upon opening', async () => {
    const query = start(aCommand({ initialRun: false }));
    query.runNow();
    expect(query.state()).to.deep.equal({ phase: 'idle' });
    expect(run.callCount).to.equal(0);
  });

  it('stays idle while a required field is empty', async () => {
    const query = start(aCommand({ parameters: [aParameter({ required: true })] }));
    query.change({ assignedTo: '  ' });
    query.runNow();
    expect(run.callCount).to.equal(0);
  });

  it('says why when the host does not answer', async () => {
    run.rejects(new Error('The local Teams host does not answer.'));
    const query = start();
    query.runNow();
    await clock.tickAsync(0);
    expect(query.state()).to.deep.include({ phase: 'message' });
  });

  it('signs in and then runs again by itself', async () => {
    run.onFirstCall().resolves(signIn);
    const query = start();
    query.runNow();
    await clock.tickAsync(0);
    expect(query.state()).to.deep.equal({ phase: 'signIn', answer: signIn });
    query.signIn();
    expect(openSignIn.args).to.deep.equal([['/sign-in/1']]);
    expect(query.state()).to.deep.equal({ phase: 'signingIn', answer: signIn });
    popup.resolve({ type: 'signedIn' });
    await clock.tickAsync(0);
    expect(run.callCount).to.equal(2);
    expect(query.state()).to.deep.include({ phase: 'results' });
  });

  const ends: readonly (readonly [SignInEnd, RegExp])[] = [
    [{ type: 'failed', message: 'You did not agree.' }, /did not agree/],
    [{ type: 'closed' }, /closed the sign-in window/],
    [{ type: 'blocked' }, /blocked the sign-in window/],
  ];
  for (const [end, problem] of ends) {
    it(`offers the sign-in again after it ${end.type}`, async () => {
      run.resolves(signIn);
      const query = start();
      query.runNow();
      await clock.tickAsync(0);
      query.signIn();
      popup.resolve(end);
      await clock.tickAsync(0);
      const state = query.state();
      expect(state.phase === 'signIn' && state.problem).to.match(problem);
      popup = Promise.withResolvers();
      query.signIn();
      expect(query.state().phase).to.equal('signingIn');
    });
  }

  it('takes typing during the sign-in into the run after it', async () => {
    run.onFirstCall().resolves(signIn);
    const query = start();
    query.runNow();
    await clock.tickAsync(0);
    query.signIn();
    query.change({ assignedTo: 'Daisy' });
    await clock.tickAsync(1000);
    expect(query.state().phase).to.equal('signingIn');
    popup.resolve({ type: 'signedIn' });
    await clock.tickAsync(0);
    expect(run.secondCall.args[1]).to.deep.equal({ assignedTo: 'Daisy' });
  });

  it('goes back to the sign-in card when the person cancels', async () => {
    run.resolves(signIn);
    const query = start();
    query.runNow();
    await clock.tickAsync(0);
    query.signIn();
    query.cancelSignIn();
    await clock.tickAsync(0);
    expect(query.state().phase).to.equal('signIn');
  });

  it('tells nobody anything once it is closed', async () => {
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
