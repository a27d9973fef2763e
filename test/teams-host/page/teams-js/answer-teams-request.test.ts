import { expect } from 'chai';
import fc from 'fast-check';
import { answerTeamsRequest } from '../../../../src/teams-host/page/teams-js/answer-teams-request.ts';
import type { TeamsPage } from '../../../../src/teams-host/page/teams-js/teams-context.ts';
import { parseTeamsRequest, toTeamsResponse } from '../../../../src/teams-host/page/teams-js/teams-request.ts';

const popup: TeamsPage = {
  frameContext: 'authentication',
  theme: 'dark',
  user: { id: '1', name: 'Karin Blair', tenantId: 'c' },
  locale: 'en-US',
};
const dialog: TeamsPage = {
  ...popup,
  frameContext: 'task',
  popUps: { validDomains: ['x.example', 'token.botframework.com'], tokenServiceOrigin: 'http://127.0.0.1:3979' },
};
const ask = (func: string, page: TeamsPage, ...args: readonly unknown[]) =>
  answerTeamsRequest({ id: 1, uuid: undefined, func, args }, page);

describe('a teams-js request of a page', () => {
  it('is parsed with its id, which the response repeats', () => {
    const request = parseTeamsRequest({ id: 7, uuidAsString: 'u', func: 'getContext', args: [1], timestamp: 1 });
    expect(request).to.deep.equal({ id: 7, uuid: 'u', func: 'getContext', args: [1] });
    expect(request && toTeamsResponse(request, ['x'])).to.deep.equal({ id: 7, uuidAsString: 'u', args: ['x'] });
  });

  it('is not parsed from other messages', () => {
    for (const data of [null, 'initialize', {}, { id: '1', func: 'initialize' }, { id: 1 }]) {
      expect(parseTeamsRequest(data)).to.equal(undefined);
    }
    fc.assert(fc.property(fc.jsonValue(), (data) => void parseTeamsRequest(data)));
  });

  it('to initialize returns the frame context and the supported capabilities', () => {
    const { reply = [] } = ask('initialize', dialog, 4, '2.58.0', []);
    expect(reply.slice(0, 2)).to.deep.equal(['task', 'web']);
    expect(JSON.parse(String(reply[2]))).to.deep.include({
      apiVersion: 4,
      supports: { dialog: { url: {}, update: {} } },
    });
  });

  it('for the context returns the person', () => {
    const [context] = ask('getContext', popup).reply ?? [];
    expect(context).to.deep.include({ theme: 'dark', userObjectId: '1', tid: 'c', frameContext: 'authentication' });
  });

  it('for the context returns the chat or channel', () => {
    const contextIn = (conversation: TeamsPage['conversation']) =>
      ask('getContext', { ...dialog, ...(conversation && { conversation }) }).reply?.[0];
    expect(contextIn({ id: 'group', isChannel: false })).to.include({ chatId: 'group' });
    expect(contextIn({ id: 'general', isChannel: true })).to.include({ channelId: 'general' });
    expect(contextIn(undefined)).to.not.have.any.keys('chatId', 'channelId');
  });

  it('ends a pop-up with success or failure', () => {
    expect(ask('authentication.authenticate.success', popup, '123456')).to.deep.equal({
      event: { type: 'succeeded', result: '123456' },
    });
    expect(ask('authentication.authenticate.failure', popup, 'CancelledByUser')).to.deep.equal({
      event: { type: 'failed', reason: 'CancelledByUser' },
    });
  });

  it('submits and resizes a dialog', () => {
    expect(ask('tasks.completeTask', dialog, { a: 1 }).event).to.deep.equal({ type: 'submitted', result: { a: 1 } });
    expect(ask('tasks.updateTask', dialog, { width: 'large', height: 300 }).event).to.deep.equal({
      type: 'resized',
      width: 'large',
      height: 300,
    });
  });

  it('of a pop-up has no effect in a dialog, and vice versa', () => {
    expect(ask('tasks.completeTask', popup, {})).to.deep.equal({});
    expect(ask('authentication.authenticate.success', dialog, 'x')).to.deep.equal({});
  });

  it('opens http and https URLs only', () => {
    expect(ask('executeDeepLink', dialog, 'https://x.example').event).to.deep.equal({
      type: 'linkOpened',
      url: 'https://x.example',
    });
    for (const url of ['javascript:alert(1)', undefined, 1]) {
      expect(ask('executeDeepLink', dialog, url).event).to.equal(undefined);
      expect(ask('authentication.authenticate', dialog, url).event?.type).to.equal('popupRefused');
    }
  });

  it('opens pop-ups on valid domains of the app only, and explains a refusal', () => {
    for (const url of ['https://x.example/sign-in', 'http://127.0.0.1:3979/token-service/x']) {
      expect(ask('authentication.authenticate', dialog, url)).to.deep.equal({ event: { type: 'popupWanted', url } });
    }
    const { reply, event } = ask('authentication.authenticate', dialog, 'https://evil.example/sign-in');
    expect(reply).to.deep.equal([false, 'FailedToOpenWindow']);
    expect(event).to.include({ type: 'popupRefused' });
    expect(JSON.stringify(event)).to.contain('evil.example, which');
    expect(ask('authentication.authenticate', popup, 'https://x.example/')).to.have.all.keys('reply');
  });

  it('is not answered if the host does not support it', () => {
    expect(ask('registerHandler', dialog, 'themeChange')).to.deep.equal({});
    fc.assert(fc.property(fc.string(), fc.array(fc.jsonValue()), (func, args) => void ask(func, dialog, ...args)));
  });
});
