import type { PackageFiles } from '../../teams-host/app-package/files/package-files.ts';
import type { PackageDocuments } from '../../teams-host/app-package/files/read-documents.ts';
import type { Inspection } from '../../teams-host/app-package/inspect-app-package.ts';

/** The parts of an inspected app package that the checks examine. */
export interface PackageParts extends PackageDocuments {
  readonly files: PackageFiles;
  readonly inspection: Inspection;
  /** A sample response of the API for each rendering template, by the template's path in the package. */
  readonly samples: ReadonlyMap<string, unknown>;
}
