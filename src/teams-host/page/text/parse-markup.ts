import { isLinkUrl, type RichNode, type RichTag } from './rich-text.ts';

/** The tag for each supported element; other elements are replaced by their content. */
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
/** Elements that are dropped with their content. */
const dropped = new Set(['script', 'style', 'title', 'iframe']);
const maxDepth = 40;

/**
 * Parses the HTML of a message. The browser parses it into a separate document, which runs no scripts and loads nothing
 * (the Content-Security-Policy may report style attributes, which have no effect). The result contains only the tags of
 * RichTag.
 * @see https://learn.microsoft.com/microsoftteams/platform/bots/how-to/format-your-bot-messages
 */
export function parseMarkup(markup: string): readonly RichNode[] {
  const { body } = new DOMParser().parseFromString(markup, 'text/html');
  return toRichNodes(body, maxDepth);
}

/** @param levels maximum depth of nested elements; deeper ones are replaced by their content. */
function toRichNodes(parent: Element, levels: number): readonly RichNode[] {
  return Array.from(parent.childNodes).flatMap((node): readonly RichNode[] => {
    if (node instanceof Text) {
      return [node.data];
    }
    if (!(node instanceof Element) || dropped.has(node.localName)) {
      return [];
    }
    const tag = Object.hasOwn(tags, node.localName) ? tags[node.localName] : undefined;
    return tag === undefined || levels === 0
      ? toRichNodes(node, levels)
      : [{ tag, href: toHref(node, tag), children: toRichNodes(node, levels - 1) }];
  });
}

function toHref(element: Element, tag: RichTag): string | undefined {
  const href = tag === 'a' ? (element.getAttribute('href')?.trim() ?? '') : '';
  return isLinkUrl(href) ? href : undefined;
}
