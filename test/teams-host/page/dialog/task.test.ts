import { expect } from 'chai';
import sinon from 'sinon';
import { createTask, type Task } from '../../../../src/teams-host/page/dialog/task.ts';
import type { PopupEnd } from '../../../../src/teams-host/page/popup/popup.ts';
import type { DialogAnswer, SearchResult } from '../../../../src/teams-host/wire/answers.ts';
import type { Submission } from '../../../../src/teams-host/wire/requests.ts';
import { someResults } from '../../../support/a-command.ts';

const form = { type: 'dialog', title: 'Create repair', width: 'small', height: 'small', card: {} } as const;
const signIn = { type: 'signIn', title: 'Sign in', url: '/x' } as const;
const failed = { type: 'message', title: 'Too slow', text: 'Wait.' } as const;
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('an action command', () => {
  let open: sinon.SinonStub<[string?], Promise<DialogAnswer>>;
  let submit: sinon.SinonStub<[Submission], Promise<DialogAnswer>>;
  let popup: PromiseWithResolvers<PopupEnd>;
  let results: SearchResult[];
  let ends: number;
  let task: Task;

  beforeEach(() => {
    open = sinon.stub();
    submit = sinon.stub();
    open.resolves(form);
    popup = Promise.withResolvers();
    results = [];
    ends = 0;
    task = createTask({
      port: { open, submit },
      openPopup: () => ({ ended: popup.promise, cancel: () => popup.resolve({ type: 'closed' }) }),
      onResult: (result) => results.push(result),
      onEnd: () => {
        ends += 1;
      },
    });
  });
  const begin = async (answer: DialogAnswer = form): Promise<void> => {
    open.resolves(answer);
    task.begin();
    await settle();
  };
  const answerWith = async (answer: DialogAnswer): Promise<void> => {
    submit.resolves(answer);
    task.submit({ title: 'Belt' });
    await settle();
  };

  it('requests its dialog', async () => {
    task.begin();
    expect(task.getState()).to.deep.equal({ phase: 'waiting' });
    await settle();
    expect(task.getState()).to.deep.equal({ phase: 'dialog', content: form, busy: false });
  });

  it('can start with an answer', () => {
    task.begin({ type: 'dialogMessage', text: 'Hello' });
    expect(task.getState()).to.deep.equal({ phase: 'text', text: 'Hello' });
    expect(open.callCount).to.equal(0);
  });

  it('submits once, and shows the next dialog', async () => {
    await begin();
    const next = { ...form, title: 'Sure?' };
    submit.resolves(next);
    task.submit({ title: 'Belt' });
    task.submit({ title: 'Belt' });
    expect(task.getState()).to.deep.include({ phase: 'dialog', busy: true });
    await settle();
    expect(submit.args).to.deep.equal([[{ data: { title: 'Belt' }, preview: undefined, state: undefined }]]);
    expect(task.getState()).to.deep.equal({ phase: 'dialog', content: next, busy: false });
  });

  it('keeps the inputs if the app rejects them', async () => {
    await begin();
    await answerWith(failed);
    expect(task.getState()).to.deep.equal({ phase: 'dialog', content: form, busy: false, problem: failed });
  });

  it('ends with a result', async () => {
    await begin();
    await answerWith(someResults('Belt'));
    expect(results.map(({ preview }) => preview.title)).to.deep.equal(['Belt']);
    expect(ends).to.equal(1);
    expect(task.getState()).to.deep.equal({ phase: 'closed' });
  });

  it('ends without a result', async () => {
    await begin();
    await answerWith({ type: 'done' });
    expect([results.length, ends]).to.deep.equal([0, 1]);
  });

  it('shows a failure to open the dialog, and retries', async () => {
    await begin(failed);
    expect(task.getState()).to.deep.equal({ phase: 'message', answer: failed });
    open.resolves(form);
    task.tryAgain();
    await settle();
    expect(task.getState().phase).to.equal('dialog');
  });

  it('signs in before its dialog', async () => {
    await begin(signIn);
    task.openPopup();
    expect(task.getState()).to.deep.equal({ phase: 'popupOpen', answer: signIn });
    open.resolves(form);
    popup.resolve({ type: 'done', state: '123456' });
    await settle();
    expect(open.lastCall.args).to.deep.equal(['123456']);
    expect(task.getState().phase).to.equal('dialog');
  });

  it('signs in after its dialog and keeps the inputs', async () => {
    await begin();
    await answerWith(signIn);
    task.openPopup();
    submit.resolves({ type: 'done' });
    popup.resolve({ type: 'done', state: '123456' });
    await settle();
    expect(submit.lastCall.args).to.deep.equal([{ data: { title: 'Belt' }, preview: undefined, state: '123456' }]);
    expect(ends).to.equal(1);
  });

  it('offers sign-in again after the pop-up is closed', async () => {
    await begin(signIn);
    task.openPopup();
    task.cancelPopup();
    await settle();
    expect(task.getState())
      .to.have.property('problem')
      .that.matches(/closed/);
  });

  it('shows a preview, and returns to the dialog for editing', async () => {
    await begin();
    await answerWith({ type: 'preview', card: {}, activity: { id: 'a' } });
    submit.resolves(form);
    task.decide('edit');
    await settle();
    expect(submit.lastCall.args[0].preview).to.deep.equal({ action: 'edit', activity: { id: 'a' } });
    expect(task.getState().phase).to.equal('dialog');
  });

  it('sends a preview', async () => {
    await begin();
    await answerWith({ type: 'preview', card: {}, activity: { id: 'a' } });
    task.decide('send');
    await settle();
    expect(submit.lastCall.args[0].preview).to.deep.equal({ action: 'send', activity: { id: 'a' } });
  });

  it('has the size that its page requests', async () => {
    await begin();
    task.resize(700, undefined);
    expect(task.getState()).to.have.nested.property('content.width', 700);
  });

  it('ignores answers after it is closed', async () => {
    await begin();
    submit.resolves(someResults('Belt'));
    task.submit({});
    task.close();
    await settle();
    expect([results.length, ends]).to.deep.equal([0, 0]);
  });
});
