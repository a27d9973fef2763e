import type { CommandParameter } from '../../wire/loaded-app.ts';
import type { ApiOperation } from '../openapi/api-operation.ts';
import type { RenderingTemplate } from './rendering-template.ts';

/** A command of an API-based message extension. */
export interface Command {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  /** Runs as soon as it is opened, before the person has typed anything. */
  readonly initialRun: boolean;
  readonly parameters: readonly CommandParameter[];
  readonly operation: ApiOperation;
  /** Why the credential that Teams sends does not satisfy the API document, and what to change: sentences. */
  readonly mismatch: string | undefined;
  readonly template: RenderingTemplate;
}
