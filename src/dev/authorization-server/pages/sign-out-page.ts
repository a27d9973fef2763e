import { type Html, html } from '../../../local/html.ts';
import type { Person } from '../people/people.ts';
import { avatar, layout } from './layout.ts';

/**
 * Renders the page that asks whether to sign out.
 * @param form the provider's form `op.logoutForm`, which contains its CSRF token.
 */
export function signOutPage(person: Person | undefined, form: Html): string {
  return layout(
    'Sign out',
    html`${person && html`<div class="who">${avatar(person.name)}<div><strong>${person.name}</strong><span class="quiet">${person.tenant.name}</span></div></div>`}
<h1>Sign out?</h1>
<p class="lead">The next sign-in asks for the password again. Apps keep the access that you allowed.</p>
${form}
<div class="actions">
<button class="primary" type="submit" form="op.logoutForm" name="logout" value="yes" autofocus>Sign out</button>
<button type="submit" form="op.logoutForm">Stay signed in</button>
</div>`,
  );
}

/** Renders the page after the decision to sign out or not. */
export function signedOutPage(stillSignedIn: Person | undefined): string {
  return stillSignedIn === undefined
    ? layout('Signed out', html`<h1>You are signed out</h1>\n<p class="lead">You can close this window.</p>`)
    : layout(
        'Still signed in',
        html`<h1>You are still signed in</h1>\n<p class="lead">as ${stillSignedIn.name}, ${stillSignedIn.tenant.name}. You can close this window.</p>`,
      );
}
