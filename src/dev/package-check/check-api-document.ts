import { member, textMember } from '../../foundation/json-value.ts';
import {
  createSpecParser,
  explainInvalidity,
  explainRemoteReferences,
} from '../../teams-host/app-package/openapi/spec-parser.ts';
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
  const remote = explainRemoteReferences(path, document);
  if (remote.length > 0) {
    return remote;
  }
  const authType = textMember(member(extension, 'authorization'), 'authType') ?? 'none';
  const parser = createSpecParser(document, authType);
  const { errors } = await parser.validate();
  const invalidity = explainInvalidity(path, errors);
  if (invalidity.length > 0) {
    return invalidity;
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
