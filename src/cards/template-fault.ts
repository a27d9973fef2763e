/** A card template that cannot be compiled; the message says where and why. */
export class TemplateFault extends Error {
  /** Where in the template, as a JSON Pointer (RFC 6901); empty for the template as a whole. */
  readonly pointer: string;

  constructor(pointer: string, reason: string, cause: unknown) {
    super(
      `${pointer === '' ? 'The card template' : `The card template at ${pointer}`} cannot be compiled: ${reason}.`,
      {
        cause,
      },
    );
    this.name = 'TemplateFault';
    this.pointer = pointer;
  }
}
