import { expect } from 'chai';
import {
  initialFields,
  isComplete,
  toInvitation,
  toParameterValues,
} from '../../../../src/teams-host/page/search/parameters.ts';
import { aCommand, aParameter } from '../../../support/a-command.ts';

describe('the fields of a command', () => {
  const required = aCommand({
    initialRun: false,
    parameters: [aParameter({ name: 'from', title: 'From', required: true }), aParameter({ name: 'to', title: 'To' })],
  });

  it('are initialized with the values of the manifest', () => {
    const parameters = [aParameter({ name: 'status', value: 'open' }), aParameter({ name: 'text' })];
    expect(initialFields(aCommand({ parameters }))).to.deep.equal({ status: 'open', text: '' });
  });

  it('are complete when all required ones are filled in', () => {
    expect(isComplete(required, { from: '', to: 'x' })).to.equal(false);
    expect(isComplete(required, { from: 'x', to: '' })).to.equal(true);
  });

  it('are complete without values only if the command runs on opening', () => {
    expect(isComplete(aCommand({ initialRun: true }), {})).to.equal(true);
    expect(isComplete(aCommand({ initialRun: false }), { assignedTo: ' ' })).to.equal(false);
  });

  it('are sent trimmed, even if they are empty', () => {
    expect(toParameterValues({ a: ' x ', b: ' ', c: '' })).to.deep.equal({ a: 'x', b: '', c: '' });
  });

  it('are summarized in a prompt that names the missing ones', () => {
    expect(toInvitation(required, { to: 'x' })).to.equal('Fill in From to search.');
    expect(toInvitation(aCommand({ description: 'Finds repairs.' }), {})).to.equal('Finds repairs.');
    expect(toInvitation(aCommand(), {})).to.equal('Type to search.');
  });
});
