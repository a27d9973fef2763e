import { isDeeperThan } from '../../foundation/json-value.ts';
import { parseTemplateSource, type RenderingTemplate } from '../app-package/api-extension/rendering-template.ts';
import { RenderingFault } from '../cards/card-template.ts';
import { type RenderedResults, renderResults } from '../commands/render-results.ts';

export interface Rendering {
  /** `source` of a RenderingTemplate. */
  readonly source: string;
  readonly response: unknown;
}

/** The templates that were used last, by source. */
const parsed = new Map<string, RenderingTemplate>();
const maxParsed = 50;

/** Renders a response. @returns the results, or the message of the RenderingFault. */
export async function render({ source, response }: Rendering): Promise<RenderedResults | { readonly fault: string }> {
  const template = parsed.get(source) ?? parseTemplateSource(source);
  if (parsed.size >= maxParsed) {
    parsed.clear();
  }
  parsed.set(source, template);
  try {
    const rendered = renderResults(template, response);
    return explainExcess(rendered) ?? rendered;
  } catch (cause) {
    if (cause instanceof RenderingFault) {
      return { fault: cause.message };
    }
    throw cause;
  }
}

/** Levels and bytes of a card beyond which a browser could take minutes to draw it; far above those of Teams. */
const maxLevels = 100;
const maxBytes = 256 * 1024;

function explainExcess({ results }: RenderedResults): { readonly fault: string } | undefined {
  if (results.some(({ card }) => isDeeperThan(maxLevels, card))) {
    return { fault: `A card is nested more than ${maxLevels} levels deep. Put its elements side by side` };
  }
  if (results.some((result) => Buffer.byteLength(JSON.stringify(result)) > maxBytes)) {
    return { fault: `A card is larger than ${maxBytes / 1024} KB. Show less on it` };
  }
  return undefined;
}
