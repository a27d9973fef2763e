import { StartupFault } from '../../foundation/startup-fault.ts';
import { officialChecks } from '../app-package/inspect-app-package.ts';
import { type CheckedPackage, readPackageFiles } from '../app-package/load-app-package.ts';
import type { SpecVerdict } from '../app-package/openapi/spec-parser.ts';
import { readAppPackage } from '../app-package/read-app-package.ts';

/**
 * Reads and checks an app package.
 * @returns the findings of the official checks, or the sentences of the fault, which name the path.
 */
export async function checkPackage(path: string): Promise<CheckedPackage> {
  const agentApis = new Map<string, SpecVerdict>();
  const findings: { manifest: CheckedPackage['manifest']; api: CheckedPackage['api'] } = {
    manifest: [],
    api: undefined,
  };
  try {
    await readAppPackage(await readPackageFiles(path), {
      async checkManifestSchema(manifest) {
        findings.manifest = await officialChecks.checkManifestSchema(manifest);
        return findings.manifest;
      },
      async judgeDocument(api, authType) {
        findings.api = await officialChecks.judgeDocument(api, authType);
        return findings.api;
      },
      agent: {
        checkSchema: officialChecks.agent.checkSchema,
        async judgeApi(api) {
          const verdict = await officialChecks.agent.judgeApi(api);
          agentApis.set(api.path, verdict);
          return verdict;
        },
      },
    });
    return { ...findings, agentApis };
  } catch (cause) {
    if (cause instanceof StartupFault) {
      return {
        ...findings,
        agentApis,
        fault: cause.message.replace(/^The app package cannot/, `The app package ${path} cannot`),
      };
    }
    throw cause;
  }
}
