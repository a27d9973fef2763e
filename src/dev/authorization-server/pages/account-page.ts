import { html } from '../../../local/html.ts';
import type { Person } from '../people/people.ts';
import { avatar, layout } from './layout.ts';

export interface AccountPage {
  /** URL that the form is posted to. */
  readonly action: string;
  readonly clientName: string;
  /** The signed-in person. */
  readonly person: Person;
}

/** Renders the page that asks whether to continue as the signed-in person. */
export function accountPage({ action, clientName, person }: AccountPage): string {
  return layout(
    'Pick an account',
    html`<h1>Pick an account</h1>
<p class="lead">to continue to ${clientName}</p>
<form method="post" action="${action}">
<div class="accounts">
<button class="account" type="submit" name="action" value="continue" autofocus>${avatar(person.name)}<span><strong>${person.name}</strong><span class="quiet">${person.tenant.name} · signed in</span></span></button>
<button class="account" type="submit" name="action" value="switch"><span class="avatar other" aria-hidden="true">+</span><span>Use another account</span></button>
</div>
<div class="actions">
<button type="submit" name="action" value="cancel">Cancel</button>
</div>
</form>`,
  );
}
