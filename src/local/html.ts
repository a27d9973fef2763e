/** HTML that is safe to send: every interpolated value is escaped unless it is Html itself. */
export class Html {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

export type HtmlValue = Html | string | number | false | undefined | readonly HtmlValue[];

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Escapes text for element content and quoted attribute values. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? '');
}

/**
 * Template tag that escapes strings and numbers, inserts Html unchanged, joins lists, and omits `undefined` and
 * `false`.
 */
export function html(parts: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
  return new Html(parts.reduce((text, part, index) => text + toText(values[index - 1]) + part));
}

function toText(value: HtmlValue): string {
  if (value instanceof Html) {
    return value.text;
  }
  if (value === undefined || value === false) {
    return '';
  }
  return typeof value === 'object' ? value.map(toText).join('') : escapeHtml(String(value));
}
