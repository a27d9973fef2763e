import { expect } from 'chai';
import { mergeFlow, summarizeFlow, toTone } from '../../../../src/teams-host/page/flow-panel/flow-events.ts';
import type { Hop } from '../../../../src/teams-host/wire/hop.ts';

const hop: Hop = { from: 'Teams host', to: 'App', request: 'GET /api/repairs', status: 200, ms: 12 };
const failed: Hop = { ...hop, status: 503, failure: { why: 'The app cannot be reached.', remedy: 'Start it.' } };
const record = { id: '1', action: 'List all repairs', startedAt: '2026-01-01T00:00:00.000Z', hops: [hop] };

describe('flow events', () => {
  it('are summarized with the number of steps and any failure', () => {
    expect(summarizeFlow(record)).to.equal('List all repairs: 1 step, nothing failed.');
    expect(summarizeFlow({ ...record, hops: [hop, failed] })).to.equal(
      'List all repairs: step 2 of 2 failed. The app cannot be reached.',
    );
    expect(summarizeFlow({ ...record, hops: [] })).to.equal('List all repairs');
  });

  it('have a tone that depends on status and failure', () => {
    expect(toTone({ status: 200 })).to.equal('good');
    expect(toTone({ status: 302 })).to.equal('moved');
    expect(toTone({ status: 401 })).to.equal('bad');
    expect(toTone({ status: 200, failure: { why: '', remedy: '' } })).to.equal('bad');
    expect(toTone({})).to.equal('none');
  });
});

describe('the history of actions', () => {
  it('has the newest first, keeps twenty, and replaces an action that got a new hop', () => {
    const more = Array.from({ length: 25 }, (_, index) => ({ ...record, id: String(index) }));
    const all = more.reduce(mergeFlow, []);
    expect(all.map(({ id }) => id)).to.deep.equal(Array.from({ length: 20 }, (_, index) => String(24 - index)));
    const changed = mergeFlow(all, { ...record, id: '20', action: 'Changed' });
    expect(changed.map(({ action }) => action).indexOf('Changed')).to.equal(4);
    expect(changed).to.have.length(20);
  });

  it('drops an action without hops when the next one begins', () => {
    const empty = { ...record, id: '0', hops: [] };
    expect(mergeFlow([empty], { ...record, id: '1' }).map(({ id }) => id)).to.deep.equal(['1']);
  });
});
