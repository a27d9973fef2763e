import { Html, type HtmlValue, html } from '../../../local/html.ts';
import { styles } from './styles.ts';

const mark = html`<svg width="20" height="20" viewBox="0 0 20 20" fill="none" aria-hidden="true">
  <rect width="20" height="20" rx="5" fill="#5b5fc7"/>
  <path d="M14.9 6.2a3.4 3.4 0 0 1-4.5 4.2l-4 4a1.3 1.3 0 0 1-1.8-1.8l4-4a3.4 3.4 0 0 1 4.2-4.5L10.9 6l.3 1.8 1.8.3z" fill="#fff"/>
</svg>`;

/** Renders a page with one card and a footer, without scripts. */
export function layout(title: string, content: HtmlValue): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} – Repairs demo sign-in</title>
<style>${new Html(styles)}</style>
</head>
<body>
<main>
<p class="brand">${mark}Repairs demo sign-in</p>
${content}
</main>
<footer>The authorization server of the local world. It runs on this machine only, with demo people.</footer>
</body>
</html>
`.text;
}

/** Renders the initials of a person in a circle. It is hidden from screen readers, because the name is beside it. */
export function avatar(name: string): Html {
  const initials = name
    .split(' ')
    .map((word) => word.charAt(0))
    .join('')
    .slice(0, 2);
  return html`<span class="avatar" aria-hidden="true">${initials}</span>`;
}
