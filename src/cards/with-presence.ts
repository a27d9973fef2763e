/** Texts for a template, and for each of them whether there is any: `{ note: '' }` gives `{ note: '', hasNote: false }`. */
export function withPresence(texts: Readonly<Record<string, string>>): Record<string, string | boolean> {
  const data: Record<string, string | boolean> = { ...texts };
  for (const name in texts) {
    data[`has${name.charAt(0).toUpperCase()}${name.slice(1)}`] = texts[name] !== '';
  }
  return data;
}
