import { member, textMember } from '../../../foundation/json-value.ts';
import type { NamedDocument } from '../files/read-document.ts';
import type { PackageDocuments } from '../files/read-documents.ts';
import { extensionRules } from '../openapi/operation-rules.ts';
import { readApiDocument } from '../openapi/read-api-document.ts';
import type { SpecVerdict } from '../openapi/spec-parser.ts';
import { checkResourceDomain } from './check-authorization.ts';
import type { Command } from './command.ts';
import { readCommand } from './read-command.ts';
import { readRenderingTemplate } from './read-rendering-template.ts';
import type { RenderingTemplate } from './rendering-template.ts';

export interface ApiExtension {
  /** The commands that can be read. */
  readonly commands: readonly Command[];
  /** The rendering templates that can be read, by path in the package. */
  readonly templates: ReadonlyMap<string, RenderingTemplate>;
  /**
   * One sentence for each reason why Agents Toolkit would refuse the API document or an operation; empty if there are
   * faults.
   */
  readonly refusals: readonly string[];
}

/**
 * Reads the commands of an API-based message extension, with the operations and templates they name.
 * @param judge Microsoft's own parser, `judgeBySpecParser`.
 * @param faults receives a sentence for each reason why the extension cannot be used.
 * @param problems receives a sentence for each thing that works but should be changed.
 */
export async function readApiExtension(
  documents: PackageDocuments,
  judge: (api: NamedDocument, authType: string) => Promise<SpecVerdict>,
  faults: string[],
  problems: string[],
): Promise<ApiExtension> {
  const authType = textMember(member(documents.extension, 'authorization'), 'authType') ?? 'none';
  const templates = new Map(
    [...documents.templates].flatMap(([path, document]) => {
      const template = readRenderingTemplate(document, faults);
      return template === undefined ? [] : [[path, template]];
    }),
  );
  const api = documents.api && (await readApiDocument(documents.api, extensionRules, faults));
  if (api === undefined) {
    return { commands: [], templates, refusals: [] };
  }
  const before = faults.length;
  const commands = documents.commands
    .map((command, index) =>
      readCommand(
        command,
        {
          api,
          templates,
          authType,
          place: (...at) => documents.place('composeExtensions', 0, 'commands', index, ...at),
        },
        faults,
        problems,
      ),
    )
    .filter((command) => command !== undefined);
  if (authType === 'microsoftEntra') {
    const found = checkResourceDomain(documents.manifest, api.document);
    faults.push(...found.map(({ at, text }) => `${documents.place(...at)}: ${text}`));
  }
  // Our own sentences are clearer than the parser's, and the parser has no limits for hostile documents.
  if (faults.length > before) {
    return { commands, templates, refusals: [] };
  }
  const verdict = await judge(api, authType);
  faults.push(...verdict.faults);
  return { commands, templates, refusals: verdict.refusals };
}
