import { expect } from 'chai';
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
});
