// biome-ignore-all lint/suspicious/noTemplateCurlyInString: expressions of card templates
import { expect } from 'chai';
import type { TemplateSource } from '../../../src/teams-host/app-package/api-extension/rendering-template.ts';
import { createTaskRunner, TaskLimitExceeded, type TaskRunner } from '../../../src/teams-host/worker/task-runner.ts';
import { endlessPattern, endlessValue } from './endless.ts';

describe('the worker', () => {
  let runner: TaskRunner;
  /** Ends the current task once it has started. */
  let expire: Promise<() => void>;

  const start = (memory?: number): void => {
    let started: (end: () => void) => void;
    expire = new Promise((resolve) => {
      started = resolve;
    });
    runner = createTaskRunner({
      ...(memory === undefined ? {} : { memory }),
      schedule: (end) => {
        started(end);
        return () => {};
      },
    });
  };
  afterEach(() => runner.close());

  const failure = async (work: Promise<unknown>): Promise<Error> => {
    const fault = await work.catch((error: unknown) => error);
    expect(fault).to.be.instanceOf(Error);
    return fault as Error;
  };
  const match = (pattern: string, value: string) => runner.run('match', { pattern, value });
  const render = (text: string, response: unknown) => {
    const card = { type: 'AdaptiveCard', version: '1.5', body: [{ type: 'TextBlock', text }] };
    const source: TemplateSource = { path: 'x.json', jsonPath: [], responseLayout: 'list', card, preview: {} };
    return runner.run('render', { source: JSON.stringify(source), response });
  };

  it('ends a task that does not end by itself, and runs the ones behind it', async () => {
    start();
    const endless = failure(match(endlessPattern, endlessValue));
    const next = match('^a+$', 'aaa');
    (await expire)();
    const fault = await endless;
    expect(fault).to.be.instanceOf(TaskLimitExceeded);
    expect(fault.message).to.equal('takes longer than 1 second');
    expect(await next).to.equal(true);
  });

  it('ends a task that needs too much memory, and runs the ones behind it', async () => {
    start(96);
    // Far from what Node.js allows by itself.
    const greedy = failure(render("${length(join(range(0, 3000000), ','))} x", {}));
    const next = match('^a+$', 'b');
    const fault = await greedy;
    expect(fault).to.be.instanceOf(TaskLimitExceeded);
    expect(fault.message).to.equal('needs more than 96 MB of memory');
    expect(await next).to.equal(false);
  });

  it('passes errors on, and stays', async () => {
    start();
    expect((await failure(match('(', 'a'))).message).to.contain('Invalid regular expression');
    expect(await match('a', 'a')).to.equal(true);
  });

  it('refuses input that cannot be copied, and stays', async () => {
    start();
    let deep: unknown = [];
    for (let level = 0; level < 100_000; level += 1) {
      deep = [deep];
    }
    await failure(render('x', deep));
    expect(await match('a', 'a')).to.equal(true);
  });

  it('keeps what a template does to built-in objects away from the host', async () => {
    start();
    for (const text of [
      "${setPathToValue('constructor.prototype.polluted', 1)}",
      "${setProperty(json('{}'), '__proto__', json('{\"polluted\": 1}'))}",
      '${constructor} ${__proto__} ${toString} ${hasOwnProperty}',
    ]) {
      await render(text, { name: 'x' }).catch(() => {});
    }
    expect(Reflect.get({}, 'polluted')).to.equal(undefined);
  });

  it('rejects everything when it is closed', async () => {
    start();
    const faults = [failure(match(endlessPattern, endlessValue)), failure(match('a', 'a'))];
    runner.close();
    for (const fault of [...(await Promise.all(faults)), await failure(match('a', 'a'))]) {
      expect(fault.message).to.equal('The host is stopping.');
    }
  });
});
