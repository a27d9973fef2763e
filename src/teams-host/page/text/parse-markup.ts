import { isLinkUrl, type RichElement, type RichNode, type RichTag } from './rich-text.ts';

/** What each tag of a message becomes; every other tag goes and leaves its text. */
const tags: Readonly<Record<string, RichTag>> = {
  p: 'p',
  div: 'p',
  br: 'br',
  b: 'strong',
  strong: 'strong',
  i: 'em',
  em: 'em',
  s: 's',
  strike: 's',
  del: 's',
  u: 'u',
  code: 'code',
  pre: 'pre',
  blockquote: 'blockquote',
  ul: 'ul',
  ol: 'ol',
  li: 'li',
  h1: 'h3',
  h2: 'h3',
  h3: 'h3',
  a: 'a',
  at: 'mention',
};
/** Tags whose content is no text. */
const mute = new Set(['script', 'style', 'title', 'template', 'iframe']);
const deepest = 40;
const tagPattern = /^<(\/?)([a-z][a-z0-9]{0,20})(\s[^<>]*)?\/?>/i;
const hrefPattern = /\shref\s*=\s*(?:"([^"]*)"|'([^']*)')/i;

interface OpenElement {
  /** As it is spelled. */
  readonly name: string;
  readonly children: RichNode[];
}

/**
 * Reads the HTML-like markup of a message. Takes anything: what is no known tag stays text or goes, so that the result
 * holds only what RichTag names.
 * @see https://learn.microsoft.com/microsoftteams/platform/bots/how-to/format-your-bot-messages
 */
export function parseMarkup(markup: string): readonly RichNode[] {
  const root: RichNode[] = [];
  const open: OpenElement[] = [];
  let muteUntil: string | undefined;
  const current = (): RichNode[] => open.at(-1)?.children ?? root;
  const addText = (text: string): void => {
    if (text !== '' && muteUntil === undefined) {
      current().push(decodeEntities(text));
    }
  };

  for (let at = 0; at < markup.length; ) {
    const next = markup.indexOf('<', at);
    if (next < 0) {
      addText(markup.slice(at));
      break;
    }
    addText(markup.slice(at, next));
    if (markup.startsWith('<!--', next)) {
      const end = markup.indexOf('-->', next);
      at = end < 0 ? markup.length : end + 3;
      continue;
    }
    const close = markup.indexOf('>', next);
    const [whole, slash, spelled = '', attributes = ''] =
      (close >= 0 && tagPattern.exec(markup.slice(next, close + 1))) || [];
    if (whole === undefined) {
      addText('<');
      at = next + 1;
      continue;
    }
    at = next + whole.length;
    const name = spelled.toLowerCase();
    if (muteUntil !== undefined) {
      muteUntil = slash === '/' && name === muteUntil ? undefined : muteUntil;
    } else if (mute.has(name)) {
      muteUntil = slash === '' ? name : undefined;
    } else if (slash === '/') {
      closeUpTo(open, name);
    } else {
      openTag(name, attributes);
    }
  }
  return root;

  function openTag(name: string, attributes: string): void {
    const tag = tags[name];
    if (tag === 'br') {
      current().push({ tag, children: [] });
    } else if (tag !== undefined && open.length < deepest) {
      const children: RichNode[] = [];
      const element: RichElement = { tag, ...toHref(tag, attributes), children };
      current().push(element);
      open.push({ name, children });
    }
  }
}

function closeUpTo(open: OpenElement[], name: string): void {
  const index = open.findLastIndex((element) => element.name === name);
  if (index >= 0) {
    open.length = index;
  }
}

function toHref(tag: RichTag, attributes: string): { href?: string } {
  const [, double, single] = (tag === 'a' && hrefPattern.exec(attributes)) || [];
  const href = decodeEntities(double ?? single ?? '').trim();
  return isLinkUrl(href) ? { href } : {};
}

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\u00a0' };

/** Replaces the entities XML knows, `&nbsp;` and numbers by their characters. */
export function decodeEntities(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]{2,6}));/gi, (whole, decimal, hex, name) => {
    if (name !== undefined) {
      return named[String(name).toLowerCase()] ?? whole;
    }
    const code = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal);
    return code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff) ? String.fromCodePoint(code) : whole;
  });
}
