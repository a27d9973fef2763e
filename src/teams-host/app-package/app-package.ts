import type { Agent } from './agent/agent.ts';
import type { Command } from './api-extension/command.ts';
import type { ManifestBot } from './bot/bot.ts';
import type { BotExtension } from './bot/bot-extension.ts';
import type { PackageFiles } from './files/package-files.ts';
import type { Manifest } from './manifest/manifest.ts';

/** An app package without faults, as `inspectAppPackage` returns it. */
export interface AppPackage {
  readonly manifest: Manifest;
  /** Commands of the API-based message extension, in the order of the manifest; empty if the package has none. */
  readonly commands: readonly Command[];
  readonly botExtension: BotExtension | undefined;
  /** The bot people chat with. */
  readonly bot: ManifestBot | undefined;
  /** The declarative agent, of which a manifest has at most one. */
  readonly agent: Agent | undefined;
  /** One sentence for each thing that works but should be changed. */
  readonly problems: readonly string[];
  readonly files: PackageFiles;
}
