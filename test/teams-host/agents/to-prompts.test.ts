import { expect } from 'chai';
import fc from 'fast-check';
import MarkdownIt from 'markdown-it';
import { toConfirmationPrompt } from '../../../src/teams-host/agents/to-prompts.ts';
import { aFunctionCall } from './a-function-call.ts';

describe('the text of a confirmation', () => {
  const markdown = new MarkdownIt({ html: true, linkify: true });
  const fill = async (body: string, name: unknown) => {
    const call = await aFunctionCall('addPlant');
    const confirmation = { title: undefined, body, isNonConsequential: undefined };
    const prompted = { ...call, function: { ...call.function, confirmation } };
    return toConfirmationPrompt(prompted, new Map([['name', name]]), 'an-id').body;
  };

  it('shows any argument as text, without links, pictures, emphasis or lines of its own', async () => {
    const hostile = ['[a](https://e.example)', '![a](x)', '<b>', '**', '# ', '1. ', '- ', '&amp;', 'https://e.example'];
    const anyText = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(fc.constantFrom(...hostile, '\n', '\r\n', '`', '\\', ' ', 'x', '|', '~')).map((parts) => parts.join('')),
    );
    await fc.assert(
      fc.asyncProperty(anyText, async (text) => {
        const tokens = markdown.parse(await fill('Add {{function.parameters.name}} now', text), {});
        expect(tokens.map(({ type }) => type)).to.deep.equal(['paragraph_open', 'inline', 'paragraph_close']);
        expect(tokens[1]?.children?.map(({ type }) => type)).to.deep.equal(['text']);
      }),
    );
  });

  it('keeps the Markdown of the plugin', async () => {
    const body = await fill('**Add** {{function.parameters.name}}', '*Rose*');
    expect(markdown.render(body)).to.equal('<p><strong>Add</strong> *Rose*</p>\n');
  });

  it('writes numbers and lists as JSON', async () => {
    expect(markdown.render(await fill('{{function.parameters.name}}', ['a', 1]))).to.equal(
      '<p>[&quot;a&quot;,1]</p>\n',
    );
  });

  it('knows no other places', async () => {
    const body = 'Add {{name}} {{ function.parameters.constructor }} {name}';
    expect(await fill(body, 'Rose')).to.equal('Add {{name}}  {name}');
  });
});
