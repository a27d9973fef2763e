import { html } from '../../../local/html.ts';
import { layout } from './layout.ts';

export interface ErrorPage {
  readonly title: string;
  /** What is wrong, in one or two sentences. */
  readonly what: string;
  /** The invalid value, to compare with `expected`. */
  readonly given?: string;
  /** What to change. */
  readonly remedy: string;
  /** Valid values. */
  readonly expected?: readonly string[];
  /** The OAuth error code. */
  readonly code: string;
}

/** Renders the page that explains what is wrong with a request and what to change. */
export function errorPage(page: ErrorPage): string {
  return layout(
    page.title,
    html`<h1>${page.title}</h1>
<p role="alert">${page.what}</p>
${page.given && html`<p class="given"><code>${page.given}</code></p>`}
<section class="remedy"><h2>What to change</h2>
<p>${page.remedy}</p>
${page.expected && html`<ul>${page.expected.map((value) => html`<li><code>${value}</code></li>`)}</ul>`}</section>
<dl><dt>Error code</dt><dd><code>${page.code}</code></dd></dl>`,
  );
}
