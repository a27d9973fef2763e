/**
 * A reason not to start, said in sentences that name the remedy. Entries print the message and leave with code 1;
 * a stack would say nothing that the message does not.
 */
export class StartupFault extends Error {
  /** @param message one sentence a line; it is shown to people, so it holds no secret. */
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'StartupFault';
  }
}

/**
 * What an entry does with what was thrown while it started: says it on stderr, and makes the exit code 1.
 * @throws what it is given where that is no StartupFault.
 */
export function tellStartupFault(
  fault: unknown,
  process: { readonly stderr: { write(text: string): unknown }; exitCode?: typeof globalThis.process.exitCode },
): void {
  if (!(fault instanceof StartupFault)) {
    throw fault;
  }
  process.stderr.write(`${fault.message}\n`);
  process.exitCode = 1;
}
