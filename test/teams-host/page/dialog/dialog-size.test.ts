import { expect } from 'chai';
import { parseDialogLength, toDialogSize } from '../../../../src/teams-host/page/dialog/dialog-size.ts';
import { toParameterCard } from '../../../../src/teams-host/page/dialog/parameter-card.ts';
import { aCommand, aParameter } from '../../../support/a-command.ts';

describe('a dialog', () => {
  it('has the size that the app requests, within limits', () => {
    expect(toDialogSize('medium', 'small')).to.deep.equal({ width: 600, height: 240 });
    expect(toDialogSize(500, 50_000)).to.deep.equal({ width: 500, height: 2000 });
    expect(toDialogSize(-1, 0)).to.deep.equal({ width: 160, height: 160 });
  });

  it('ignores invalid sizes from a page', () => {
    expect(['large', 300].map(parseDialogLength)).to.deep.equal(['large', 300]);
    for (const value of ['huge', Number.NaN, Number.POSITIVE_INFINITY, null, undefined, {}]) {
      expect(parseDialogLength(value)).to.equal(undefined);
    }
  });

  it('shows the parameters of the command if the app provides no card', () => {
    const card = toParameterCard(
      aCommand({
        description: 'Creates a repair',
        parameters: [
          aParameter({ name: 'title', title: 'Title', required: true }),
          aParameter({ name: 'limit', title: 'Limit', inputType: 'number', value: '3' }),
        ],
      }),
    );
    expect(JSON.parse(JSON.stringify(card)))
      .to.have.property('body')
      .that.deep.equals([
        { type: 'TextBlock', text: 'Creates a repair', wrap: true },
        { type: 'Input.Text', id: 'title', label: 'Title', isRequired: true, errorMessage: 'Title is required.' },
        { type: 'Input.Number', id: 'limit', label: 'Limit', isRequired: false, value: 3 },
      ]);
  });
});
