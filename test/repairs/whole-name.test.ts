import { expect } from 'chai';
import { parseWholeName, toWholeName } from '../../src/repairs/whole-name.ts';

describe('a whole name', () => {
  it('is a name in double quotes', () => {
    expect(toWholeName('Karin "Kay" Blair')).to.equal('"Karin "Kay" Blair"');
    expect(parseWholeName(' "Karin "Kay" Blair" ')).to.equal('Karin "Kay" Blair');
    expect(parseWholeName('“Karin”')).to.equal('Karin');
    for (const search of ['Karin', '"Karin', '"', '""']) {
      expect(parseWholeName(search)).to.equal(undefined);
    }
  });

  it('stays as long as the API accepts', () => {
    expect(toWholeName('𝒳'.repeat(98))).to.have.lengthOf(2 * 98 + 2);
    expect(toWholeName('𝒳'.repeat(99))).to.equal('𝒳'.repeat(99));
  });
});
