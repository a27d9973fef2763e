/** An expected failure to start. Entry points print its message without a stack and exit with code 1. */
export class StartupFault extends Error {
  /** @param message sentences that name the remedy, one per line; must not contain secrets. */
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'StartupFault';
  }
}

/**
 * Writes a startup fault to stderr and sets the exit code to 1.
 * @throws any other error unchanged.
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
