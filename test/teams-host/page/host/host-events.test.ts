import { expect } from 'chai';
import sinon from 'sinon';
import { createHostEvents } from '../../../../src/teams-host/page/host/host-events.ts';

describe('the events of the host', () => {
  let source: EventTarget;
  let opened: number;
  beforeEach(() => {
    source = new EventTarget();
    opened = 0;
  });
  const listen = () =>
    createHostEvents(() => {
      opened += 1;
      return source as EventSource;
    });
  const emit = (event: string, data: string): void => {
    source.dispatchEvent(new MessageEvent(event, { data }));
  };

  it('arrive over one stream that opens with the first listener', () => {
    const events = listen();
    expect(opened).to.equal(0);
    events.on('flow', () => {});
    events.on('message', () => {});
    events.onConnection(() => {});
    expect(opened).to.equal(1);
  });

  it('are parsed for their listeners until these are removed', () => {
    const received: unknown[] = [];
    const stop = listen().on('message', (data) => received.push(data));
    emit('message', '{"id":"1"}');
    emit('typing', '{}');
    stop();
    emit('message', '{"id":"2"}');
    expect(received).to.deep.equal([{ id: '1' }]);
  });

  it('report whether the stream is connected, even to later listeners', () => {
    const events = listen();
    const received: boolean[] = [];
    events.onConnection((connected) => received.push(connected));
    source.dispatchEvent(new Event('open'));
    events.onConnection((connected) => received.push(connected));
    source.dispatchEvent(new Event('error'));
    expect(received).to.deep.equal([true, true, false, false]);
  });

  describe('when the host refuses the stream', () => {
    let clock: sinon.SinonFakeTimers;
    beforeEach(() => {
      clock = sinon.useFakeTimers();
    });
    afterEach(() => clock.restore());

    const refuse = (): void => {
      Object.assign(source, { readyState: 2, close: () => {} });
      source.dispatchEvent(new Event('error'));
    };

    it('come over a new stream after a pause, to the same listeners', () => {
      const events = listen();
      const received: unknown[] = [];
      const refusals: string[] = [];
      events.on('message', (data) => received.push(data));
      events.onConnection((connected) => received.push(connected));
      events.onRefused(() => refusals.push('refused'));
      source.dispatchEvent(new Event('open'));
      refuse();
      expect(refusals).to.deep.equal(['refused']);
      const old = source;
      source = new EventTarget();
      clock.tick(1_999);
      expect(opened).to.equal(1);
      clock.tick(1);
      expect(opened).to.equal(2);
      source.dispatchEvent(new Event('open'));
      emit('message', '{"id":"1"}');
      old.dispatchEvent(new MessageEvent('open'));
      expect(received).to.deep.equal([true, false, true, { id: '1' }]);
    });

    it('come over a new stream at once if the person asks for it', () => {
      const events = listen();
      events.onConnection(() => {});
      refuse();
      events.reconnect();
      expect(opened).to.equal(2);
      clock.tick(10_000);
      expect(opened, 'no second attempt is pending').to.equal(2);
      source.dispatchEvent(new Event('open'));
      events.reconnect();
      expect(opened, 'the stream is open').to.equal(2);
    });

    it('are left to the browser, which opens a lost stream itself', () => {
      listen().onConnection(() => {});
      Object.assign(source, { readyState: 0 });
      source.dispatchEvent(new Event('error'));
      clock.tick(60_000);
      expect(opened).to.equal(1);
    });
  });
});
