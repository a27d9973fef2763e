import type { Cards } from '../cards/create-cards.ts';
import { AppError } from '../foundation/errors.ts';
import type { MessageExtension, ResultAnswer } from './command-context.ts';
import { parseRepairId } from './parse-repair-id.ts';
import { toSingleResult } from './to-result-attachment.ts';

/** Nothing unfolds. */
const nothing: ResultAnswer = { kind: 'result', layout: 'list', attachments: [] };

/** Creates the answers to a link that was pasted: one for people who are signed in, one without data for all others. */
export function createUnfurlLink(cards: Cards): Pick<MessageExtension, 'queryLink' | 'anonymousQueryLink'> {
  return {
    async queryLink({ url }, context) {
      const id = toLinkedRepair(url, context.publicUrl);
      if (id === undefined) {
        return nothing;
      }
      try {
        const repairs = await context.repairs();
        return toSingleResult(cards, await repairs.get(id), context);
      } catch (error) {
        if (error instanceof AppError && error.status === 404) {
          return nothing;
        }
        throw error;
      }
    },
    async anonymousQueryLink({ url }, { publicUrl }) {
      if (toLinkedRepair(url, publicUrl) === undefined) {
        return nothing;
      }
      const title = 'A repair';
      const text = 'Add Repairs and sign in to see it.';
      const preview = { contentType: 'application/vnd.microsoft.card.thumbnail', content: { title, text } };
      return { kind: 'result', layout: 'list', attachments: [{ ...cards.messageCard(text, title), preview }] };
    },
  };
}

/** The id in a link to a repair, `<publicUrl>/repairs/<id>`; undefined for every other address. */
export function toLinkedRepair(url: string, publicUrl: string): string | undefined {
  const address = URL.parse(url);
  const [, encoded] = /^\/repairs\/([^/]+)\/?$/.exec(address?.pathname ?? '') ?? [];
  if (address?.origin !== new URL(publicUrl).origin || encoded === undefined) {
    return undefined;
  }
  try {
    return parseRepairId(decodeURIComponent(encoded));
  } catch {
    return undefined;
  }
}
