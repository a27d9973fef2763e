/** The Markdown that Teams supports in Adaptive Cards: bold, italic, links and lists. */
import MarkdownIt, { type Token } from 'markdown-it';
import { renderMarkdown } from '../text/render-markdown.ts';

/**
 * Creates the function that renders the text of a card to HTML. The output has only the tags p, br, strong, em, a, ul,
 * ol and li. Links have http, https or mailto URLs and open in a new window.
 * @see https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/cards-format
 */
export function createCardMarkdown(): (text: string) => string {
  const markdown = new MarkdownIt('zero', { html: false, linkify: false, breaks: false });
  markdown.enable(['emphasis', 'link', 'list', 'escape', 'newline', 'entity']);
  markdown.validateLink = (url) => /^(https?:|mailto:)/i.test(url);
  // markdown-it renders `[text]()` as a link without calling validateLink.
  markdown.core.ruler.push('links_with_an_address', ({ tokens }) => {
    for (const token of tokens) {
      token.children = token.children === null ? null : withoutEmptyLinks(token.children);
    }
  });
  // The markup of a mention is replaced in the drawn card, so its name is not Markdown.
  markdown.inline.ruler.before('escape', 'mention', (state, silent) => {
    const [whole] = /^<at>[^<>]{1,200}<\/at>/.exec(state.src.slice(state.pos, state.pos + 210)) ?? [];
    if (whole === undefined) {
      return false;
    }
    if (!silent) {
      state.push('text', '', 0).content = whole;
    }
    state.pos += whole.length;
    return true;
  });
  markdown.renderer.rules.link_open = (tokens, index, options, _environment, renderer) => {
    tokens[index]?.attrSet('target', '_blank');
    tokens[index]?.attrSet('rel', 'noopener noreferrer');
    return renderer.renderToken(tokens, index, options);
  };
  return (text) => renderMarkdown(markdown, text);
}

function withoutEmptyLinks(tokens: readonly Token[]): Token[] {
  let inEmptyLink = false;
  return tokens.filter((token) => {
    if (token.type === 'link_open') {
      inEmptyLink = token.attrGet('href') === '';
      return !inEmptyLink;
    }
    return token.type !== 'link_close' || !inEmptyLink;
  });
}
