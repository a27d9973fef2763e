/** A tree of the few kinds of markup that a chat shows, and of nothing else. */
export type RichTag =
  | 'p'
  | 'br'
  | 'strong'
  | 'em'
  | 's'
  | 'u'
  | 'code'
  | 'pre'
  | 'blockquote'
  | 'ul'
  | 'ol'
  | 'li'
  | 'h3'
  | 'a'
  | 'mention';

export type RichNode = string | RichElement;

export interface RichElement {
  readonly tag: RichTag;
  /** Of a link: http, https or mailto. */
  readonly href?: string | undefined;
  readonly children: readonly RichNode[];
}

/** The text without markup, on one line. */
export function toPlainText(nodes: readonly RichNode[]): string {
  const text = (node: RichNode): string =>
    typeof node === 'string' ? node : ` ${node.children.map(text).join('')}${node.tag === 'mention' ? '' : ' '}`;
  return nodes.map(text).join('').replace(/\s+/g, ' ').trim();
}

/** Whether a chat opens this address. */
export function isLinkUrl(url: string): boolean {
  return /^(https?:|mailto:)/i.test(url);
}
