import { Pool } from 'undici';
import { createCards } from '../../../src/cards/create-cards.ts';
import type { RepairRepresentation } from '../../../src/repairs-client/repairs-client.ts';

interface Query {
  readonly parameters?: readonly { readonly name: string; readonly value: string }[];
  readonly queryOptions?: { readonly count: number };
}

/**
 * The work of every rival once it has the user's token: calls the repairs API over a keep-alive connection, and creates
 * a card and a preview of each repair with our own code, including its cache. Omits our checks, limits and retries.
 */
export function createSearchCards(apiUrl: string): (value: Query, userToken: string) => Promise<object> {
  const pool = new Pool(apiUrl, { connections: 64 });
  const cards = createCards();
  return async ({ parameters = [], queryOptions }, userToken) => {
    const query = new URLSearchParams(parameters.map(({ name, value }) => [name, value]));
    query.set('limit', String(queryOptions?.count ?? 25));
    const { statusCode, body } = await pool.request({
      method: 'GET',
      path: `/api/repairs?${query}`,
      headers: { authorization: `Bearer ${userToken}` },
    });
    if (statusCode !== 200) {
      throw new Error(`The API answered ${statusCode}.`);
    }
    const { results } = (await body.json()) as { results: readonly RepairRepresentation[] };
    const attachments = results.map((repair) => cards.repairResult({ repair }, { kind: 'thumbnail' }).attachment);
    return { composeExtension: { type: 'result', attachmentLayout: 'list', attachments } };
  };
}
