import { type Html, html } from '../../../local/html.ts';
import type { Person, Tenant } from '../people/people.ts';
import { avatar, layout } from './layout.ts';

export interface SignInPage {
  /** URL that the form is posted to. */
  readonly action: string;
  readonly clientName: string;
  readonly tenants: readonly Tenant[];
  readonly people: readonly Person[];
  readonly password: string;
  /** `sub` of the preselected person. */
  readonly picked?: string | undefined;
  /** Error message of the last attempt, and the field it is about. */
  readonly problem?: { readonly field: 'person' | 'password'; readonly text: string } | undefined;
}

/** Renders the page on which people choose a demo person and enter the password. */
export function signInPage(page: SignInPage): string {
  const { problem } = page;
  const focusPassword = problem?.field === 'password' || (problem === undefined && page.picked !== undefined);
  return layout(
    'Sign in',
    html`<h1>Sign in</h1>
<p class="lead">to continue to ${page.clientName}</p>
${problem && html`<p class="alert" role="alert" id="problem">${problem.text}</p>`}
<form method="post" action="${page.action}">
${page.tenants.map((tenant) => tenantPeople(page, tenant, !focusPassword))}
<label class="label" for="password">Password</label>
<input type="password" id="password" name="password" autocomplete="off" required maxlength="200"
 aria-describedby="${problem?.field === 'password' && 'problem '}hint"${problem?.field === 'password' && html` aria-invalid="true"`}${focusPassword && html` autofocus`}>
<p class="hint" id="hint">This is a demo on this machine. Everybody’s password is <code>${page.password}</code>.</p>
<div class="actions">
<button class="primary" type="submit" name="action" value="sign-in">Sign in</button>
<button type="submit" name="action" value="cancel" formnovalidate>Cancel</button>
</div>
</form>`,
  );
}

function tenantPeople(page: SignInPage, tenant: Tenant, focusFirst: boolean): Html {
  const first = page.people[0];
  const invalid = page.problem?.field === 'person';
  return html`<fieldset${invalid && html` aria-describedby="problem"`}>
<legend>${tenant.name}</legend>
${page.people
  .filter((person) => person.tenant.id === tenant.id)
  .map(
    (person) => html`<label class="person"><input type="radio" name="person" value="${person.sub}" required${
      person.sub === page.picked && html` checked`
    }${focusFirst && person === first && html` autofocus`}>${avatar(person.name)}<span>${person.name}</span></label>
`,
  )}</fieldset>
`;
}
