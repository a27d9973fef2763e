import { expect } from 'chai';
import { createMessageExtension } from '../../src/message-extension/create-message-extension.ts';
import { captureLog } from '../support/capture-log.ts';
import { createFakePreferences } from '../support/fake-preferences.ts';
import { cards } from './a-command-context.ts';

describe('the message extension', () => {
  const refresh = async () => ({ kind: 'message', text: 'x' }) as const;
  const extension = createMessageExtension({
    cards,
    preferences: createFakePreferences(),
    cardActions: { refresh },
    log: captureLog().log,
  });

  it('has tables of commands and card actions', () => {
    expect(Object.keys(extension.queries)).to.deep.equal(['listRepairs']);
    expect(Object.keys(extension.actions)).to.deep.equal(['createRepair', 'createRepairFromMessage']);
    expect(extension.cardActions.refresh).to.equal(refresh);
  });

  it('has frozen tables without inherited entries', () => {
    for (const table of [extension.queries, extension.actions, extension.cardActions]) {
      for (const name of ['constructor', '__proto__', 'toString', 'hasOwnProperty']) {
        expect(table[name], name).to.equal(undefined);
      }
      expect(Object.isFrozen(table)).to.equal(true);
    }
  });
});
