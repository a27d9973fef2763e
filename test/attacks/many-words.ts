/** Searches for many words that occur in many repairs, but never together. */
import { expect } from 'chai';
import { type AttackedApp, report, startAttackedApp } from './attacked-app.ts';

const words =
  'belt seal vehicle air repair bracket left clean refit rear suspension the inspect inner service conditioning measure lower outer up gasket bodywork sensor adjust check light tighten filter'.split(
    ' ',
  );

describe('a search for 28 chosen words', () => {
  let app: AttackedApp;

  before(async () => {
    app = await startAttackedApp({ repairs: 20_000 });
  });

  after(() => app.close());

  async function search(text: string): Promise<{ readonly milliseconds: number; readonly body: string }> {
    const start = performance.now();
    const answer = await app.call('GET', `/api/repairs?${new URLSearchParams({ text })}`);
    expect(answer.status).to.equal(200);
    return { body: await answer.text(), milliseconds: performance.now() - start };
  }

  it('takes no longer than one for six', async () => {
    const six = await search(words.slice(0, 6).join(' '));
    const all = await search(words.join(' '));
    report(`${words.length} words: ${all.milliseconds.toFixed(0)} ms, 6 words: ${six.milliseconds.toFixed(0)} ms`);
    expect(all.body).to.equal(six.body);
  });
});
