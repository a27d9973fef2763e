import type { RepairsClient } from '../repairs-client/repairs-client.ts';

/** Who pressed, as the channel says. */
export interface CardActionUser {
  /** Microsoft Entra object id where the channel gives one, else the channel's id of the person. */
  readonly id: string;
  readonly name: string;
  readonly tenantId: string;
  /** The channel's id of the person (`29:…` in Teams): what a card names in `refresh.userIds`. */
  readonly channelId?: string;
}

export interface CardActionContext {
  readonly user: CardActionUser;
  /** The API with this person's own token; its 401 is let through. */
  readonly repairs: RepairsClient;
  /** Origin of the app, without a slash at the end. */
  readonly publicUrl: string;
  readonly now: () => Date;
  /** BCP 47, for example `de-DE`. */
  readonly locale?: string;
}

/** `adaptiveCard/action`, parsed. */
export interface CardActionValue {
  readonly verb: string;
  /** Data of the action and inputs of the card; untrusted. */
  readonly data: unknown;
  /** Whether the card asked on its own (refresh) and not a person. */
  readonly isAutomatic?: boolean;
}

/** The card in its new state, for the person who pressed. */
export interface CardActionCard {
  readonly kind: 'card';
  /** An Adaptive Card, no attachment around it. */
  readonly card: unknown;
  /**
   * There where the record has changed: the card as everybody in the conversation may see it, to take the place of the one
   * in the message, so that the others' cards refresh.
   */
  readonly shared?: unknown;
}

/** A sentence, in place of a card. */
export interface CardActionMessage {
  readonly kind: 'message';
  readonly text: string;
}

export type CardActionAnswer = CardActionCard | CardActionMessage;

/**
 * Answers one verb.
 * @throws InvalidRequest for data that no card of ours sends.
 * @throws AppError that the API answers with and no card can show, 401 above all.
 */
export type CardAction = (value: CardActionValue, context: CardActionContext) => Promise<CardActionAnswer>;
