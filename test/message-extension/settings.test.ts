import { expect } from 'chai';
import fc from 'fast-check';
import { InvalidRequest } from '../../src/errors.ts';
import { createMemoryPreferences } from '../../src/message-extension/preferences.ts';
import { createSettings, parseSettings } from '../../src/message-extension/settings.ts';
import { aCommandContext, karin, publicUrl } from './a-command-context.ts';

function start() {
  const preferences = createMemoryPreferences();
  let signedOut = 0;
  const context = {
    ...aCommandContext(),
    signOut: async () => {
      signedOut += 1;
    },
  };
  return { ...createSettings(preferences), preferences, context, signedOut: () => signedOut };
}

describe('querySettingUrl', () => {
  it('leads to the settings page, which is told what is kept', async () => {
    const { querySettingUrl, preferences, context } = start();
    expect(await querySettingUrl(context)).to.deep.equal({
      kind: 'config',
      url: `${publicUrl}/settings?layout=list&firstResults=all`,
      title: 'Settings',
    });
    await preferences.set(karin, { layout: 'grid', firstResults: 'mine' });
    expect(await querySettingUrl(context)).to.have.property(
      'url',
      `${publicUrl}/settings?layout=grid&firstResults=mine`,
    );
  });
});

describe('setting', () => {
  it('keeps the preferences of this person alone', async () => {
    const { setting, preferences, context } = start();
    expect(await setting({ state: '{"layout":"grid","firstResults":"mine"}' }, context)).to.deep.equal({
      kind: 'done',
    });
    expect(await preferences.get(karin)).to.deep.equal({ layout: 'grid', firstResults: 'mine' });
    for (const other of [
      { ...karin, id: 'other' },
      { ...karin, tenantId: 'other' },
    ]) {
      expect(await preferences.get(other)).to.deep.equal({ layout: 'list', firstResults: 'all' });
    }
  });

  it('signs out and says so', async () => {
    const { setting, context, signedOut } = start();
    const answer = await setting({ state: '{"signOut":true}' }, context);
    expect(answer).to.deep.equal({ kind: 'message', text: 'You are signed out of Repairs.' });
    expect(signedOut()).to.equal(1);
  });

  it('keeps and signs out nobody for a state that is not ours', async () => {
    const { setting, preferences, context, signedOut } = start();
    for (const state of [
      '',
      'x',
      'null',
      '7',
      '[]',
      '"signOut"',
      '{"signOut":"true"}',
      '{"signOut":false}',
      '{"layout":"tiles"}',
      '{"firstResults":1}',
      `{"x":"${'y'.repeat(1000)}"}`,
    ]) {
      const failure = await setting({ state }, context).catch((thrown: unknown) => thrown);
      expect(failure, state).to.be.instanceOf(InvalidRequest);
    }
    expect(signedOut()).to.equal(0);
    expect(await preferences.get(karin)).to.deep.equal({ layout: 'list', firstResults: 'all' });
  });
});

describe('parseSettings', () => {
  it('fills in what is absent', () => {
    expect(parseSettings('{}')).to.deep.equal({
      kind: 'preferences',
      preferences: { layout: 'list', firstResults: 'all' },
    });
  });

  it('is not led by names every object has', () => {
    expect(parseSettings('{"__proto__":{"signOut":true}}').kind).to.equal('preferences');
  });

  it('throws nothing but a clear refusal, whatever comes', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (state) => {
        try {
          expect(parseSettings(state).kind).to.be.oneOf(['preferences', 'signOut']);
        } catch (error) {
          expect(error).to.be.instanceOf(InvalidRequest);
        }
      }),
    );
  });
});

describe('preferences in memory', () => {
  it('are forgotten for whoever was here longest ago', async () => {
    const preferences = createMemoryPreferences(2);
    const people = ['a', 'b', 'c'].map((id) => ({ ...karin, id }));
    for (const person of people) {
      await preferences.set(person, { layout: 'grid', firstResults: 'all' });
    }
    const layouts = await Promise.all(people.map(async (person) => (await preferences.get(person)).layout));
    expect(layouts).to.deep.equal(['list', 'grid', 'grid']);
  });
});
