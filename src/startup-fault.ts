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
