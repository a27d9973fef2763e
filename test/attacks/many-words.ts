/** Searches for many words that occur in many repairs, but never together. */
import { expect } from 'chai';
import { type AttackedApp, report, startAttackedApp } from './attacked-app.ts';

/** In many of the generated repairs, but never all of them in one. */
const others =
  'belt seal air repair bracket left clean refit rear suspension inspect inner conditioning measure lower outer up gasket bodywork sensor adjust check'.split(
    ' ',
  );

describe('a search for 28 chosen words', () => {
  let app: AttackedApp;

  before(async () => {
    app = await startAttackedApp({ repairs: 20_000 });
  });

  after(() => app.close());

  async function search(text: string) {
    const start = performance.now();
    const answer = await app.call('GET', `/api/repairs?${new URLSearchParams({ text })}`);
    expect(answer.status).to.equal(200);
    const { results } = (await answer.json()) as { results: readonly { title: string; description: string }[] };
    return { results, milliseconds: performance.now() - start };
  }

  it('is one for the first six', async () => {
    const [repair] = (await search('vehicle')).results;
    const [...found] = new Set(`${repair?.title} ${repair?.description}`.toLowerCase().match(/[a-z]+/g));
    const six = found.slice(0, 6);
    const first = await search(six.join(' '));
    const all = await search([...six, ...others.filter((word) => !six.includes(word))].join(' '));
    report(`many words: ${all.milliseconds.toFixed(0)} ms, the first six: ${first.milliseconds.toFixed(0)} ms`);
    expect(first.results).not.to.deep.equal([]);
    expect(all.results).to.deep.equal(first.results);
  });
});
