import MarkdownIt from 'markdown-it';
import { parseMarkup } from './parse-markup.ts';
import { renderMarkdown } from './render-markdown.ts';
import { isLinkUrl, type RichNode } from './rich-text.ts';

const maxNameLength = 200;

/**
 * Creates the function that parses the Markdown of a message: bold, italic, strikethrough, code, quotes, lists,
 * headings, links and `<at>` mentions. Everything else, HTML included, is text.
 * @see https://learn.microsoft.com/microsoftteams/platform/bots/how-to/format-your-bot-messages
 */
export function createMessageMarkdown(): (text: string) => readonly RichNode[] {
  const markdown = new MarkdownIt('zero', { html: false, linkify: false, breaks: false });
  markdown.enable([
    'emphasis',
    'strikethrough',
    'link',
    'list',
    'escape',
    'newline',
    'entity',
    'backticks',
    'fence',
    'blockquote',
    'heading',
  ]);
  markdown.validateLink = isLinkUrl;
  markdown.inline.ruler.push('mention', (state, silent) => {
    const [whole, name] = /^<at>([^<]+)<\/at>/.exec(state.src.slice(state.pos, state.pos + maxNameLength)) ?? [];
    if (whole === undefined || name === undefined) {
      return false;
    }
    if (!silent) {
      state.push('mention_open', 'at', 1);
      const token = state.push('text', '', 0);
      token.content = name;
      state.push('mention_close', 'at', -1);
    }
    state.pos += whole.length;
    return true;
  });
  return (text) => parseMarkup(renderMarkdown(markdown, text));
}
