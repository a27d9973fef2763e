import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { StartupFault } from '../../foundation/startup-fault.ts';

/** Where secrets come from. */
export interface SecretSource {
  readonly stdin: NodeJS.ReadableStream & { readonly isTTY?: boolean };
  readonly stderr: { write(text: string): unknown };
}

/**
 * Reads a secret from standard input: at a terminal it asks for it and shows nothing of what is typed, otherwise it
 * reads all that is piped in. A line break at the end does not count.
 * @param question without colon.
 * @throws StartupFault if there is none.
 */
export async function readSecret({ stdin, stderr }: SecretSource, question: string): Promise<string> {
  const given = stdin.isTTY === true ? await ask(stdin, stderr, question) : await text(stdin);
  const secret = given.replace(/\r?\n$/, '');
  if (secret === '') {
    throw new StartupFault('There is no secret, so nothing was changed. Type it, or pipe it to the command.');
  }
  return secret;
}

async function ask(input: NodeJS.ReadableStream, stderr: SecretSource['stderr'], question: string): Promise<string> {
  const { promise, resolve } = Promise.withResolvers<string>();
  const output = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input, output, terminal: true, historySize: 0 });
  lines.once('line', resolve);
  // Ctrl+C or Ctrl+D.
  lines.once('close', () => resolve(''));
  stderr.write(`${question}: `);
  try {
    return await promise;
  } finally {
    lines.close();
    stderr.write('\n');
  }
}
