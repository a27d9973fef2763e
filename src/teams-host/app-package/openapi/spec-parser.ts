import { ProjectType, SpecParser, SpecParserError } from '@microsoft/m365-spec-parser';
import { isJsonObject, type JsonObject, member, textMember } from '../../../foundation/json-value.ts';
import { isLoopback } from '../../../foundation/loopback.ts';
import { listMember } from '../../../local/list-member.ts';
import { toPlainNumbers } from '../files/exact-number.ts';
import { type MemberPath, type Place, toMemberPath } from '../files/place.ts';
import type { NamedDocument } from '../files/read-document.ts';
import { agentRules, extensionRules, type OperationRules } from './operation-rules.ts';
import { followReferences } from './resolve-references.ts';

/** The findings of Microsoft's parser on an API document, one sentence each. */
export interface SpecVerdict {
  /** Why it is not a valid OpenAPI document. */
  readonly faults: readonly string[];
  /** Why Agents Toolkit would not add it, or one of its operations, to an app. */
  readonly refusals: readonly string[];
}

/**
 * Checks an API document with Microsoft's own parser, as Agents Toolkit does before it adds an API to an app. The
 * parser fetches remote references, so the document must be one that `readApiDocument` has accepted.
 * @param authType `authType` of the message extension; undefined for an agent, whose operations may each have another.
 */
export async function judgeBySpecParser(api: NamedDocument, authType: string | undefined): Promise<SpecVerdict> {
  const caller = authType === undefined ? 'Copilot' : 'Teams';
  try {
    return await judge(api, createSpecParser(api.document, authType), caller);
  } catch (cause) {
    if (!(cause instanceof SpecParserError)) {
      throw cause;
    }
    // Thrown, for example, for an undefined security scheme, after the document itself was found valid.
    const refusal = `${api.path}: the parser of Agents Toolkit fails on this document (${withoutPeriod(cause.message)}). Compare it with the OpenAPI specification.`;
    return { faults: [], refusals: [refusal] };
  }
}

async function judge(
  { path, document, place: placeOf }: NamedDocument,
  parser: SpecParser,
  caller: OperationRules['caller'],
): Promise<SpecVerdict> {
  const unknown = watchUnknownMembers(parser);
  // The parser resolves references, and finds a fault wherever it is referred to.
  const place: Place = (...at) => placeOf(...followReferences(document, at));
  const { errors } = await parser.validate();
  const invalidities = errors.filter(({ type }) => type === 'spec-not-valid');
  if (invalidities.length > 0) {
    const reasons = invalidities.flatMap(({ content }) => toReasons(content, unknown.length === 0));
    const named = unknown.map(
      (at) => `${place(...at)}: OpenAPI has no property "${at.at(-1)}" here. Remove it, or correct its name.`,
    );
    const faults = [...named, ...reasons.map((reason) => toFault(path, place, reason))];
    return { faults: [...new Set(faults)], refusals: [] };
  }
  const { APIs: operations } = await parser.list();
  return {
    faults: [],
    refusals: [
      ...errors
        .filter(({ type }) => type !== 'no-supported-api')
        .map(({ type, content }) => `${path}: ${withoutPeriod(content.split('\n')[0] ?? '')} (${type}).`),
      ...operations
        .filter(({ isValid }) => !isValid)
        .map((operation) => `${path}: ${caller} does not accept ${operation.api} (${operation.reason.join(', ')}).`),
    ],
  };
}

function createSpecParser(document: JsonObject, authType: string | undefined): SpecParser {
  const shared = { allowSwagger: true, allowMultipleParameters: true };
  // The parameter is typed as a valid document, although the parser is what validates it.
  const published = asIfPublished(document) as never;
  if (authType === undefined) {
    return new SpecParser(published, {
      ...shared,
      // Only the operations of functions need an id.
      allowMissingId: true,
      projectType: ProjectType.Copilot,
      allowMethods: [...agentRules.methods],
      allowAPIKeyAuth: true,
      allowBearerTokenAuth: true,
      allowOauth2: true,
    });
  }
  return new SpecParser(published, {
    ...shared,
    allowMissingId: false,
    projectType: ProjectType.SME,
    allowMethods: [...extensionRules.methods],
    allowAPIKeyAuth: authType === 'apiSecretServiceAuth',
    allowBearerTokenAuth: authType === 'apiSecretServiceAuth' || authType === 'microsoftEntra',
    allowOauth2: authType === 'oAuth2.0' || authType === 'microsoftEntra',
  });
}

/** @param reason may begin with the place in the document, for example `#/paths/~1plants/get must be object`. */
function toFault(path: string, place: Place, reason: string): string {
  const [, pointer, rest = ''] = /^#((?:\/\S*)?) (.*)$/s.exec(reason) ?? [];
  return pointer === undefined
    ? `${path} is not a valid OpenAPI document: ${withoutPeriod(reason)}. Correct it.`
    : `${place(...toMemberPath(pointer === '/' ? '' : pointer))} is not valid OpenAPI: it ${withoutPeriod(rest)}. Correct it.`;
}

const maxReasons = 3;
/** Sentences about alternatives of the schema, and about members whose names `watchUnknownMembers` finds. */
const notClear = /'\$ref'$|schema in oneOf$|additional properties$/;

/**
 * Extracts the reasons from the parser's text, which has a headline and a line for each alternative of the schema that
 * failed. Returns the deepest places first, because the alternative that the author meant usually fails last.
 * @param isAlone whether nothing else is known, so that there must be a reason.
 */
function toReasons(content: string, isAlone: boolean): readonly string[] {
  const [headline = '', ...details] = content.split('\n').filter((line) => line.trim() !== '');
  const reasons = new Set(details.map((line) => line.trim()).filter((line) => !notClear.test(line)));
  const depth = (reason: string): number => (reason.split(' ')[0] ?? '').split('/').length;
  return reasons.size > 0 || !isAlone
    ? [...reasons].sort((one, other) => depth(other) - depth(one)).slice(0, maxReasons)
    : [headline.replace(/^\w*Error: /, '')];
}

function withoutPeriod(text: string): string {
  return text.replace(/\.$/, '');
}

/** @returns a list that receives the paths of unknown members, which the sentences of the parser do not name. */
function watchUnknownMembers(parser: SpecParser): readonly MemberPath[] {
  const found: MemberPath[] = [];
  // Private in the type.
  const validator = Reflect.get(parser, 'parser') as { validate(...options: unknown[]): Promise<unknown> };
  const validate = validator.validate.bind(validator);
  validator.validate = async (...options) => {
    try {
      return await validate(...options);
    } catch (cause) {
      for (const detail of listMember({ details: Reflect.get(Object(cause), 'details') }, 'details')) {
        const name = textMember(member(detail, 'params'), 'additionalProperty');
        if (name !== undefined) {
          found.push([...toMemberPath(textMember(detail, 'instancePath') ?? ''), name]);
        }
      }
      throw cause;
    }
  };
  return found;
}

/** Returns a copy with https for loopback servers, which may use plain http during development. */
function asIfPublished(document: JsonObject): JsonObject {
  const servers = listMember(document, 'servers').map((server) => {
    const url = URL.parse(textMember(server, 'url') ?? '');
    if (!isJsonObject(server) || url === null || !isLoopback(url.hostname)) {
      return server;
    }
    return { ...server, url: url.href.replace(/^http:/, 'https:') };
  });
  // A copy, because the parser resolves references in place.
  return toPlainNumbers(servers.length > 0 ? { ...document, servers } : document);
}
