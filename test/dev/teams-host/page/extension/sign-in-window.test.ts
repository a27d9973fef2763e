import { expect } from 'chai';
import sinon from 'sinon';
import {
  openSignInWindow,
  parseSignInMessage,
  type SignInEnd,
} from '../../../../../src/dev/teams-host/page/extension/sign-in-window.ts';

describe('sign-in window', () => {
  let clock: sinon.SinonFakeTimers;
  let popup: { closed: boolean; close(): void };
  let ends: SignInEnd[];
  let channel: EventTarget;

  beforeEach(() => {
    clock = sinon.useFakeTimers();
    popup = {
      closed: false,
      close() {
        this.closed = true;
      },
    };
    ends = [];
    channel = new EventTarget();
  });
  afterEach(() => clock.restore());

  const open = (window: typeof popup | null = popup) => {
    const opened = openSignInWindow('/sign-in/1', { open: () => window, channel: channel as BroadcastChannel });
    void opened.ended.then((end) => ends.push(end));
    return opened;
  };
  const tell = (data: unknown) => channel.dispatchEvent(new MessageEvent('message', { data }));

  it('ends signed in at the message of its last page', async () => {
    open();
    tell({ type: 'signInEnded', ok: true });
    await clock.tickAsync(0);
    expect(ends).to.deep.equal([{ type: 'signedIn' }]);
    expect(clock.countTimers()).to.equal(0);
  });

  it('ends failed with the sentence of its last page', async () => {
    open();
    tell({ type: 'signInEnded', ok: false, message: 'You did not agree.' });
    await clock.tickAsync(0);
    expect(ends).to.deep.equal([{ type: 'failed', message: 'You did not agree.' }]);
  });

  it('ends closed when the person closes it', async () => {
    open();
    popup.closed = true;
    await clock.tickAsync(1000);
    expect(ends).to.deep.equal([{ type: 'closed' }]);
  });

  it('counts a message that comes just after the closing', async () => {
    open();
    popup.closed = true;
    await clock.tickAsync(300);
    tell({ type: 'signInEnded', ok: true });
    await clock.tickAsync(1000);
    expect(ends).to.deep.equal([{ type: 'signedIn' }]);
  });

  it('is closed when cancelled', async () => {
    open().cancel();
    await clock.tickAsync(0);
    expect(popup.closed).to.equal(true);
    expect(ends).to.deep.equal([{ type: 'closed' }]);
  });

  it('ends blocked where the browser opens none', async () => {
    open(null);
    await clock.tickAsync(0);
    expect(ends).to.deep.equal([{ type: 'blocked' }]);
  });

  it('passes over messages about other things', () => {
    for (const data of [undefined, null, 'signInEnded', 1, [], {}, { type: 'other', ok: true }]) {
      expect(parseSignInMessage(data)).to.equal(undefined);
    }
  });

  it('takes nothing but true for a success', () => {
    for (const ok of ['true', 1, undefined]) {
      expect(parseSignInMessage({ type: 'signInEnded', ok })).to.deep.include({ type: 'failed' });
    }
  });
});
