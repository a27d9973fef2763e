import { expect } from 'chai';
import { createHostEvents } from '../../../../src/teams-host/page/host/host-events.ts';

describe('events of the host', () => {
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
  const say = (event: string, data: string): void => {
    source.dispatchEvent(new MessageEvent(event, { data }));
  };

  it('arrive over one stream, which opens with the first listener', () => {
    const events = listen();
    expect(opened).to.equal(0);
    events.on('flow', () => {});
    events.on('message', () => {});
    events.onConnection(() => {});
    expect(opened).to.equal(1);
  });

  it('are parsed', () => {
    const heard: unknown[] = [];
    const stop = listen().on('message', (data) => heard.push(data));
    say('message', '{"id":"1"}');
    say('typing', '{}');
    stop();
    say('message', '{"id":"2"}');
    expect(heard).to.deep.equal([{ id: '1' }]);
  });

  it('report when the stream opens and when it is lost, also to later listeners', () => {
    const events = listen();
    const heard: boolean[] = [];
    events.onConnection((connected) => heard.push(connected));
    source.dispatchEvent(new Event('open'));
    events.onConnection((connected) => heard.push(connected));
    source.dispatchEvent(new Event('error'));
    expect(heard).to.deep.equal([true, true, false, false]);
  });
});
