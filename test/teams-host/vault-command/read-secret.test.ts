import { PassThrough, Readable } from 'node:stream';
import { expect } from 'chai';
import { StartupFault } from '../../../src/foundation/startup-fault.ts';
import { readSecret } from '../../../src/teams-host/vault-command/read-secret.ts';

describe('readSecret', () => {
  /** Types at a terminal. @returns the secret and what the terminal shows. */
  async function type(keys: string) {
    let shown = '';
    let isRaw = false;
    const stdin = Object.assign(new PassThrough(), {
      isTTY: true,
      setRawMode: (mode: boolean) => {
        isRaw = mode;
      },
    });
    const stderr = { write: (text: string) => (shown += text) };
    const secret = readSecret({ stdin, stderr }, 'New clientSecret of x');
    const wasRaw = isRaw;
    stdin.write(keys);
    const outcome = await secret.catch((fault: unknown) => fault);
    return { outcome, shown, wasRaw, isRaw };
  }

  it('asks at a terminal, and shows nothing of what is typed', async () => {
    expect(await type('the-secret\r')).to.deep.equal({
      outcome: 'the-secret',
      shown: 'New clientSecret of x: \n',
      // Else the terminal itself shows what is typed.
      wasRaw: true,
      isRaw: false,
    });
  });

  it('changes nothing if the person stops or types nothing', async () => {
    for (const keys of ['half\u0003', '\u0004', '\r']) {
      expect((await type(keys)).outcome).to.be.instanceOf(StartupFault);
    }
  });

  it('reads all that is piped in, without the line break at the end', async () => {
    const stderr = { write: () => expect.fail('Nothing is asked.') };
    const read = (...chunks: string[]) => readSecret({ stdin: Readable.from(chunks), stderr }, 'Secret');
    expect(await read('the-', 'secret\n')).to.equal('the-secret');
    expect(await read('the-secret\r\n')).to.equal('the-secret');
    expect(await read('two\nlines\n')).to.equal('two\nlines');
    for (const nothing of [[], [''], ['\n']]) {
      expect(await read(...nothing).catch((fault: unknown) => fault)).to.be.instanceOf(StartupFault);
    }
  });
});
