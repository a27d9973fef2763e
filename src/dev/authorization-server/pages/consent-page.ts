import { html } from '../../../local/html.ts';
import type { Person } from '../people/people.ts';
import { avatar, layout } from './layout.ts';

export interface ConsentPage {
  /** URL that the form is posted to. */
  readonly action: string;
  readonly clientName: string;
  readonly person: Person;
  /** Descriptions of the requested scopes. */
  readonly scopes: readonly string[];
  /** Host of the redirect URI. */
  readonly returnsTo: string;
}

const check = html`<svg width="16" height="16" viewBox="0 0 16 16" fill="none" stroke="currentColor" stroke-width="1.6" aria-hidden="true"><path d="M3 8.5 6.5 12 13 4.5"/></svg>`;

/**
 * Renders the consent page. No control has the initial focus, so that pressing Enter twice on the sign-in page cannot
 * grant access unintentionally.
 */
export function consentPage(page: ConsentPage): string {
  return layout(
    'Allow access',
    html`<form method="post" action="${page.action}">
<div class="who">${avatar(page.person.name)}<div><strong>${page.person.name}</strong><span class="quiet">${page.person.tenant.name}</span></div>
<button class="link" type="submit" name="action" value="switch">Use another account</button></div>
<h1>Allow ${page.clientName}?</h1>
<p class="lead">It requests permission to do the following on your behalf:</p>
<ul class="scopes">
${page.scopes.map((scope) => html`<li>${check}<span>${scope}</span></li>\n`)}</ul>
<p class="quiet">You will return to <code>${page.returnsTo}</code>. You can withdraw this at any time with “Forget consent”.</p>
<div class="actions">
<button class="primary" type="submit" name="action" value="allow">Allow</button>
<button type="submit" name="action" value="cancel">Cancel</button>
</div>
</form>`,
  );
}
