import { createConnection } from 'node:net';
import { join } from 'node:path';
import { expect } from 'chai';
import { attempts, LeftTheMachine, mochaHooks } from './loopback-only.ts';
import { runMain } from './run-main.ts';

describe('tests', () => {
  it('cannot connect to other machines', async () => {
    expect(() => createConnection({ host: '192.0.2.1', port: 80 })).to.throw(LeftTheMachine);
    const failure = await fetch('http://192.0.2.1/').catch((error: Error) => error);
    expect((failure as Error).cause).to.be.instanceOf(LeftTheMachine);
    attempts.splice(0);
  });

  it('fail on such an attempt, even if the error was caught', async () => {
    await fetch('http://192.0.2.1/').catch(() => {});
    expect(() => mochaHooks.afterEach()).to.throw(LeftTheMachine, '192.0.2.1');
    expect(attempts).to.deep.equal([]);
  });

  it('run programs that exit with 1 on such an attempt', async () => {
    const script = `fetch('http://192.0.2.1/').catch(() => {})`;
    const nothing = join(import.meta.dirname, 'find-free-port.ts');
    const program = runMain(nothing, {}, ['--import', `data:text/javascript,${encodeURIComponent(script)}`]);
    expect(await program.exited).to.equal(1);
    expect(program.faults()).to.include('192.0.2.1');
  });
});
