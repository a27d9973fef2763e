import { expect } from 'chai';
import { StartupFault } from '../../../src/foundation/startup-fault.ts';
import { type AgentOverrides, toPackageOverrides } from '../../support/an-agent-package.ts';
import { anAppPackage, type PackageOverrides } from '../../support/an-app-package.ts';

/** Returns the message of the StartupFault for a package with these overrides. */
export async function faultsOf(overrides: PackageOverrides): Promise<string> {
  const fault = await anAppPackage(overrides).catch((error: unknown) => error);
  expect(fault).to.be.instanceOf(StartupFault);
  return (fault as StartupFault).message;
}

/** Defines one test for each row of fault, overrides and expected message. */
export function itRefuses(rows: readonly (readonly [string, PackageOverrides, RegExp])[]): void {
  for (const [what, overrides, message] of rows) {
    it(`refuses ${what}`, async () => {
      expect(await faultsOf(overrides)).to.match(message);
    });
  }
}

/** Defines one test for each row of fault, overrides and expected message. */
export function itRefusesAgents(rows: readonly (readonly [string, AgentOverrides, RegExp])[]): void {
  itRefuses(rows.map(([what, overrides, message]) => [what, toPackageOverrides(overrides), message]));
}

// biome-ignore lint/suspicious/noExplicitAny: tests change any part of these documents
type Json = any;

/** Returns the operation of the first command. */
export function operation(api: Json): Json {
  return api.paths['/plants'].get;
}

export function firstCommand(manifest: Json): Json {
  return manifest.composeExtensions[0].commands[0];
}
