import { expect } from 'chai';
import type { CardRepair } from '../../src/cards/card-repair.ts';
import { createFormatDay } from '../../src/cards/format-day.ts';
import { type RepairPreviewOptions, toRepairPreview } from '../../src/cards/repair-preview.ts';
import { repair, visible } from './some-cards.ts';

describe('the preview of a repair', () => {
  const formatDay = createFormatDay();
  const make = (changes: Partial<CardRepair> = {}, kind: RepairPreviewOptions['kind'] = 'thumbnail') =>
    toRepairPreview(formatDay, { ...repair, ...changes }, { kind });

  it('shows title, person, status, date and picture, and sends the repair when it is tapped', () => {
    expect(make()).to.deep.equal({
      contentType: 'application/vnd.microsoft.card.thumbnail',
      content: {
        title: 'Brake repairs',
        subtitle: 'Issac Fielder',
        text: 'In progress · May 24, 2023',
        images: [{ url: repair.image, alt: 'Picture of Brake repairs' }],
        tap: { type: 'invoke', title: 'Choose', value: { repairId: '2' } },
      },
    });
  });

  it('is a hero card in a grid', () => {
    expect(make({}, 'hero').contentType).to.equal('application/vnd.microsoft.card.hero');
  });

  it('omits missing fields', () => {
    const { content } = make({ image: undefined, date: '' });
    expect(content).to.deep.include({ text: 'In progress', images: [] });
  });

  it('has no user text in the field with markup, and disables markup in title and subtitle', () => {
    const markup = '<b>x</b> &lt;i&gt; <script>';
    const { content } = make({ title: markup, assignedTo: markup, description: markup });
    const { title, subtitle, text } = content as Record<string, string>;
    expect(text).to.equal('In progress · May 24, 2023');
    for (const shown of [title, subtitle]) {
      expect(visible(shown)).to.equal(markup);
      expect(shown).not.to.match(/<[a-z/]|&[a-z]/);
    }
  });
});
