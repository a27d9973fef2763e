import { readFile } from 'node:fs/promises';
import { Bench } from 'tinybench';
import { createCards } from '../../src/cards/create-cards.ts';
import { expandAsTeams } from '../support/expand-as-teams.ts';
import { throughput } from './measure-tokens.ts';
import { type Figures, toCount } from './print-table.ts';

const read = async (path: string) => JSON.parse(await readFile(new URL(`../../${path}`, import.meta.url), 'utf8'));

/**
 * Measures the cards of a repair: the rendering template, parsed once or for every card, and the bot's search result
 * (card and preview), cached or not.
 */
export async function measureCards({ seconds }: { readonly seconds: number }): Promise<Figures> {
  const template = (await read('adaptiveCards/repairs.json')).responseCardTemplate;
  const [repair] = (await read('adaptiveCards/repairs.data.json')).results;
  const expand = expandAsTeams(template);
  const cards = createCards();
  const result = (id: string) => cards.repairResult({ repair: { ...repair, id } }, { kind: 'thumbnail' });
  let unseen = 0;
  const tasks = {
    'template parsed once': () => expand(repair),
    'template parsed each time': () => expandAsTeams(template)(repair),
    'result of the bot, cached': () => result('1'),
    'result of the bot, uncached': () => {
      unseen += 1;
      return result(`unseen ${unseen}`);
    },
  };
  const bench = new Bench({ time: (seconds * 1000) / 4, throws: true });
  for (const [name, run] of Object.entries(tasks)) {
    bench.add(name, () => {
      run();
    });
  }
  await bench.run();
  return Object.fromEntries(
    Object.keys(tasks).map((name) => {
      const rate = throughput(bench, name);
      return [name, { 'cards/s': toCount(rate), 'µs each': (1_000_000 / rate).toFixed(1) }];
    }),
  );
}
