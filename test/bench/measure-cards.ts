import { readFile } from 'node:fs/promises';
import { Bench } from 'tinybench';
import { compileTemplate } from '../../src/cards/compile-template.ts';
import { throughput } from './measure-tokens.ts';
import { type Figures, toCount } from './print-table.ts';

const read = async (path: string) => JSON.parse(await readFile(new URL(`../../${path}`, import.meta.url), 'utf8'));

/** The repairs card from a template compiled once, and from one compiled for every card. */
export async function measureCards({ seconds }: { readonly seconds: number }): Promise<Figures> {
  const template = (await read('adaptiveCards/repairs.json')).responseCardTemplate;
  const [repair] = (await read('adaptiveCards/repairs.data.json')).results;
  const expand = compileTemplate(template);
  const bench = new Bench({ time: (seconds * 1000) / 4, throws: true });
  bench.add('compiled once', () => {
    expand(repair);
  });
  bench.add('compiled each time', () => {
    compileTemplate(template)(repair);
  });
  await bench.run();
  const once = throughput(bench, 'compiled once');
  const each = throughput(bench, 'compiled each time');
  return {
    'compiled once': { 'cards/s': toCount(once), ratio: (once / each).toFixed(1) },
    'compiled each time': { 'cards/s': toCount(each), ratio: '1.0' },
  };
}
