const marks: Readonly<Record<string, string>> = {
  b: '**',
  strong: '**',
  i: '_',
  em: '_',
  h1: '**',
  h2: '**',
  h3: '**',
};
const breaks: readonly string[] = ['br', 'p', 'div', 'h1', 'h2', 'h3', 'hr', 'ul', 'ol', 'pre', 'blockquote'];
const others: readonly string[] = ['u', 's', 'strike', 'code', 'span', 'font', 'a'];

/**
 * Converts the HTML that Teams supports in hero, thumbnail and connector cards to Markdown. Other text, such as `a < b`,
 * is unchanged.
 * @see https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/cards-format#format-cards-with-html
 */
export function toMarkdown(text: string): string {
  return text
    .replace(/<a(\s[^<>]*)>([^<>]*)<\/a>/gi, (link, attributes: string, label: string) => {
      const [, url] = /\shref="([^"]*)"/i.exec(attributes) ?? [];
      return url === undefined ? link : `[${label}](${url})`;
    })
    .replace(/<(\/?)([a-z][a-z0-9]*)(?:\s[^<>]*)?\/?>/gi, (tag, end: string, given: string) => {
      const name = given.toLowerCase();
      const mark = Object.hasOwn(marks, name) ? marks[name] : undefined;
      const gap = breaks.includes(name) ? '\n\n' : '';
      if (name === 'li') {
        return end === '' ? '\n- ' : '';
      }
      if (mark !== undefined) {
        return end === '' ? `${gap}${mark}` : `${mark}${gap}`;
      }
      return gap === '' && !others.includes(name) ? tag : gap;
    })
    .trim();
}

/** Escapes the characters of Markdown, for texts in which Teams does not read it. */
export function escapeMarkdown(text: string): string {
  return text
    .replace(/[\\*_[\]]/g, '\\$&')
    .replace(/^([^\S\n\r\u2028\u2029]*)([-+]|\d+[.)])(?=\s)/gm, (_, gap: string, mark: string) => {
      return `${gap}${mark.slice(0, -1)}\\${mark.slice(-1)}`;
    });
}
