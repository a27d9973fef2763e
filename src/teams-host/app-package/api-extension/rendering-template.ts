import type { ExpandTemplate } from '../../cards/card-template.ts';
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
}
