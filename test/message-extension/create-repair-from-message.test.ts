import { expect } from 'chai';
import fc from 'fast-check';
import { parseRepairForm } from '../../src/cards/parse-repair-form.ts';
import type { DialogAnswer } from '../../src/message-extension/answers.ts';
import { toFormValues } from '../../src/message-extension/to-form-values.ts';
import { nodesOf } from '../cards/card-nodes.ts';
import { aCommandContext, anAction, anActionCommand } from './a-command-context.ts';
import { createFakeRepairs } from './fake-repairs.ts';

const command = anActionCommand('createRepairFromMessage');
const link = 'https://teams.example.com/l/message/1';

describe('createRepairFromMessage', () => {
  it('fills in the form from the message and credits its author', async () => {
    const message = { id: '1', text: 'The lift is stuck.\nThird floor.', link, from: 'Daisy Phillips' };
    const answer = await command.fetch(
      anAction({ commandContext: 'message', message }),
      aCommandContext({ utcOffset: 780 }),
    );
    const values = Object.fromEntries(
      nodesOf((answer as DialogAnswer).card.content).flatMap(({ id, value }) =>
        id === undefined ? [] : [[id, value]],
      ),
    );
    expect(values).to.deep.equal({
      title: 'The lift is stuck.',
      description: `The lift is stuck.\nThird floor.\n\nFrom a message of Daisy Phillips: ${link}`,
      assignedTo: 'Karin Blair',
      date: '2024-06-02',
      status: 'open',
      image: '',
    });
  });

  it('opens an empty form without a message', async () => {
    const answer = await command.fetch(anAction({ commandContext: 'message' }), aCommandContext());
    expect(answer.kind).to.equal('dialog');
  });

  it('creates a repair from the submitted form', async () => {
    const repairs = createFakeRepairs();
    const data = { title: 'Lift', description: '', assignedTo: 'Karin Blair' };
    await command.submit(anAction({ commandContext: 'message', data }), aCommandContext({ repairs }));
    expect(repairs.kept).to.have.length(1);
  });

  it('truncates a long message between graphemes', () => {
    const { title = '', description = '' } = toFormValues({ id: '1', text: '👩‍🔧'.repeat(1500), link });
    expect(Array.from(title)).to.have.length(100);
    expect(title).to.match(/^(👩‍🔧)+…$/u);
    expect(Array.from(description)).to.have.length.at.most(2000);
    expect(description).to.match(new RegExp(`^(👩‍🔧)+…\n\n${link}$`, 'u'));
  });

  it('omits a link that is not https or is too long', () => {
    for (const bad of [
      'javascript:alert(1)',
      'http://teams.example.com',
      'x',
      `https://a.example/${'x'.repeat(2000)}`,
    ]) {
      expect(toFormValues({ id: '1', text: 'Lift', link: bad })).to.deep.equal({ title: 'Lift', description: 'Lift' });
    }
  });

  it('returns values that pass validation, except for a blank title, for any message', () => {
    const message = fc.record(
      {
        id: fc.string(),
        text: fc.string({ unit: 'binary', maxLength: 3000 }),
        link: fc.webUrl(),
        from: fc.string({ unit: 'binary' }),
      },
      { requiredKeys: ['id', 'text'] },
    );
    fc.assert(
      fc.property(message, (given) => {
        const form = parseRepairForm({ ...toFormValues(given), assignedTo: 'Karin Blair' });
        expect(form.isValid ? [] : Object.keys(form.errors)).to.not.include('description');
        expect(form.isValid ? '' : (form.errors.title ?? '')).to.be.oneOf(['', 'Title must not be blank.']);
      }),
    );
  });
});
