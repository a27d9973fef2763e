import { expect } from 'chai';
import fc from 'fast-check';
import { parseSignInMessage } from '../../../../src/teams-host/page/popup/sign-in-message.ts';

const link = 'http://127.0.0.1:3979/token-service/sign-in?signin=abc';

describe('the message at the end of a sign-in', () => {
  it('is parsed with its verification code', () => {
    expect(parseSignInMessage({ type: 'signInEnded', ok: true, signInId: 'abc', state: '123456' }, link)).to.deep.equal(
      {
        type: 'done',
        state: '123456',
      },
    );
  });

  it('is parsed without a state that is not a verification code', () => {
    for (const state of ['12345', 'abcdef', '1234567', 123456, null]) {
      expect(parseSignInMessage({ type: 'signInEnded', ok: true, state }, link)).to.deep.equal({
        type: 'done',
        state: undefined,
      });
    }
  });

  it('is ignored if it belongs to another sign-in', () => {
    expect(parseSignInMessage({ type: 'signInEnded', ok: true, signInId: 'other' }, link)).to.equal(undefined);
    expect(parseSignInMessage({ type: 'signInEnded', ok: true, signInId: 'other' }, '/sign-in/1')).to.deep.equal({
      type: 'done',
      state: undefined,
    });
  });

  it('is parsed with the reason of a failure', () => {
    const data = { type: 'signInEnded', ok: false, message: 'You did not agree.' };
    expect(parseSignInMessage(data, link)).to.deep.equal({ type: 'failed', message: 'You did not agree.' });
  });

  it('is a success only if ok is true', () => {
    for (const ok of ['true', 1, undefined]) {
      expect(parseSignInMessage({ type: 'signInEnded', ok }, link)).to.deep.include({ type: 'failed' });
    }
  });

  it('is not parsed from other messages', () => {
    for (const data of [undefined, null, 'signInEnded', 1, [], {}, { type: 'other', ok: true }]) {
      expect(parseSignInMessage(data, link)).to.equal(undefined);
    }
    fc.assert(fc.property(fc.jsonValue(), fc.webUrl(), (data, url) => void parseSignInMessage(data, url)));
  });
});
