import { expect } from 'chai';
import { keepThemeChoice, readThemeChoice } from '../../../../src/teams-host/page/shell/theme-choice.ts';
import { aStorage } from '../../../support/a-storage.ts';

describe('the theme choice', () => {
  const storageWith = (stored: string | null) => () => ({ getItem: () => stored });

  it('is stored', () => {
    const storage = aStorage();
    keepThemeChoice(storage, 'dark');
    expect(readThemeChoice(storage)).to.equal('dark');
  });

  it('defaults to the system theme if no valid choice is stored', () => {
    expect(readThemeChoice(storageWith(null))).to.equal('system');
    expect(readThemeChoice(storageWith('pink'))).to.equal('system');
  });

  it('works without storage', () => {
    const refuse = (): never => {
      throw new Error('SecurityError');
    };
    expect(readThemeChoice(refuse)).to.equal('system');
    expect(() => keepThemeChoice(refuse, 'dark')).not.to.throw();
  });
});
