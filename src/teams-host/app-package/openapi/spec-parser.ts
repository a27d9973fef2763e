import { ProjectType, SpecParser } from '@microsoft/m365-spec-parser';
import { isJsonObject, type JsonObject, listMember, textMember } from '../../../foundation/json-value.ts';
import { isLoopback } from '../../../foundation/loopback.ts';

/**
 * Microsoft's own parser of API documents, as Agents Toolkit runs it before it adds an API to an app. It fetches what a
 * document refers to, so `explainRemoteReferences` comes first.
 * @param authType `authType` of the message extension.
 */
export function createSpecParser(document: JsonObject, authType: string): SpecParser {
  return new SpecParser(asIfPublished(document) as never, {
    projectType: ProjectType.SME,
    allowMethods: ['get', 'post'],
    allowMissingId: false,
    allowSwagger: true,
    allowMultipleParameters: true,
    allowAPIKeyAuth: authType === 'apiSecretServiceAuth',
    allowBearerTokenAuth: authType === 'apiSecretServiceAuth',
    allowOauth2: authType === 'oAuth2.0',
  });
}

/** More than any document has, and less than what ends a recursion. */
const mostLevels = 100;

/**
 * Checks a document as such, whatever a command uses of it.
 * @returns one sentence for each fault.
 */
export async function checkDocument(path: string, document: JsonObject): Promise<readonly string[]> {
  if (isDeeperThan(mostLevels, document)) {
    return [`${path} is nested too deeply. Make its schemas smaller.`];
  }
  const remote = explainRemoteReferences(path, document);
  if (remote.length > 0) {
    return remote;
  }
  const { errors } = await createSpecParser(document, 'none').validate();
  return explainInvalidity(path, errors);
}

/** @returns one sentence for each reference that leaves the document. */
export function explainRemoteReferences(path: string, document: JsonObject): readonly string[] {
  return remoteReferences(document).map(
    (reference) => `${path} refers to ${reference}, outside itself. Copy what is there into it.`,
  );
}

/** @returns sentences on why the parser takes this for no OpenAPI document; none where it does. */
export function explainInvalidity(
  path: string,
  errors: readonly { readonly type: string; readonly content: string }[],
): readonly string[] {
  return errors
    .filter(({ type }) => type === 'spec-not-valid')
    .flatMap(({ content }) => toReasons(content))
    .map((reason) => `${path} is no valid OpenAPI document: ${reason.replace(/\.$/, '')}. Correct it.`);
}

const mostReasons = 3;

/**
 * A failed schema is a headline and a line for each alternative that failed, those that were not meant among them; what
 * was meant got furthest, as a rule.
 */
function toReasons(content: string): readonly string[] {
  const [headline = '', ...details] = content.split('\n').filter((line) => line.trim() !== '');
  const reasons = new Set(details.map((line) => line.trim()).filter((line) => !/'\$ref'$|schema in oneOf$/.test(line)));
  const depth = (reason: string): number => (reason.split(' ')[0] ?? '').split('/').length;
  return reasons.size > 0
    ? [...reasons].sort((one, other) => depth(other) - depth(one)).slice(0, mostReasons)
    : [headline.replace(/^\w*Error: /, '')];
}

function isDeeperThan(levels: number, node: unknown): boolean {
  const isNested = typeof node === 'object' && node !== null;
  return isNested && (levels === 0 || Object.values(node).some((child) => isDeeperThan(levels - 1, child)));
}

function remoteReferences(node: unknown): readonly string[] {
  if (typeof node !== 'object' || node === null) {
    return [];
  }
  return Object.entries(node).flatMap(([name, value]) =>
    name === '$ref' && typeof value === 'string'
      ? value.startsWith('#')
        ? []
        : [JSON.stringify(value)]
      : remoteReferences(value),
  );
}

/** The one thing that differs on a developer's machine is plain http on loopback: the copy checked has https there. */
function asIfPublished(document: JsonObject): JsonObject {
  const servers = listMember(document, 'servers').map((server) => {
    const url = URL.parse(textMember(server, 'url') ?? '');
    if (!isJsonObject(server) || url === null || !isLoopback(url.hostname)) {
      return server;
    }
    return { ...server, url: url.href.replace(/^http:/, 'https:') };
  });
  // The parser resolves references in place.
  return structuredClone({ ...document, ...(servers.length > 0 ? { servers } : {}) });
}
