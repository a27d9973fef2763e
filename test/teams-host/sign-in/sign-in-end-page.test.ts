import { expect } from 'chai';
import { toReloadPage } from '../../../src/teams-host/sessions/same-site-reload.ts';
import { toSignInEndPage } from '../../../src/teams-host/sign-in/sign-in-end-page.ts';

const hostile = `"'><script>alert(1)</script>`;

describe('the last page of the pop-up', () => {
  it('contains the result for the page that opened the pop-up', () => {
    const page = toSignInEndPage({ ok: true, registrationId: 'repairs' });
    expect(page).to.include('<body data-ok="true" data-closes="true" data-registration-id="repairs">');
    expect(page).to.include('You are signed in');
  });

  it('contains the connection and verification code of a token service sign-in, but no registration', () => {
    const page = toSignInEndPage(
      { ok: true, registrationId: 'repairs', verificationCode: '123456' },
      { about: { connectionName: 'repairs', signInId: 'one' } },
    );
    expect(page).to.include(
      '<body data-ok="true" data-closes="true" data-connection-name="repairs" data-sign-in-id="one" data-state="123456">',
    );
  });

  it('shows what went wrong and what to do', () => {
    const page = toSignInEndPage({ ok: false, title: 'Sign-in failed', text: 'It was late.', remedy: 'Try again.' });
    expect(page).to.include('<body data-ok="false" data-message="Sign-in failed. It was late.">');
    expect(page).to.include('<p>Try again.</p>');
  });

  it('closes itself if the person cancelled, but not after another failure', () => {
    const failure = { ok: false, title: 'No', text: 'It failed.', remedy: 'Try again.' } as const;
    expect(toSignInEndPage({ ...failure, isCancelled: true })).to.include('<body data-ok="false" data-closes="true"');
    expect(toSignInEndPage(failure)).not.to.include('data-closes');
  });

  it('escapes untrusted text', () => {
    const failed = toSignInEndPage(
      { ok: false, title: hostile, text: hostile, remedy: hostile },
      { about: { connectionName: hostile, signInId: hostile } },
    );
    for (const page of [failed, toReloadPage(`/back?${hostile}`)]) {
      expect(page).not.to.match(/<script>|['"]>\s*<script>alert/);
      expect(page).to.include('&quot;&#39;&gt;&lt;script&gt;');
    }
  });

  it('has no inline script, which the Content-Security-Policy would block', () => {
    const page = toSignInEndPage({ ok: true, registrationId: 'repairs' });
    expect(page.match(/<script[^>]*>/g)).to.deep.equal(['<script src="/sign-in-end.js" defer>']);
  });
});
