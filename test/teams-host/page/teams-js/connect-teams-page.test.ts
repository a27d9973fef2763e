import { expect } from 'chai';
import sinon from 'sinon';
import type { TeamsPageEvent } from '../../../../src/teams-host/page/teams-js/answer-teams-request.ts';
import { connectTeamsPage, isPageOrigin } from '../../../../src/teams-host/page/teams-js/connect-teams-page.ts';

const origin = 'https://app.example';

describe('the connection to a page of an app', () => {
  let own: EventTarget;
  let events: TeamsPageEvent[];
  let stop: () => void;
  let silences: boolean[];
  let endPatience: (() => void) | undefined;
  const other = { postMessage: sinon.spy() };

  beforeEach(() => {
    own = new EventTarget();
    events = [];
    silences = [];
    other.postMessage.resetHistory();
    stop = connectTeamsPage({
      window: own as Window,
      other: () => other,
      accepts: (from) => from === origin,
      onSilence: (isSilent) => silences.push(isSilent),
      schedule: (end) => {
        endPatience = end;
        return () => {
          endPatience = undefined;
        };
      },
      page: () => ({
        frameContext: 'task',
        theme: 'light',
        user: { id: '1', name: 'Karin Blair', tenantId: 'c' },
        locale: 'en',
        popUps: { validDomains: ['app.example'], tokenServiceOrigin: 'http://127.0.0.1:3979' },
      }),
      onEvent: (event, answer) => {
        events.push(event);
        if (event.type === 'popupWanted') {
          answer(true, 'done');
        }
      },
    });
  });
  const post = (data: unknown, from: { readonly source?: unknown; readonly origin?: string } = {}): void => {
    const event = new MessageEvent('message', { data, origin: from.origin ?? origin });
    Object.defineProperty(event, 'source', { value: 'source' in from ? from.source : other });
    own.dispatchEvent(event);
  };
  const submit = { id: 1, func: 'tasks.completeTask', args: [{ a: 1 }] };

  it('answers to the window and origin of the request', () => {
    post({ id: 3, uuidAsString: 'u', func: 'initialize', args: [] });
    const [response, target] = other.postMessage.firstCall.args;
    expect(response).to.deep.include({ id: 3, uuidAsString: 'u' });
    expect(target).to.equal(origin);
  });

  it('emits the requests of the page as events', () => {
    post(submit);
    expect(events).to.deep.equal([{ type: 'submitted', result: { a: 1 } }]);
  });

  it('sends the answer of the event handler', () => {
    post({ id: 4, func: 'authentication.authenticate', args: ['https://app.example/sign-in'] });
    expect(other.postMessage.firstCall.args).to.deep.equal([
      { id: 4, uuidAsString: undefined, args: [true, 'done'] },
      origin,
    ]);
  });

  it('ignores other windows, other origins, and all messages after it is stopped', () => {
    post(submit, { source: {} });
    post(submit, { source: null });
    post(submit, { origin: 'https://evil.example' });
    stop();
    post(submit);
    expect(events).to.deep.equal([]);
    expect(other.postMessage.callCount).to.equal(0);
  });

  it('tells that the page sends nothing, until it does', () => {
    post({ id: 0, func: 'initialize', args: [] });
    endPatience?.();
    expect(silences).to.deep.equal([true]);
    post(submit, { origin: 'https://evil.example' });
    expect(silences).to.deep.equal([true]);
    post(submit);
    expect(silences).to.deep.equal([true, false]);
  });

  it('waits no longer once the page has sent something, or is gone', () => {
    post(submit);
    expect(endPatience).to.equal(undefined);
    expect(silences).to.deep.equal([]);
    stop();
    expect(endPatience).to.equal(undefined);
  });

  it('accepts pages over https or on loopback', () => {
    expect(['https://x.example', 'http://127.0.0.1:3978', 'http://localhost:3978'].every(isPageOrigin)).to.equal(true);
    expect(['http://x.example', 'null', '', 'file://'].some(isPageOrigin)).to.equal(false);
  });
});
