import { expect } from 'chai';
import { keepThemeChoice, readThemeChoice } from '../../../../src/teams-host/page/shell/theme-choice.ts';

describe('theme choice', () => {
  const storageWith = (kept: string | null) => () => ({ getItem: () => kept });

  it('is stored', () => {
    const kept = new Map<string, string>();
    keepThemeChoice(() => ({ setItem: (key, value) => void kept.set(key, value) }), 'dark');
    expect(readThemeChoice(() => ({ getItem: (key) => kept.get(key) ?? null }))).to.equal('dark');
  });

  it("is the system's if nothing valid is stored", () => {
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
