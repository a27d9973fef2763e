import { expect } from 'chai';
import sinon from 'sinon';
import { changeSettings } from '../../../../src/teams-host/page/extension/change-settings.ts';
import type { PopupEnd } from '../../../../src/teams-host/page/popup/popup.ts';
import { aBotApp } from '../../../support/a-chat.ts';

const page = { type: 'settings', title: 'Settings', url: 'https://app.example/settings' } as const;

describe('the settings of an extension', () => {
  const settings = sinon.stub();
  const settingsSaved = sinon.stub();
  beforeEach(() => {
    settings.reset();
    settingsSaved.reset();
    settings.resolves(page);
    settingsSaved.resolves({ type: 'done' });
  });
  const change = (...ends: readonly PopupEnd[]): Promise<string | undefined> => {
    const left = [...ends];
    const openPopup = () => ({
      ended: Promise.resolve(left.shift() ?? ({ type: 'closed' } as const)),
      cancel: () => {},
    });
    return changeSettings({ host: { settings, settingsSaved }, openPopup }, aBotApp(), 'group');
  };
  const failure = (work: Promise<unknown>): Promise<string> =>
    work.then(
      () => '',
      (error: Error) => error.message,
    );

  it('are sent to the bot as the page returns them', async () => {
    expect(await change({ type: 'done', state: '{"layout":"grid"}' })).to.match(/Repairs bot/);
    expect(settingsSaved.args).to.deep.equal([['bot-app', { conversationId: 'group', state: '{"layout":"grid"}' }]]);
  });

  it('stay unchanged if the window is closed or returns nothing', async () => {
    expect(await change({ type: 'closed' })).to.equal(undefined);
    expect(await change({ type: 'done' })).to.equal(undefined);
    expect(settingsSaved.callCount).to.equal(0);
  });

  it('are requested again after a sign-in', async () => {
    settings.onFirstCall().resolves({ type: 'signIn', title: 'Sign in', url: '/x' });
    await change({ type: 'done', state: '123456' }, { type: 'done', state: '{}' });
    expect(settings.secondCall.args).to.deep.equal(['bot-app', { conversationId: 'group', state: '123456' }]);
    expect(settingsSaved.callCount).to.equal(1);
  });

  it('report each kind of failure', async () => {
    expect(await failure(change({ type: 'blocked' }))).to.match(/blocked the settings window/);
    settings.resolves({ type: 'message', title: 'Too slow', text: 'Wait.' });
    expect(await failure(change())).to.equal('Too slow. Wait.');
    settings.resolves(page);
    settingsSaved.resolves({ type: 'message', title: 'Refused', text: 'No.' });
    expect(await failure(change({ type: 'done', state: '{}' }))).to.equal('Refused. No.');
  });
});
