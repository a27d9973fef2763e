import { expect } from 'chai';
import fc from 'fast-check';
import { InvalidRequest } from '../../src/foundation/errors.ts';
import { parseSettings } from '../../src/message-extension/settings.ts';
import { createFakePreferences } from '../support/fake-preferences.ts';
import { aCommandContext, aMessageExtension, karin, publicUrl } from './a-command-context.ts';

function start() {
  const preferences = createFakePreferences();
  let signedOut = 0;
  let forgotten = 0;
  const context = {
    ...aCommandContext(),
    signOut: async () => {
      signedOut += 1;
    },
    forget: async () => {
      forgotten += 1;
    },
  };
  return {
    ...aMessageExtension({ preferences }),
    preferences,
    context,
    signedOut: () => signedOut,
    forgotten: () => forgotten,
  };
}

describe('querySettingUrl', () => {
  it('returns the URL of the settings page with the saved preferences', async () => {
    const { querySettingUrl, preferences, context } = start();
    expect(await querySettingUrl(context)).to.deep.equal({
      kind: 'config',
      url: `${publicUrl}/settings?layout=list&firstResults=all`,
      title: 'Settings',
    });
    await preferences.save(karin, { layout: 'grid', firstResults: 'mine' });
    expect(await querySettingUrl(context)).to.have.property(
      'url',
      `${publicUrl}/settings?layout=grid&firstResults=mine`,
    );
  });
});

describe('setting', () => {
  it('saves the preferences of this person only', async () => {
    const { setting, preferences, context } = start();
    expect(await setting({ state: '{"layout":"grid","firstResults":"mine"}' }, context)).to.deep.equal({
      kind: 'done',
    });
    expect(await preferences.find(karin)).to.deep.equal({ layout: 'grid', firstResults: 'mine' });
    for (const other of [
      { ...karin, id: 'other' },
      { ...karin, tenantId: 'other' },
    ]) {
      expect(await preferences.find(other)).to.equal(undefined);
    }
  });

  it('signs the person out and confirms it', async () => {
    const { setting, context, signedOut } = start();
    const answer = await setting({ state: '{"signOut":true}' }, context);
    expect(answer).to.deep.equal({ kind: 'message', text: 'You are signed out of Repairs.' });
    expect(signedOut()).to.equal(1);
  });

  it('deletes the person’s data and confirms it', async () => {
    const { setting, context, forgotten } = start();
    const answer = await setting({ state: '{"forget":true}' }, context);
    expect(answer).to.have.property('text').that.includes('is deleted, and you are signed out');
    expect(forgotten()).to.equal(1);
  });

  it('rejects an invalid state without saving or signing out', async () => {
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
      '{"forget":"true"}',
      '{"forget":true,"signOut":true}',
      '{"forget":false,"layout":"grid"}',
      '{"layout":"tiles"}',
      '{"firstResults":1}',
      `{"x":"${'y'.repeat(1000)}"}`,
    ]) {
      const failure = await setting({ state }, context).catch((thrown: unknown) => thrown);
      expect(failure, state).to.be.instanceOf(InvalidRequest);
    }
    expect(signedOut()).to.equal(0);
    expect(await preferences.find(karin)).to.equal(undefined);
  });
});

describe('parseSettings', () => {
  it('uses defaults for missing members', () => {
    expect(parseSettings('{}')).to.deep.equal({
      kind: 'preferences',
      preferences: { layout: 'list', firstResults: 'all' },
    });
  });

  it('ignores __proto__', () => {
    expect(parseSettings('{"__proto__":{"signOut":true}}').kind).to.equal('preferences');
  });

  it('throws only InvalidRequest, for any value', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (state) => {
        try {
          expect(parseSettings(state).kind).to.be.oneOf(['preferences', 'signOut', 'forget']);
        } catch (error) {
          expect(error).to.be.instanceOf(InvalidRequest);
        }
      }),
    );
  });
});
