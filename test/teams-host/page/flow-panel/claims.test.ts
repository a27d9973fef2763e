import { expect } from 'chai';
import { toClaimRows } from '../../../../src/teams-host/page/flow-panel/claims.ts';

describe('claim rows', () => {
  it('explain known claims', () => {
    expect(toClaimRows({ aud: 'api://repairs' })).to.deep.equal([
      { name: 'aud', value: 'api://repairs', meaning: 'Audience' },
    ]);
  });

  it('format timestamps as times of day', () => {
    const [row] = toClaimRows({ exp: 1_767_225_600 }, 'en-GB');
    expect(row?.value).to.match(/^\d\d:\d\d:\d\d$/);
  });

  it('have no meaning for names that every object has', () => {
    const names = ['constructor', 'toString', '__proto__', 'hasOwnProperty'];
    const rows = toClaimRows(Object.fromEntries(names.map((name) => [name, 'x'])));
    expect(rows).to.deep.equal(names.map((name) => ({ name, value: 'x', meaning: '' })));
  });

  it('show unknown claims as they are, and values that are not strings as JSON', () => {
    expect(toClaimRows({ amr: ['pwd'], exp: 'soon', x: null })).to.deep.equal([
      { name: 'amr', value: '["pwd"]', meaning: '' },
      { name: 'exp', value: 'soon', meaning: 'Expires' },
      { name: 'x', value: 'null', meaning: '' },
    ]);
  });
});
