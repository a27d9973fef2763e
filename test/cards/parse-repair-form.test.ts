import { expect } from 'chai';
import fc from 'fast-check';
import { parseRepairForm, toFormErrors } from '../../src/cards/parse-repair-form.ts';
import { formFields } from '../../src/cards/repair-form-card.ts';
import { AppError, InvalidRequest, Unavailable } from '../../src/foundation/errors.ts';

const typed = { title: ' Oil change ', description: '', assignedTo: 'Karin Blair', date: '', status: '', image: '' };

describe('parseRepairForm', () => {
  it('returns the normalized fields, without empty optional ones', () => {
    expect(parseRepairForm(typed)).to.deep.equal({
      isValid: true,
      values: typed,
      fields: { title: 'Oil change', description: '', assignedTo: 'Karin Blair' },
    });
    expect(
      parseRepairForm({ ...typed, date: '2024-05-01', status: 'done', image: ' https://a.example/x.png', other: 1 }),
    ).to.have.deep.property('fields', {
      title: 'Oil change',
      description: '',
      assignedTo: 'Karin Blair',
      date: '2024-05-01',
      status: 'done',
      image: 'https://a.example/x.png',
    });
  });

  it('returns an error for each invalid field, with the label of the form', () => {
    const form = parseRepairForm({
      title: ' ',
      description: 'x'.repeat(2001),
      assignedTo: '',
      date: '2024-02-30',
      status: 'lost',
      image: 'picture.png',
    });
    expect(form).to.deep.include({ isValid: false }).and.not.to.have.property('fields');
    expect(form).to.have.deep.property('errors', {
      title: 'Title must not be blank.',
      description: 'Description must not be longer than 2000 characters.',
      assignedTo: 'Assigned to must not be blank.',
      date: 'Date must be an existing day, YYYY-MM-DD.',
      status: 'Status must be one of open, inProgress, done.',
      image: 'Address of a picture must begin with https://.',
    });
  });

  it('returns the values as typed, up to a maximum length', () => {
    const { values } = parseRepairForm({ ...typed, title: `x${'\u{1f527}'.repeat(100_000)}` });
    expect(values.title).to.have.length.below(5000);
    expect(values.title?.isWellFormed()).to.equal(true);
  });

  for (const value of [1, true, {}, [], ['a'], { toString: 'x' }]) {
    it(`rejects ${JSON.stringify(value)} instead of text`, () => {
      for (const field of formFields) {
        expect(() => parseRepairForm({ ...typed, [field]: value }))
          .to.throw(InvalidRequest)
          .with.property('field', field);
      }
    });
  }

  it('accepts only text and throws only InvalidRequest, for any data', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.dictionary(fc.oneof(fc.constantFrom(...formFields), fc.string()), fc.anything()),
          fc.dictionary(fc.constantFrom(...formFields), fc.string({ unit: 'binary' })),
        ),
        (data) => {
          try {
            const form = parseRepairForm(data);
            expect(Object.keys(form.values)).to.have.members([...formFields]);
            expect(form.isValid || Object.keys(form.errors).length > 0).to.equal(true);
          } catch (error) {
            expect(error).to.be.instanceOf(InvalidRequest);
          }
        },
      ),
    );
  });
});

describe('toFormErrors', () => {
  it('assigns an error to its field, with the label of the form, and any other error to the form', () => {
    expect(toFormErrors(new InvalidRequest('image must be an https address.', { field: 'image' }))).to.deep.equal({
      image: 'Address of a picture must be an https address.',
    });
    expect(toFormErrors(new Unavailable('Try again.'))).to.deep.equal({ form: 'Try again.' });
    expect(toFormErrors(new AppError(400, 'x', 'No.', { field: 'cursor' }))).to.deep.equal({ form: 'No.' });
  });
});
