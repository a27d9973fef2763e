import type { CommandParameter } from '../../wire/loaded-app.ts';
import type { ApiOperation } from '../openapi/api-operation.ts';
import type { RenderingTemplate } from './rendering-template.ts';

/** A command of an API-based message extension. */
export interface Command {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  /** Whether it runs with empty fields as soon as it is opened. */
  readonly initialRun: boolean;
  readonly parameters: readonly CommandParameter[];
  readonly operation: ApiOperation;
  /** Why the credential that Teams sends does not satisfy the API document, with the remedy; undefined if it does. */
  readonly mismatch: string | undefined;
  readonly template: RenderingTemplate;
}
