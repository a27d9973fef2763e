import { isJsonObject, type JsonObject, member, textMember, toObject } from '../../../foundation/json-value.ts';
import { listMember } from '../../../local/list-member.ts';
import type { OperationRules } from './operation-rules.ts';

/** A security scheme that an operation of the API document names. */
export interface SecurityScheme {
  readonly name: string;
  /** The security scheme object; undefined if the document does not define the scheme. */
  readonly definition: JsonObject | undefined;
}

/**
 * Reads the security schemes of an operation, one of which a call must satisfy.
 * @param operation in the form of OpenAPI 3.0.
 * @param definitions security schemes of the document by name, in the form of OpenAPI 3.0.
 * @returns an empty list if the operation requires no credential.
 */
export function readSecuritySchemes(operation: JsonObject, definitions: unknown): readonly SecurityScheme[] {
  const alternatives = listMember(operation, 'security').filter(isJsonObject).map(Object.keys);
  // An empty requirement makes security optional (OpenAPI 3.0.3, security requirement object).
  if (alternatives.some((names) => names.length === 0)) {
    return [];
  }
  return alternatives
    .filter((names) => names.length === 1)
    .flat()
    .map((name) => {
      const definition = member(definitions, name);
      return { name, definition: isJsonObject(definition) ? definition : undefined };
    });
}

/**
 * Explains why the credential that is sent does not satisfy the API document.
 * @param authType `authType` of the message extension, other than "none".
 * @param caller who sends it, for the sentences.
 * @returns sentences that end with the remedy; undefined if it does, or the document requires no credential.
 * @see https://learn.microsoft.com/microsoftteams/platform/messaging-extensions/api-based-secret-service-auth
 */
export function explainMismatch(
  schemes: readonly SecurityScheme[],
  authType: string,
  caller: OperationRules['caller'],
): string | undefined {
  const unknown = schemes.find(({ definition }) => definition === undefined);
  if (unknown !== undefined) {
    return `The API document names the security scheme "${unknown.name}" but does not define it. Define it.`;
  }
  const fits = authType === 'apiSecretServiceAuth' ? isBearer : hasAccessToken;
  const [first] = schemes;
  if (first === undefined || schemes.some(({ definition }) => fits(definition))) {
    return undefined;
  }
  return authType !== 'apiSecretServiceAuth'
    ? `${caller} sends an access token of the authorization code flow, which the security scheme "${first.name}" (${describe(first.definition)}) does not have. Describe it as "oauth2" with the flow "authorizationCode".`
    : `${caller} sends the key as "Authorization: Bearer", which the security scheme "${first.name}" (${describe(first.definition)}) does not accept. Let the app accept it there, and describe the scheme as "http" with "bearer".`;
}

function isBearer(definition: JsonObject | undefined): boolean {
  return definition?.type === 'http' && /^bearer$/i.test(textMember(definition, 'scheme') ?? '');
}

function hasAccessToken(definition: JsonObject | undefined): boolean {
  const isFlow = member(member(definition, 'flows'), 'authorizationCode') !== undefined;
  return isFlow || definition?.type === 'openIdConnect' || isBearer(definition);
}

function describe(definition: JsonObject | undefined): string {
  const type = textMember(definition, 'type') ?? 'without type';
  const flows = member(definition, 'flows');
  const details = new Map([
    ['apiKey', `in the ${textMember(definition, 'in')} "${textMember(definition, 'name')}"`],
    ['http', textMember(definition, 'scheme') ?? ''],
    ['oauth2', Object.keys(toObject(flows)).join(', ')],
  ]);
  return `${type} ${details.get(type) ?? ''}`.trim();
}
