import type { Asset } from './assets.ts';

export interface PageContent {
  readonly title: string;
  /** HTML; must not contain user input. */
  readonly main: string;
  readonly styles: Asset;
  /** Run in this order after the page is parsed. */
  readonly scripts?: readonly Asset[];
  /** Origins of additional Teams clients, for the scripts. */
  readonly teamsOrigins?: readonly string[];
}

/** Renders a page without inline scripts or styles, as the content security policy requires. */
export function toPage({ title, main, styles, scripts = [], teamsOrigins = [] }: PageContent): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta name="teams-origins" content="${teamsOrigins.join(' ')}">
<title>${title} – Repairs</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${styles.url}">
${scripts.map(toScript).join('\n')}
</head>
<body>
<main>
${main}
</main>
</body>
</html>
`;
}

/** Modules are deferred by default; `defer` does the same for classic scripts, so all run in order. */
function toScript({ url, integrity, isModule }: Asset): string {
  return isModule
    ? `<script type="module" src="${url}"></script>`
    : `<script defer src="${url}" integrity="${integrity}"></script>`;
}
