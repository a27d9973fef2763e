import { expect } from 'chai';
import fc from 'fast-check';
import { formFields } from '../../src/cards/repair-form-card.ts';
import { explainParts } from '../../src/teams-host/card-reader/explain-parts.ts';
import { actionOf, nodesOf, textsOf } from './card-nodes.ts';
import { cards, etag, hostile, list, visible } from './some-cards.ts';

describe('the form of a repair', () => {
  const submit = { kind: 'dialog', title: 'Create', data: { dialogId: 'd' } } as const;
  const inputOf = (content: object, id: string) => nodesOf(content).find((node) => node.id === id);

  it('has an input for each field, with label, limits and value', () => {
    const { content } = cards.repairFormCard({
      values: { title: hostile, date: '2024-05-01', status: 'done' },
      submit,
    });
    expect(inputOf(content, 'title')).to.include({
      type: 'Input.Text',
      label: 'Title',
      isRequired: true,
      maxLength: 100,
      value: hostile,
    });
    expect(inputOf(content, 'description')).to.include({ isMultiline: true, maxLength: 2000, value: '' });
    expect(inputOf(content, 'assignedTo')).to.include({ isRequired: true, maxLength: 100 });
    expect(inputOf(content, 'date')).to.include({ type: 'Input.Date', value: '2024-05-01' });
    expect(inputOf(content, 'status')).to.include({ type: 'Input.ChoiceSet', value: 'done' });
    expect(inputOf(content, 'image')).to.include({ maxLength: 2048 });
    for (const input of nodesOf(content).filter(({ type = '' }) => type.startsWith('Input.'))) {
      expect(input).to.have.property('label');
    }
  });

  it('shows an error directly below its field, and other errors and notes next to the buttons', () => {
    const { content } = cards.repairFormCard({
      values: {},
      errors: { date: 'No such day.', form: 'Try again.' },
      note: 'Someone else was first.',
      submit,
    });
    const { body } = content as { body: object[] };
    expect(body.slice(-2).flatMap((item) => textsOf(item))).to.deep.equal(['Try again.', 'Someone else was first.']);
    expect(textsOf(body[body.findIndex((item) => 'id' in item && item.id === 'date') + 1])).to.deep.equal([
      'No such day.',
    ]);
    expect(textsOf(content)).to.have.length(3);
  });

  it('shows user text in errors unchanged', () => {
    const errors = Object.fromEntries(['form', ...formFields].map((field) => [field, hostile]));
    const texts = textsOf(cards.repairFormCard({ values: {}, errors, note: hostile, submit }).content);
    expect(texts.map(visible)).to.deep.equal(Array(8).fill(hostile));
    for (const found of texts) {
      expect(found).not.to.match(/\{(DATE|TIME)\(/);
    }
  });

  it('is submitted from a dialog or from its card', () => {
    const dialog = cards.repairFormCard({ values: {}, submit }).content;
    expect(actionOf(dialog, 'Create')).to.deep.include({ type: 'Action.Submit', data: { dialogId: 'd' } });
    const create = cards.repairFormCard({ values: {}, submit: { kind: 'create', formId: 'f' } }).content;
    const newRepair = { type: 'Action.Execute', verb: 'createRepair', data: { formId: 'f' } };
    expect(actionOf(create, 'Create')).to.deep.include(newRepair);
    const seen = { title: 'Oil change', status: 'open' };
    const submitEdit = { kind: 'edit', repairId: '2', etag, list, seen } as const;
    const edit = cards.repairFormCard({ values: {}, submit: submitEdit }).content;
    const data = { repairId: '2', etag, list };
    const save = { type: 'Action.Execute', verb: 'saveEdit', data: { ...data, seen } };
    expect(actionOf(edit, 'Save')).to.deep.include(save);
    expect(actionOf(edit, 'Cancel')).to.deep.include({ verb: 'refresh', data, associatedInputs: 'none' });
  });

  it('is parsed by the official renderer without warnings, for any input', () => {
    const anything = fc.dictionary(
      fc.constantFrom('title', 'description', 'assignedTo', 'date', 'status', 'image', 'form'),
      fc.string({ unit: 'binary' }),
    );
    fc.assert(
      fc.property(anything, anything, (values, errors) => {
        expect(explainParts([cards.repairFormCard({ values, errors, submit }).content])).to.deep.equal({
          faults: [],
          limits: [],
        });
      }),
    );
  });
});
