/** A part of a card that is not drawn as its author intended, as one or two sentences. */
export interface Finding {
  /** `fault` if Teams does not draw it either; `limit` if only this host does not. */
  readonly kind: 'fault' | 'limit';
  readonly text: string;
}
