import type { OpenAPIV3 } from 'openapi-types';
import type { Scope } from '../authorization/callers/principal.ts';

export interface Publication {
  /** Origin of the app. */
  readonly publicUrl: string;
  /** Issuer of the access tokens, without `{tenantid}`. */
  readonly issuer: string;
}

const scopes: Readonly<Record<string, Scope>> = {
  '${{REPAIRS_READ_SCOPE}}': 'repairs_read',
  '${{REPAIRS_WRITE_SCOPE}}': 'repairs_write',
};

/**
 * Replaces the placeholders of the contract. A resource server knows the issuer but not the endpoints of the
 * authorization server, so the security scheme refers to the issuer's discovery document.
 */
export function toPublishedDocument(document: OpenAPIV3.Document, { publicUrl, issuer }: Publication) {
  const securitySchemes: Record<string, OpenAPIV3.SecuritySchemeObject> = {};
  for (const name of Object.keys(document.components?.securitySchemes ?? {})) {
    securitySchemes[name] = {
      type: 'openIdConnect',
      description: 'Access token of the signed-in person.',
      openIdConnectUrl: `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`,
    };
  }
  const published: OpenAPIV3.Document = {
    ...document,
    servers: [{ url: `${publicUrl}/api` }],
    components: { ...document.components, securitySchemes },
  };
  // Replaces strings by strings, so the type stays the same.
  return JSON.parse(JSON.stringify(published), (_name, value) =>
    typeof value === 'string' ? (scopes[value] ?? value) : value,
  ) as OpenAPIV3.Document;
}
