import type { Cards } from '../cards/create-cards.ts';
import type { RepairsClient } from '../repairs-client/repairs-client.ts';
import type { TeamsUser } from './teams-user.ts';

export interface CardActionContext {
  /** The person who pressed the button. */
  readonly user: TeamsUser;
  /** The API with this person's own token. */
  readonly repairs: RepairsClient;
  /** BCP 47, for example `de-DE`. */
  readonly locale?: string | undefined;
}

/** `adaptiveCard/action`, parsed. */
export interface CardActionValue {
  readonly verb: string;
  /** Data of the action and inputs of the card; untrusted. */
  readonly data: Readonly<Record<string, unknown>>;
}

/** The new state of the card, shown only to the person who pressed the button. */
export interface CardActionCard {
  readonly kind: 'card';
  /** An Adaptive Card without its attachment. */
  readonly card: object;
  /**
   * The card for everyone in the conversation, if the repair has changed and the message shows nothing else. Once it
   * replaces the card in the message, everyone else's cards refresh.
   */
  readonly shared?: object | undefined;
}

/** A sentence; the card stays unchanged. */
export interface CardActionMessage {
  readonly kind: 'message';
  readonly text: string;
}

export type CardActionAnswer = CardActionCard | CardActionMessage;

/**
 * Answers one verb. The API's 403, 404 and 412 become cards; all other AppErrors of the client are rethrown, 401 in
 * particular.
 * @throws InvalidRequest for data that our cards never send.
 */
export type CardAction = (
  cards: Cards,
  value: Pick<CardActionValue, 'data'>,
  context: CardActionContext,
) => Promise<CardActionAnswer>;
