import { expect } from 'chai';
import sinon from 'sinon';
import {
  openPopup,
  type PopupEnd,
  toPopupProblem,
  toVerifyState,
} from '../../../../src/teams-host/page/popup/popup.ts';

describe('a pop-up', () => {
  let clock: sinon.SinonFakeTimers;
  let popup: { closed: boolean; close(): void };
  let ends: PopupEnd[];
  let report: (how: PopupEnd) => void;
  let isListening: boolean;

  beforeEach(() => {
    clock = sinon.useFakeTimers();
    popup = {
      closed: false,
      close() {
        this.closed = true;
      },
    };
    ends = [];
  });
  afterEach(() => clock.restore());

  const open = (window: typeof popup | null = popup) => {
    const listen = (_: unknown, end: (how: PopupEnd) => void) => {
      report = end;
      isListening = true;
      return () => {
        isListening = false;
      };
    };
    const opened = openPopup('/sign-in/1', { open: () => window, listen });
    void opened.ended.then((end) => ends.push(end));
    return opened;
  };

  it('ends with the result that its page reports', async () => {
    open();
    report({ type: 'done', state: '123456' });
    await clock.tickAsync(0);
    expect(ends).to.deep.equal([{ type: 'done', state: '123456' }]);
    expect(clock.countTimers()).to.equal(0);
    expect(isListening).to.equal(false);
  });

  it('ends as closed when the person closes it', async () => {
    open();
    popup.closed = true;
    await clock.tickAsync(1000);
    expect(ends).to.deep.equal([{ type: 'closed' }]);
  });

  it('accepts a message that arrives shortly after it closes', async () => {
    open();
    popup.closed = true;
    await clock.tickAsync(300);
    report({ type: 'done' });
    await clock.tickAsync(1000);
    expect(ends).to.deep.equal([{ type: 'done' }]);
  });

  it('is closed when cancelled', async () => {
    open().cancel();
    await clock.tickAsync(0);
    expect(popup.closed).to.equal(true);
    expect(ends).to.deep.equal([{ type: 'closed' }]);
  });

  it('ends as blocked if the browser opens no window', async () => {
    open(null);
    await clock.tickAsync(0);
    expect(ends).to.deep.equal([{ type: 'blocked' }]);
  });

  it('has an error message for each kind of failure', () => {
    expect(toPopupProblem('signIn', { type: 'done' })).to.equal(undefined);
    expect(toPopupProblem('signIn', { type: 'failed', message: 'You did not agree.' })).to.equal('You did not agree.');
    expect(toPopupProblem('settings', { type: 'failed', message: '' })).to.match(/settings window/);
    expect(toPopupProblem('settings', { type: 'closed' })).to.match(/closed the settings window/);
    expect(toPopupProblem('signIn', { type: 'blocked' })).to.match(/blocked the sign-in window/);
  });

  it('is reported to a bot as its verification code or as cancelled', () => {
    expect(toVerifyState({ type: 'done', state: '123456' })).to.equal('123456');
    expect(toVerifyState({ type: 'done' })).to.equal(undefined);
    expect(toVerifyState({ type: 'closed' })).to.equal('CancelledByUser');
    expect(toVerifyState({ type: 'failed', message: 'You did not agree.' })).to.equal('CancelledByUser');
    expect(toVerifyState({ type: 'blocked' })).to.equal(undefined);
  });
});
