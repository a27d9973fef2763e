import type { ApiOperation } from './api-operation.ts';
import type { PackageFiles } from './package-files.ts';
import type { RenderingTemplate } from './rendering-template.ts';

/** An app package whose every part was read and found right; made by `readAppPackage` alone. */
export interface AppPackage {
  readonly manifest: Manifest;
  /** In the order of the manifest. */
  readonly commands: readonly Command[];
  /** What works but should be changed, one sentence each. */
  readonly problems: readonly string[];
  readonly files: PackageFiles;
}

export interface Manifest {
  readonly manifestVersion: string;
  /** The app's id, a GUID. */
  readonly id: string;
  readonly version: string;
  readonly name: string;
  readonly description: string;
  readonly developer: string;
  readonly icons: { readonly color: Uint8Array; readonly outline: Uint8Array };
  readonly authorization: Authorization;
}

/** How calls to the app's API are authorized; the id is that of a registration in the vault. */
export type Authorization =
  | { readonly kind: 'none' }
  | { readonly kind: 'apiKey'; readonly registrationId: string }
  | { readonly kind: 'oauth'; readonly registrationId: string };

export interface Command {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  /** Runs once as soon as it is opened, before the person has typed anything. */
  readonly initialRun: boolean;
  readonly parameters: readonly CommandParameter[];
  readonly operation: ApiOperation;
  readonly template: RenderingTemplate;
}

export const inputTypes = ['text', 'textarea', 'number', 'date', 'time', 'toggle', 'choiceset'] as const;

export type InputType = (typeof inputTypes)[number];

export interface CommandParameter {
  /** Name of the API parameter it fills. */
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly inputType: InputType;
  readonly choices?: readonly { readonly title: string; readonly value: string }[];
  /** What is sent where the person gives nothing. */
  readonly value?: string;
  readonly required: boolean;
}
