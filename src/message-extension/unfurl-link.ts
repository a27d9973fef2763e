import { serializeResult } from '../cards/attachment.ts';
import type { Cards } from '../cards/create-cards.ts';
import { AppError } from '../foundation/errors.ts';
import { type ResultAnswer, toSingleResult } from './answers.ts';
import type { AnonymousContext, LinkContext } from './command-context.ts';
import type { LinkValue } from './invoke-values.ts';
import { parseRepairId } from './parse-repair-id.ts';

/** With this answer, Teams shows no card for the link. */
const nothing: ResultAnswer = { kind: 'result', layout: 'list', results: [] };

/** `composeExtension/queryLink`: the repair of a pasted link; nothing if it does not exist. */
export async function unfurlLink(cards: Cards, { url }: LinkValue, context: LinkContext): Promise<ResultAnswer> {
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
}

/** `composeExtension/anonymousQueryLink`: a card without any data, for people who have not installed the app. */
export function unfurlAnonymously(cards: Cards, { url }: LinkValue, { publicUrl }: AnonymousContext): ResultAnswer {
  if (toLinkedRepair(url, publicUrl) === undefined) {
    return nothing;
  }
  const title = 'A repair';
  const text = 'Add Repairs and sign in to see it.';
  const preview = { contentType: 'application/vnd.microsoft.card.thumbnail', content: { title, text } };
  return { kind: 'result', layout: 'list', results: [serializeResult({ ...cards.messageCard(text, title), preview })] };
}

/** Returns the id in a link to a repair, `<publicUrl>/repairs/<id>`; undefined for every other URL. */
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
