import type { Asset } from '../assets.ts';

export interface PageContent {
  readonly title: string;
  /** Goes in as it is: HTML of our own, never of anybody's input. */
  readonly main: string;
  readonly styles: Asset;
  /** Run in this order, once the page is read. */
  readonly scripts?: readonly Asset[];
  /** Origins of Teams clients besides Microsoft's own, for the scripts. */
  readonly teamsOrigins?: readonly string[];
}

/** A whole page, without a word of script or style in it, as the Content-Security-Policy wants it. */
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

/** Modules wait for the page of their own accord; with `defer` the others do, too, and the order stays. */
function toScript({ url, integrity, isModule }: Asset): string {
  return isModule
    ? `<script type="module" src="${url}"></script>`
    : `<script defer src="${url}" integrity="${integrity}"></script>`;
}
