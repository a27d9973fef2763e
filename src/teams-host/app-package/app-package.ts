import type { Command } from './api-extension/command.ts';
import type { ManifestBot } from './bot/bot.ts';
import type { BotExtension } from './bot/bot-extension.ts';
import type { PackageFiles } from './files/package-files.ts';
import type { Manifest } from './manifest/manifest.ts';

/** An app package without a fault, made by `inspectAppPackage`. */
export interface AppPackage {
  readonly manifest: Manifest;
  /** Commands of the API-based message extension, in the order of the manifest; empty if the package has none. */
  readonly commands: readonly Command[];
  readonly botExtension: BotExtension | undefined;
  /** The bot people chat with. */
  readonly bot: ManifestBot | undefined;
  /** What works but should be changed, one sentence each. */
  readonly problems: readonly string[];
  readonly files: PackageFiles;
}
