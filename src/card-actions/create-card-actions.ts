import { InvalidRequest } from '../errors.ts';
import type { CardAction, CardActionAnswer, CardActionContext } from './card-action.ts';

export interface CardActions {
  /** By verb of `Action.Execute`. */
  readonly verbs: Readonly<Record<string, CardAction>>;
  /**
   * Answers an `adaptiveCard/action` invoke.
   * @param data data of the action and inputs of the card; untrusted.
   * @throws InvalidRequest for an unknown verb, or data that no card of ours sends.
   */
  handleCardAction(verb: string, data: unknown, context: CardActionContext): Promise<CardActionAnswer>;
}

export function createCardActions(): CardActions {
  const verbs: Readonly<Record<string, CardAction>> = {};
  return {
    verbs,
    async handleCardAction(verb, data, context) {
      const action = Object.hasOwn(verbs, verb) ? verbs[verb] : undefined;
      if (action === undefined) {
        throw new InvalidRequest('This card asks for something that Repairs does not do.', { field: 'verb' });
      }
      return action({ verb, data }, context);
    },
  };
}
