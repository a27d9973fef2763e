import { expect } from 'chai';
import { keepThemeChoice, readThemeChoice } from '../../../../src/teams-host/page/shell/theme-choice.ts';

describe('the theme choice', () => {
  const storageWith = (stored: string | null) => () => ({ getItem: () => stored });

  it('is stored', () => {
    const stored = new Map<string, string>();
    keepThemeChoice(() => ({ setItem: (key, value) => void stored.set(key, value) }), 'dark');
    expect(readThemeChoice(() => ({ getItem: (key) => stored.get(key) ?? null }))).to.equal('dark');
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
