import type MarkdownIt from 'markdown-it';

/** Levels of lists and quotes, two for each list; markdown-it leaves out what is nested more deeply. */
const maxNesting = 100;

/** Renders Markdown to HTML. Text that is nested too deeply is rendered as it stands, so that none of it is lost. */
export function renderMarkdown(markdown: InstanceType<typeof MarkdownIt>, text: string): string {
  markdown.set({ maxNesting });
  const environment = {};
  const tokens = markdown.parse(text, environment);
  return tokens.some(({ level }) => level >= maxNesting - 1)
    ? `<p>${markdown.utils.escapeHtml(text).replaceAll('\n', '<br>')}</p>\n`
    : markdown.renderer.render(tokens, markdown.options, environment);
}
