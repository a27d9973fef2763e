import type { NamedDocument } from '../files/read-document.ts';
import type { ManifestFault } from '../manifest/manifest-fault.ts';
import type { SpecVerdict } from '../openapi/spec-parser.ts';
import type { AgentSchema } from './check-agent-schema.ts';

/** The checks of an agent by Microsoft's own tools. */
export interface AgentChecks {
  /** `checkAgentSchema`. @param version one that the schema exists for. */
  readonly checkSchema: (
    kind: AgentSchema,
    version: string,
    document: NamedDocument,
  ) => Promise<readonly ManifestFault[]>;
  /** `judgeBySpecParser` for an agent. @param api as `readApiDocument` returns it. */
  readonly judgeApi: (api: NamedDocument) => Promise<SpecVerdict>;
}
