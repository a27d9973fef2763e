import { expect } from 'chai';
import { parseLabels } from '../../../src/teams-host/connector/parse-labels.ts';

describe('the labels of a message', () => {
  const read = (body: object) => {
    const problems: string[] = [];
    const omissions: string[] = [];
    const labels = parseLabels({ text: 'Foxes [1] jump [2].', ...body }, problems, omissions);
    return { labels, problems, omissions };
  };
  const root = (members: object) => ({
    entities: [
      { type: 'https://schema.org/Message', '@type': 'Message', '@context': 'https://schema.org', ...members },
    ],
  });
  const claim = (position: unknown, appearance: object) => ({
    '@type': 'Claim',
    position,
    appearance: { '@type': 'DigitalDocument', name: `Document ${position}`, abstract: 'About foxes', ...appearance },
  });

  it('are absent from a plain message', () => {
    expect(read({})).to.deep.equal({
      labels: { aiGenerated: false, citations: [], sensitivity: undefined, feedback: undefined, importance: undefined },
      problems: [],
      omissions: [],
    });
  });

  it('include the AI label, the sensitivity and the importance', () => {
    const usageInfo = { '@type': 'CreativeWork', name: 'Confidential', description: 'For foxes only' };
    const { labels } = read({ ...root({ additionalType: ['AIGeneratedContent'], usageInfo }), importance: 'urgent' });
    expect(labels).to.deep.include({
      aiGenerated: true,
      sensitivity: { name: 'Confidential', description: 'For foxes only' },
      importance: 'urgent',
    });
  });

  it('include the citations whose numbers are in the text', () => {
    const citation = [
      claim(1, { url: 'https://foxes.example/', keywords: ['a', 'b'] }),
      claim(2, { url: 'javascript:alert(1)', text: '{}', image: { name: 'PDF' } }),
      claim(3, {}),
      claim('x', {}),
    ];
    const { labels, problems, omissions } = read(root({ citation }));
    expect(labels.citations.map(({ position, url }) => [position, url])).to.deep.equal([
      [1, 'https://foxes.example/'],
      [2, undefined],
    ]);
    expect(problems).to.deep.equal([
      'The citation 3 is not in the text as [3].',
      'A citation needs a number as "position", and a "name" in its "appearance".',
    ]);
    expect(omissions).to.deep.equal(['This host does not show "text" and "image" of a citation.']);
  });

  it('rejects several root entities', () => {
    const [one] = root({}).entities;
    expect(() => read({ entities: [one, one] })).to.throw('several');
  });

  for (const [channelData, expected] of [
    [{ feedbackLoopEnabled: true }, 'default'],
    [{ feedbackLoopEnabled: false }, undefined],
    [{ feedbackLoopEnabled: true, type: 'custom' }, 'custom'],
    [{ feedbackLoop: { type: 'custom' } }, 'custom'],
    [{ feedbackLoop: { type: 'default' }, feedbackLoopEnabled: false }, 'default'],
    [{}, undefined],
  ] as const) {
    it(`include the feedback buttons of ${JSON.stringify(channelData)}: ${expected}`, () => {
      expect(read({ channelData }).labels.feedback).to.equal(expected);
    });
  }

  it('say which kinds of entities have no effect here, each once', () => {
    const quoted = { type: 'quotedReply', quotedReply: { messageId: '1' } };
    const { omissions } = read({
      entities: [quoted, quoted, { type: 'mention' }, { type: 'ProductInfo', id: 'COPILOT' }],
    });
    expect(omissions).to.deep.equal(['Entities of type "quotedReply" have no effect in this host.']);
  });

  it('say which members of channelData have no effect here', () => {
    const { omissions } = read({ channelData: { notification: { alert: true } } });
    expect(omissions).to.deep.equal([
      'channelData.notification: This host has no activity feed, so it shows no notification.',
    ]);
  });
});
