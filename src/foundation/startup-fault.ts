/** A reason why a program cannot start. Entries print its message without a stack, and exit with the code 1. */
export class StartupFault extends Error {
  /** @param message sentences for people that name the remedy, one per line, without secrets. */
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'StartupFault';
  }
}

/**
 * Writes a startup fault to stderr and sets the exit code to 1.
 * @throws anything else, unchanged.
 */
export function reportStartupFault(
  fault: unknown,
  process: { readonly stderr: { write(text: string): unknown }; exitCode?: typeof globalThis.process.exitCode },
): void {
  if (!(fault instanceof StartupFault)) {
    throw fault;
  }
  process.stderr.write(`${fault.message}\n`);
  process.exitCode = 1;
}
