import { expect } from 'chai';
import fc from 'fast-check';
import { Unavailable } from '../../src/foundation/errors.ts';
import type { ResultAnswer } from '../../src/message-extension/answers.ts';
import { toLinkedRepair } from '../../src/message-extension/unfurl-link.ts';
import { SignInNeeded } from '../../src/repairs-client/sign-in-needed.ts';
import { textsOf } from '../cards/card-nodes.ts';
import { aCommandContext, aMessageExtension, publicUrl } from './a-command-context.ts';
import { aRepresentation, createFakeRepairs } from './fake-repairs.ts';

const { queryLink, anonymousQueryLink } = aMessageExtension();
const aLinkContext = (repairs = createFakeRepairs()) => ({ ...aCommandContext(), repairs: async () => repairs });
const noResults = { kind: 'result', layout: 'list', results: [] };
const url = `${publicUrl}/repairs/7`;

const foreign = [
  'https://elsewhere.example.com/repairs/7',
  'http://repairs.example.com/repairs/7',
  'https://repairs.example.com:444/repairs/7',
  'https://repairs.example.com.evil.example/repairs/7',
  'https://evil.example/?https://repairs.example.com/repairs/7',
  `${publicUrl}/repairs`,
  `${publicUrl}/repairs/`,
  `${publicUrl}/repairs/7/edit`,
  `${publicUrl}/pictures/7`,
  `${publicUrl}/repairs/%`,
  `${publicUrl}/repairs/%00`,
  `${publicUrl}/repairs/${'x'.repeat(65)}`,
  'no link',
  '',
];

describe('queryLink', () => {
  it('unfurls a link to a repair', async () => {
    const repairs = createFakeRepairs([aRepresentation('7', { title: 'Brakes' })]);
    for (const link of [url, `${url}/`, `${url}?from=chat#top`, 'https://REPAIRS.example.com:443/repairs/7']) {
      const { results } = (await queryLink({ url: link }, aLinkContext(repairs))) as ResultAnswer;
      expect(textsOf(results[0]?.attachment.content)).to.include('Brakes');
      expect(results[0]?.attachment.preview.content).to.include({ title: 'Brakes' });
    }
  });

  it('returns no results for another URL, and requests no sign-in', async () => {
    const context = { ...aCommandContext(), repairs: () => Promise.reject(new SignInNeeded()) };
    for (const link of foreign) {
      expect(await queryLink({ url: link }, context), link).to.deep.equal(noResults);
    }
  });

  it('returns no results if the repair does not exist for this person', async () => {
    expect(await queryLink({ url }, aLinkContext())).to.deep.equal(noResults);
  });

  it('rethrows other API errors', async () => {
    const repairs = createFakeRepairs();
    for (const error of [new Unavailable('Try again.'), new SignInNeeded()]) {
      repairs.fail(error);
      const failure = await queryLink({ url }, aLinkContext(repairs)).catch((thrown: unknown) => thrown);
      expect(failure).to.equal(error);
    }
  });
});

describe('anonymousQueryLink', () => {
  it('explains how to see the repair, and reveals nothing about it', async () => {
    const { repairs, ...context } = aCommandContext();
    const answer = (await anonymousQueryLink({ url }, context)) as ResultAnswer;
    expect(textsOf(answer.results[0]?.attachment.content)).to.deep.equal([
      'A repair',
      'Add Repairs and sign in to see it.',
    ]);
    for (const { json } of answer.results) {
      expect(Buffer.from(json).toString()).not.to.include('7');
    }
  });

  it('returns no results for another URL', async () => {
    for (const link of foreign) {
      expect(await anonymousQueryLink({ url: link }, aCommandContext()), link).to.deep.equal(noResults);
    }
  });
});

describe('toLinkedRepair', () => {
  it('returns the id of any link to a repair, and never throws', () => {
    const id = fc.stringMatching(/^[A-Za-z0-9 äß/?#%.-]{1,20}$/).filter((text) => !/^\.{1,2}$/.test(text));
    fc.assert(
      fc.property(id, (given) => {
        expect(toLinkedRepair(`${publicUrl}/repairs/${encodeURIComponent(given)}`, publicUrl)).to.equal(given);
      }),
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.string().map((rest) => `${publicUrl}/repairs/${rest}`),
        ),
        (given) => {
          expect(typeof toLinkedRepair(given, publicUrl)).to.be.oneOf(['string', 'undefined']);
        },
      ),
    );
  });
});
