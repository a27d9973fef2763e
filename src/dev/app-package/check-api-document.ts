import { ProjectType, SpecParser } from '@microsoft/m365-spec-parser';
import { isLoopback } from '../../loopback.ts';
import { isJsonObject, type JsonObject, listMember, member, textMember } from '../teams-host/app-package/json-value.ts';
import type { PackageParts } from './package-parts.ts';

/**
 * Checks the OpenAPI document with Microsoft's own parser, as Agents Toolkit does before it adds an API to an app: the
 * document as a whole, and every operation in it. Nothing is fetched.
 * @returns one sentence for each fault.
 */
export async function checkApiDocument({ api, extension }: PackageParts): Promise<readonly string[]> {
  if (api === undefined) {
    return [];
  }
  const { path, document } = api;
  // The parser would fetch these before it refuses them.
  const remote = remoteReferences(document);
  if (remote.length > 0) {
    return remote.map((reference) => `${path} refers to ${reference}, outside itself. Copy what is there into it.`);
  }
  const authType = textMember(member(extension, 'authorization'), 'authType') ?? 'none';
  const parser = new SpecParser(asIfPublished(document) as never, {
    projectType: ProjectType.SME,
    allowMethods: ['get', 'post'],
    allowMissingId: false,
    allowSwagger: true,
    allowMultipleParameters: true,
    allowAPIKeyAuth: authType === 'apiSecretServiceAuth',
    allowBearerTokenAuth: authType === 'apiSecretServiceAuth',
    allowOauth2: authType === 'oAuth2.0',
  });
  const { errors } = await parser.validate();
  if (errors.some(({ type }) => type === 'spec-not-valid')) {
    return errors.map(({ content }) => `${path} is no valid OpenAPI document: ${firstLine(content)}.`);
  }
  const { APIs: operations } = await parser.list();
  return [
    ...errors
      .filter(({ type }) => type !== 'no-supported-api')
      .map(({ type, content }) => `${path}: ${firstLine(content)} (${type}).`),
    ...operations
      .filter(({ isValid }) => !isValid)
      .map(({ api: name, reason }) => `${path}: Teams does not take ${name} (${reason.join(', ')}).`),
    ...operations
      .filter(({ auth }) => (authType === 'none') !== (auth === undefined))
      .map(({ api: name }) =>
        authType === 'none'
          ? `${path}: ${name} wants an access token, and the manifest's "authType" is "none". Make them agree.`
          : `${path}: ${name} has no "security", and the manifest's "authType" is "${authType}". Make them agree.`,
      ),
  ];
}

function firstLine(text: string): string {
  return (text.split('\n')[0] ?? '').replace(/\.$/, '');
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
