import type { Message } from '../../wire/message.ts';
import { createMessageMarkdown } from './message-markdown.ts';
import { parseMarkup } from './parse-markup.ts';
import type { RichNode } from './rich-text.ts';

// Created on first use, so that importing this file does no work.
let fromMarkdown: ReturnType<typeof createMessageMarkdown> | undefined;
const special = /<at>([^<]{1,200})<\/at>|\bhttps?:\/\/[^\s<>"]+/gi;

/** Parses the text of a message according to its format. Requires the browser's HTML parser. */
export function toRichText({ text, textFormat }: Pick<Message, 'text' | 'textFormat'>): readonly RichNode[] {
  switch (textFormat) {
    case 'markdown':
      fromMarkdown ??= createMessageMarkdown();
      return fromMarkdown(text);
    case 'xml':
      return parseMarkup(text);
    case 'plain':
      return fromPlain(text);
  }
}

/** Parses the mentions and URLs in plain text. */
function fromPlain(text: string): readonly RichNode[] {
  const nodes: RichNode[] = [];
  let at = 0;
  for (const match of text.matchAll(special)) {
    const [whole, name] = match;
    const url = whole.replace(/[.,;:!?)\]'»”]+$/, '');
    nodes.push(text.slice(at, match.index));
    if (name === undefined) {
      nodes.push({ tag: 'a', href: url, children: [url] });
      at = match.index + url.length;
    } else {
      nodes.push(...parseMarkup(whole));
      at = match.index + whole.length;
    }
  }
  nodes.push(text.slice(at));
  return nodes.filter((node) => node !== '');
}
