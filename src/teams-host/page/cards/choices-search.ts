import type { ChoicesRequest } from '../../wire/requests.ts';
import type { HostApi } from '../host/host-api.ts';
import type { SearchChoices } from './choice-set.ts';

/** Creates the function that asks the bot of a card for choices. */
export function createChoicesSearch(
  host: Pick<HostApi, 'searchChoices'>,
  conversationId: string,
  card: Pick<ChoicesRequest, 'appId' | 'messageId'>,
): SearchChoices {
  return async (query) => {
    const answer = await host.searchChoices(conversationId, { ...card, ...query });
    if (answer.type === 'message') {
      const { title, text, remedy } = answer;
      throw new Error([`${title}:`, text, remedy].filter((part) => part !== undefined).join(' '));
    }
    return answer.choices;
  };
}
