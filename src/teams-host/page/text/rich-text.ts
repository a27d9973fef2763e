/** The elements of formatted text that a chat shows. */
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
  /** URL of a link: http, https or mailto. */
  readonly href?: string | undefined;
  readonly children: readonly RichNode[];
}

/** Returns the text without markup, on one line. */
export function toPlainText(nodes: readonly RichNode[]): string {
  const text = (node: RichNode): string =>
    typeof node === 'string' ? node : ` ${node.children.map(text).join('')}${node.tag === 'mention' ? '' : ' '}`;
  return nodes.map(text).join('').replace(/\s+/g, ' ').trim();
}

/** Whether links to this URL are allowed: http, https or mailto. */
export function isLinkUrl(url: string): boolean {
  return /^(https?:|mailto:)/i.test(url);
}
