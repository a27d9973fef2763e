import type { OpenAPIV3 } from 'openapi-types';
import type { CallerKind } from '../authorization/callers/caller-kinds.ts';
import type { Scope } from '../authorization/callers/principal.ts';
import { rights } from '../authorization/callers/rights.ts';

export interface Publication {
  /** Origin of the app. */
  readonly publicUrl: string;
  /** Issuer of the access tokens, without `{tenantid}`. */
  readonly issuer: string;
  /** The permitted kinds of caller. */
  readonly callers: readonly CallerKind[];
}

const scopes: Readonly<Record<string, Scope>> = {
  '${{REPAIRS_READ_SCOPE}}': 'repairs_read',
  '${{REPAIRS_WRITE_SCOPE}}': 'repairs_write',
};

/** Names of the security schemes. That of persons is the one of the contract. */
const schemeOf = {
  person: 'repairsOAuth',
  opaque: 'repairsOpaqueToken',
  application: 'repairsApplication',
  service: 'repairsService',
} as const;

/**
 * Replaces the placeholders of the contract, and lists the permitted kinds of caller as alternatives of each operation.
 * A resource server knows the issuer but not the endpoints of the authorization server, so the security schemes refer
 * to the issuer's discovery document.
 */
export function toPublishedDocument(document: OpenAPIV3.Document, { publicUrl, issuer, callers }: Publication) {
  const openIdConnectUrl = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  const toScheme = (kind: keyof typeof schemeOf): OpenAPIV3.SecuritySchemeObject => {
    switch (kind) {
      case 'person':
        return { type: 'openIdConnect', description: 'Access token of the signed-in person.', openIdConnectUrl };
      case 'opaque':
        return { type: 'openIdConnect', description: 'Opaque access token of the signed-in person.', openIdConnectUrl };
      case 'application': {
        const roles = `${rights.repairs_read.roles[0]} to read, ${rights.repairs_write.roles[0]} to write`;
        const description = `Access token of an application (client credentials), with the role ${roles}.`;
        return { type: 'openIdConnect', description, openIdConnectUrl };
      }
      case 'service':
        return { type: 'http', scheme: 'bearer', description: 'Service token.' };
    }
  };
  const kinds = (Object.keys(schemeOf) as (keyof typeof schemeOf)[]).filter((kind) => callers.includes(kind));
  const toSecurity = (scope: Scope): OpenAPIV3.SecurityRequirementObject[] => [
    // Only scopes of persons are required by name; what else a caller needs is in the descriptions.
    ...kinds.map((kind) => ({ [schemeOf[kind]]: kind === 'person' || kind === 'opaque' ? [scope] : [] })),
    ...(callers.includes('anonymous') && rights[scope].anonymous ? [{}] : []),
  ];
  const published: OpenAPIV3.Document = {
    ...document,
    servers: [{ url: `${publicUrl}/api` }],
    components: {
      ...document.components,
      securitySchemes: Object.fromEntries(kinds.map((kind) => [schemeOf[kind], toScheme(kind)])),
    },
  };
  // Replaces strings by strings and security requirements by others, so the type stays the same.
  return JSON.parse(JSON.stringify(published), (name, value) => {
    if (name === 'security') {
      return toSecurity(Object.values(value[0] ?? {}).flat()[0] as Scope);
    }
    return typeof value === 'string' ? (scopes[value] ?? value) : value;
  }) as OpenAPIV3.Document;
}
