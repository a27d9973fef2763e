import type { JsonObject } from '../../../foundation/json-value.ts';
import { type ExpandTemplate, parseCardTemplate } from '../../cards/card-template.ts';
import type { JsonPath } from './json-path.ts';

/**
 * The parsed response rendering template of a command, which turns a response of the API into results.
 * @see https://learn.microsoft.com/microsoftteams/platform/messaging-extensions/api-based-overview#response-template
 */
export interface RenderingTemplate {
  /** Where the results are in the response; empty for the whole response. */
  readonly jsonPath: JsonPath;
  readonly responseLayout: 'list' | 'grid';
  /** Expands the Adaptive Card of a result. */
  readonly expandCard: ExpandTemplate;
  /** Expands the preview of a result: an object with `title`, `subtitle`, `text` and `image`. */
  readonly expandPreview: ExpandTemplate;
  /** Path in the package. */
  readonly path: string;
  /** What `parseTemplateSource` makes the template of, elsewhere: functions cannot be sent to a worker. */
  readonly source: string;
}

export interface TemplateSource extends Pick<RenderingTemplate, 'path' | 'jsonPath' | 'responseLayout'> {
  readonly card: JsonObject;
  readonly preview: JsonObject;
}

/** @throws TemplateFault for an expression that cannot be parsed. */
export function parseTemplateSource(text: string): RenderingTemplate {
  // Written by `readRenderingTemplate`.
  const { card, preview, ...rest } = JSON.parse(text) as TemplateSource;
  return { ...rest, expandCard: parseCardTemplate(card), expandPreview: parseCardTemplate(preview), source: text };
}
