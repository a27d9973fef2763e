import { isLoopback } from '../../foundation/loopback.ts';
import { redact } from '../../foundation/redact.ts';
import { RenderingFault } from '../cards/card-template.ts';
import type { CommandAnswer, SearchResult } from '../wire/answers.ts';
import type { CommandRun } from './command-run.ts';
import { keepDigits } from './keep-digits.ts';
import type { RenderResponse } from './render-results.ts';
import { toMessage } from './to-message.ts';

/**
 * Renders a response of the app, and records a hop with the problems of the results.
 * @param response JSON; the digits of ExactNumber are shown.
 */
export async function showResults(
  response: unknown,
  { app, command, flow }: Pick<CommandRun, 'app' | 'command' | 'flow'>,
  render: RenderResponse,
): Promise<CommandAnswer> {
  const hop = { from: 'Teams host', to: 'Person', request: 'Results', ms: 0 } as const;
  try {
    const digits = keepDigits(response);
    const rendered = await render(command.template, digits.response);
    const { layout, problems, limits } = rendered;
    const results = digits.restore(rendered.results);
    const count = `${results.length} ${results.length === 1 ? 'result' : 'results'} as ${layout}.`;
    const note = [`${count}${noteOnPictures(results)}`, ...limits].join(' ');
    const remedy = 'Correct the rendering template or the response.';
    flow.add({ ...hop, note, failure: problems.length === 0 ? undefined : { why: problems.join(' '), remedy } });
    return { type: 'results', layout, results };
  } catch (cause) {
    if (!(cause instanceof RenderingFault)) {
      throw cause;
    }
    const why = String(redact(cause.message));
    const remedy = 'Correct the expression in the rendering template, or the response of the app.';
    flow.add({ ...hop, failure: { why, remedy } });
    return toMessage(`The results of ${app.manifest.name} cannot be shown`, why, remedy);
  }
}

/** Explains pictures that the page does not load, which would otherwise look like a fault of the app. */
function noteOnPictures(results: readonly SearchResult[]): string {
  const hosts = results
    .map(({ preview }) => URL.parse(preview.image?.url ?? ''))
    .filter((url) => url !== null && url.protocol !== 'data:' && !isLoopback(url.hostname))
    .map((url) => url?.host);
  const names = [...new Set(hosts)].slice(0, 3).join(', ');
  return names === '' ? '' : ` Pictures from ${names} are not shown: the page sends no requests to other machines.`;
}
