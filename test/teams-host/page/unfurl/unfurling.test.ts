import { expect } from 'chai';
import sinon from 'sinon';
import type { PopupEnd } from '../../../../src/teams-host/page/popup/popup.ts';
import { findLinks } from '../../../../src/teams-host/page/unfurl/find-links.ts';
import { createUnfurling, type Unfurling } from '../../../../src/teams-host/page/unfurl/unfurling.ts';
import type { UnfurlAnswer } from '../../../../src/teams-host/wire/answers.ts';
import { aBotApp, anApp } from '../../../support/a-chat.ts';
import { someResults } from '../../../support/a-command.ts';

const url = 'https://repairs.example/repairs/1';
const card: UnfurlAnswer = { ...someResults('Oil change'), appId: 'bot-app' };
const signIn: UnfurlAnswer = { type: 'signIn', title: 'Sign in', url: '/x', appId: 'bot-app' };
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('links in a message', () => {
  const find = (text: string, ...linkDomains: readonly string[]): readonly string[] => {
    const { extension } = anApp();
    return findLinks(text, [anApp({ ...(extension && { extension: { ...extension, linkDomains } }) })]);
  };

  it('are found once each if an app unfurls them', () => {
    expect(find(`See ${url}, (${url}) and https://other.example/.`, 'repairs.example')).to.deep.equal([url]);
    expect(findLinks(url, [anApp(), aBotApp()])).to.deep.equal([url]);
    expect(findLinks(url, [])).to.deep.equal([]);
  });

  it('match a wildcard as one label of a host name, on any port', () => {
    expect(find('https://a.repairs.example/1', '*.repairs.example')).to.have.length(1);
    expect(find('https://a.b.repairs.example/1', '*.repairs.example')).to.have.length(0);
    expect(find('https://repairs.example.evil.example/1', 'repairs.example')).to.have.length(0);
    expect(find('http://127.0.0.1:3978/repairs/1', '127.0.0.1:3978')).to.have.length(1);
    expect(find('http://127.0.0.1:1/repairs/1', '127.0.0.1:3978')).to.have.length(1);
    expect(find('http://repairs.example:99999/', '*.example')).to.have.length(0);
  });
});

describe('unfurling', () => {
  let send: sinon.SinonStub<[string, string?], Promise<UnfurlAnswer>>;
  let addApp: sinon.SinonStub<[string], Promise<unknown>>;
  let popup: PromiseWithResolvers<PopupEnd>;
  let unfurling: Unfurling;

  beforeEach(() => {
    send = sinon.stub();
    send.resolves(card);
    popup = Promise.withResolvers();
    addApp = sinon.stub();
    addApp.resolves();
    unfurling = createUnfurling({
      send,
      addApp,
      openPopup: () => ({ ended: popup.promise, cancel: () => popup.resolve({ type: 'closed' }) }),
    });
  });
  const phases = (): readonly string[] => unfurling.getState().map(({ state }) => state.phase);

  it('offers to add the app if only people who have added it see a preview', async () => {
    send.onFirstCall().resolves({ type: 'notAdded', appId: 'bot-app' });
    addApp.onFirstCall().rejects(new Error('The local Teams host does not answer.'));
    unfurling.change([url]);
    await settle();
    expect(phases()).to.deep.equal(['notAdded']);
    unfurling.addApp(url);
    await settle();
    expect(unfurling.getState()[0]?.state).to.include({ problem: 'The local Teams host does not answer.' });
    unfurling.addApp(url);
    await settle();
    expect(phases()).to.deep.equal(['card']);
    expect(addApp.args).to.deep.equal([['bot-app'], ['bot-app']]);
  });

  it('requests a link again when the app of its card was added', async () => {
    unfurling.change([url]);
    await settle();
    unfurling.addApp(url);
    await settle();
    expect(addApp.args).to.deep.equal([['bot-app']]);
    expect(send.args).to.deep.equal([
      [url, undefined],
      [url, undefined],
    ]);
  });

  it('tells why a link could not be requested', async () => {
    send.rejects(new Error('The local Teams host does not answer.'));
    unfurling.change([url]);
    await settle();
    expect(unfurling.getState()[0]?.state).to.deep.equal({
      phase: 'message',
      text: 'The local Teams host does not answer.',
    });
  });

  it('requests a link only once while it stays in the message', async () => {
    unfurling.change([url]);
    expect(phases()).to.deep.equal(['waiting']);
    unfurling.change([url]);
    await settle();
    expect(phases()).to.deep.equal(['card']);
    expect(send.callCount).to.equal(1);
    unfurling.change([]);
    expect(phases()).to.deep.equal([]);
    unfurling.change([url]);
    expect(send.callCount).to.equal(2);
  });

  it('shows nothing if no app unfurls the link', async () => {
    send.resolves({ type: 'none' });
    unfurling.change([url]);
    await settle();
    expect(phases()).to.deep.equal([]);
  });

  it('ignores an answer for a link that was removed', async () => {
    unfurling.change([url]);
    unfurling.change([]);
    await settle();
    expect(phases()).to.deep.equal([]);
    unfurling.change([url]);
    expect(phases()).to.deep.equal(['waiting']);
    expect(send.callCount).to.equal(2);
  });

  it('does not restore a removed preview until its link leaves the message', async () => {
    unfurling.change([url]);
    await settle();
    unfurling.remove(url);
    unfurling.change([url]);
    expect(phases()).to.deep.equal([]);
    unfurling.change([]);
    unfurling.change([url]);
    await settle();
    expect(phases()).to.deep.equal(['card']);
  });

  it('signs in and repeats the request with the verification code', async () => {
    send.resolves(signIn);
    unfurling.change([url]);
    await settle();
    unfurling.signIn(url);
    expect(phases()).to.deep.equal(['signingIn']);
    send.resolves(card);
    popup.resolve({ type: 'done', state: '123456' });
    await settle();
    expect(send.lastCall.args).to.deep.equal([url, '123456']);
    expect(phases()).to.deep.equal(['card']);
  });

  it('offers sign-in again after the pop-up is closed', async () => {
    send.resolves(signIn);
    unfurling.change([url]);
    await settle();
    unfurling.signIn(url);
    unfurling.cancelSignIn(url);
    await settle();
    expect(unfurling.getState()[0]?.state)
      .to.have.property('problem')
      .that.matches(/closed/);
  });

  it('shows at most three previews', () => {
    unfurling.change([1, 2, 3, 4].map((number) => `${url}${number}`));
    expect(phases()).to.have.length(3);
  });
});
