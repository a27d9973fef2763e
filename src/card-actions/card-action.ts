import type { RepairsClient } from '../repairs-client/repairs-client.ts';

/** Who pressed, as the channel says. */
export interface CardActionUser {
  /** Microsoft Entra object id where the channel gives one, else the channel's id of the person. */
  readonly id: string;
  /** Empty where the channel says none. */
  readonly name: string;
  readonly tenantId: string;
}

export interface CardActionContext {
  readonly user: CardActionUser;
  /** The API with this person's own token. */
  readonly repairs: RepairsClient;
  /** BCP 47, for example `de-DE`. */
  readonly locale?: string | undefined;
}

/** `adaptiveCard/action`, parsed. */
export interface CardActionValue {
  /** Data of the action and inputs of the card; untrusted. */
  readonly data: unknown;
}

/** The card in its new state, for the person who pressed and nobody else. */
export interface CardActionCard {
  readonly kind: 'card';
  /** An Adaptive Card, no attachment around it. */
  readonly card: object;
  /**
   * There where the repair has changed and the message shows just it: the card as everybody in the conversation may see
   * it. Where it takes the place of the card in the message, the others' cards refresh.
   */
  readonly shared?: object;
}

/** A sentence; the card stays as it is. */
export interface CardActionMessage {
  readonly kind: 'message';
  readonly text: string;
}

export type CardActionAnswer = CardActionCard | CardActionMessage;

/**
 * Answers one verb. The API's 403, 404 and 412 become cards; every other AppError of the client is let through, 401 above
 * all.
 * @throws InvalidRequest for data that no card of ours sends.
 */
export type CardAction = (value: CardActionValue, context: CardActionContext) => Promise<CardActionAnswer>;
