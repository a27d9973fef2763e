import { expect } from 'chai';
import sinon from 'sinon';
import { type CardRequest, type CardRun, createCardRun } from '../../../../src/teams-host/page/messages/card-run.ts';
import type { PopupEnd } from '../../../../src/teams-host/page/popup/popup.ts';
import type { CardAnswer } from '../../../../src/teams-host/wire/answers.ts';

const start: CardRequest = { action: { type: 'Action.Execute', verb: 'start' }, trigger: 'manual' };
const signIn = { type: 'signIn', title: 'Sign in', url: '/token-service/x' } as const;
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('the buttons of a card', () => {
  let send: sinon.SinonStub<[CardRequest], Promise<CardAnswer>>;
  let popup: PromiseWithResolvers<PopupEnd>;
  let dialogs: unknown[];
  let run: CardRun;

  beforeEach(() => {
    send = sinon.stub();
    popup = Promise.withResolvers();
    dialogs = [];
    run = createCardRun({
      send,
      openPopup: () => ({ ended: popup.promise, cancel: () => popup.resolve({ type: 'closed' }) }),
      onDialog: (answer) => dialogs.push(answer),
    });
  });
  const act = async (answer: CardAnswer, request = start): Promise<void> => {
    send.resolves(answer);
    run.act(request);
    await settle();
  };

  it('are run one at a time', async () => {
    const slow = Promise.withResolvers<CardAnswer>();
    send.returns(slow.promise);
    run.act(start);
    run.act(start);
    expect(run.getState().busy).to.equal(start);
    expect(send.callCount).to.equal(1);
    slow.resolve({ type: 'done' });
    await settle();
    expect(run.getState()).to.deep.equal({ card: undefined, busy: undefined, notice: undefined });
  });

  it('replace the card until the message changes', async () => {
    await act({ type: 'card', card: { type: 'AdaptiveCard' } });
    expect(run.getState().card).to.deep.equal({ type: 'AdaptiveCard' });
    await act({ type: 'toast', text: 'Done.' });
    expect(run.getState()).to.deep.include({
      card: { type: 'AdaptiveCard' },
      notice: { type: 'done', text: 'Done.' },
    });
    run.reset();
    expect(run.getState().card).to.equal(undefined);
  });

  it('show a failure until it is dismissed', async () => {
    const failed = { type: 'message', title: 'No access', text: 'You may not.' } as const;
    await act(failed);
    expect(run.getState().notice).to.deep.equal({ type: 'failed', answer: failed });
    run.dismiss();
    expect(run.getState().notice).to.equal(undefined);
    send.rejects(new Error('The local Teams host does not answer.'));
    run.act(start);
    await settle();
    expect(run.getState().notice).to.have.nested.property('answer.text', 'The local Teams host does not answer.');
  });

  it('show no failure of an automatic refresh', async () => {
    const automatic = { ...start, trigger: 'automatic' } as const;
    await act({ type: 'message', title: 'Too slow', text: '' }, automatic);
    expect(run.getState().notice).to.equal(undefined);
    await act(signIn, automatic);
    expect(run.getState().notice).to.equal(undefined);
  });

  it('open the sign-in and repeat the action with the verification code', async () => {
    await act(signIn);
    expect(run.getState().notice).to.deep.equal({ type: 'signIn', answer: signIn, request: start });
    run.signIn();
    expect(run.getState().notice).to.deep.equal({ type: 'signingIn', answer: signIn });
    send.resolves({ type: 'done' });
    popup.resolve({ type: 'done', state: '123456' });
    await settle();
    expect(send.lastCall.args).to.deep.equal([{ ...start, state: '123456' }]);
    expect(run.getState().notice).to.equal(undefined);
  });

  it('offer sign-in again after the pop-up is closed', async () => {
    await act(signIn);
    run.signIn();
    run.cancelSignIn();
    await settle();
    expect(run.getState().notice)
      .to.have.property('problem')
      .that.matches(/closed/);
  });

  it('open a dialog', async () => {
    const dialog = { type: 'dialogMessage', text: 'Hello' } as const;
    await act(dialog);
    expect(dialogs).to.deep.equal([dialog]);
    expect(run.getState().busy).to.equal(undefined);
  });

  it('change nothing after the card is removed', async () => {
    send.resolves({ type: 'toast', text: 'Done.' });
    run.act(start);
    run.close();
    await settle();
    expect(run.getState().notice).to.equal(undefined);
  });
});
