import { expect } from 'chai';
import sinon from 'sinon';
import {
  createFunctionCall,
  type FunctionCall,
  type FunctionCallOptions,
  longAfter,
  nearlyTooLongAfter,
} from '../../../../../src/teams-host/page/agent/call/function-call.ts';
import type { OpenPopup } from '../../../../../src/teams-host/page/popup/open-app-popup.ts';
import type { Popup, PopupEnd } from '../../../../../src/teams-host/page/popup/popup.ts';
import type { FunctionAnswer } from '../../../../../src/teams-host/wire/agent.ts';
import { aConfirmationPrompt, aConnectionPrompt, aFunctionResult } from '../../../../support/an-agent.ts';

const request = { pluginId: 'p', functionName: 'f', arguments: { text: 'brakes' }, prompt: 'Brakes?' };
const signIn = { type: 'signIn', title: 'Sign in', url: '/sign-in/1' } as const;

describe('the call of a function', () => {
  let clock: sinon.SinonFakeTimers;
  let send: sinon.SinonStub<Parameters<FunctionCallOptions['send']>, Promise<FunctionAnswer>>;
  let popup: PromiseWithResolvers<PopupEnd>;
  let openPopup: sinon.SinonStub<Parameters<OpenPopup>, Popup>;
  let onEnd: sinon.SinonStub;

  beforeEach(() => {
    clock = sinon.useFakeTimers();
    send = sinon.stub();
    send.resolves(aFunctionResult());
    popup = Promise.withResolvers();
    openPopup = sinon.stub();
    openPopup.callsFake(() => ({ ended: popup.promise, cancel: () => popup.resolve({ type: 'closed' }) }));
    onEnd = sinon.stub();
  });
  afterEach(() => clock.restore());

  const start = async (): Promise<FunctionCall> => {
    const call = createFunctionCall({ request, send, openPopup, onEnd });
    await clock.tickAsync(0);
    return call;
  };
  const consents = (): unknown[] => send.args.map(([{ consent }]) => consent);

  it('is sent at once and ends with the result', async () => {
    const call = await start();
    expect(send.args.map(([sent]) => sent)).to.deep.equal([{ ...request, consent: undefined }]);
    expect(call.getState()).to.deep.equal({ phase: 'result', answer: aFunctionResult() });
    expect(onEnd.callCount).to.equal(1);
  });

  it('waits at each prompt until the person allows it', async () => {
    send.onCall(0).resolves(aConnectionPrompt());
    send.onCall(1).resolves(aConfirmationPrompt());
    const call = await start();
    await clock.tickAsync(60_000);
    expect(call.getState().phase).to.equal('connect');
    call.allow();
    await clock.tickAsync(60_000);
    expect(call.getState().phase).to.equal('confirm');
    expect(consents()).to.deep.equal([undefined, { id: 'connect-1', always: undefined }]);
    call.allow(true);
    await clock.tickAsync(0);
    expect(call.getState().phase).to.equal('result');
    expect(consents().at(-1)).to.deep.equal({ id: 'confirm-1', always: true });
  });

  it('ends without a request when the person refuses a prompt', async () => {
    send.resolves(aConfirmationPrompt());
    const call = await start();
    call.cancel();
    call.allow();
    await clock.tickAsync(0);
    expect(send.callCount).to.equal(1);
    expect(call.getState()).to.have.property('text').that.includes('nothing was sent');
    expect(onEnd.callCount).to.equal(1);
  });

  it('says after some seconds that it takes long, and later that Copilot would give up', async () => {
    send.returns(new Promise(() => {}));
    const call = await start();
    await clock.tickAsync(longAfter - 1);
    expect(call.getState()).to.deep.equal({ phase: 'waiting' });
    await clock.tickAsync(1);
    expect(call.getState()).to.deep.equal({ phase: 'waiting', delay: 'long' });
    await clock.tickAsync(nearlyTooLongAfter - longAfter);
    expect(call.getState()).to.deep.equal({ phase: 'waiting', delay: 'nearlyTooLong' });
  });

  it('aborts the request when it is cancelled, and ignores its answer', async () => {
    const slow = Promise.withResolvers<FunctionAnswer>();
    send.returns(slow.promise);
    const call = await start();
    call.cancel();
    slow.resolve(aFunctionResult());
    await clock.tickAsync(60_000);
    expect(send.firstCall.args[1].aborted).to.equal(true);
    expect(call.getState()).to.have.property('text').that.includes('If the API has received it');
  });

  it('repeats itself with the same consent after a sign-in', async () => {
    send.onCall(0).resolves(aConfirmationPrompt());
    send.onCall(1).resolves(signIn);
    const call = await start();
    call.allow();
    await clock.tickAsync(0);
    call.openPopup();
    expect(call.getState()).to.deep.equal({ phase: 'popupOpen', answer: signIn });
    popup.resolve({ type: 'done' });
    await clock.tickAsync(0);
    expect(call.getState().phase).to.equal('result');
    expect(consents()).to.deep.equal([undefined, ...Array(2).fill({ id: 'confirm-1', always: undefined })]);
  });

  it('shows why a sign-in did not succeed', async () => {
    send.resolves(signIn);
    const call = await start();
    call.openPopup();
    call.cancelPopup();
    await clock.tickAsync(0);
    expect(call.getState()).to.have.property('problem', 'You closed the sign-in window before finishing.');
    expect(send.callCount).to.equal(1);
  });

  it('shows a message if the host does not answer, and begins again without consent', async () => {
    send.onCall(0).resolves(aConfirmationPrompt());
    send.onCall(1).rejects(new Error('The local Teams host does not answer.'));
    const call = await start();
    call.allow();
    await clock.tickAsync(0);
    expect(call.getState())
      .to.have.property('answer')
      .that.includes({ type: 'message', text: 'The local Teams host does not answer.' });
    call.tryAgain();
    await clock.tickAsync(0);
    expect(consents().at(-1)).to.equal(undefined);
  });

  it('does nothing more after it was closed', async () => {
    send.resolves(signIn);
    const call = await start();
    call.openPopup();
    call.close();
    popup.resolve({ type: 'done' });
    await clock.tickAsync(60_000);
    expect(send.callCount).to.equal(1);
  });
});
