/** Scopes of the repairs API. */
export const scopes = ['repairs_read', 'repairs_write'] as const;

export type Scope = (typeof scopes)[number];

/** A signed-in person, whatever the form of the access token. */
export interface User {
  readonly kind: 'user';
  readonly tenantId: string;
  /** The person's id within the tenant (`oid` of Microsoft Entra ID, `sub` elsewhere); never an e-mail address. */
  readonly userId: string;
  readonly scopes: ReadonlySet<string>;
}

/** An application that calls on its own behalf, without a person. */
export interface Application {
  readonly kind: 'application';
  readonly tenantId: string;
  /** Its client id (`azp` of Microsoft Entra ID, `client_id` elsewhere). */
  readonly clientId: string;
  /** App roles, from the claim `roles`; empty if nobody assigned one. */
  readonly roles: ReadonlySet<string>;
  /** Scopes of the client; always empty for Microsoft Entra ID, where applications have roles only. */
  readonly scopes: ReadonlySet<string>;
}

/** The holder of a service token. */
export interface Service {
  readonly kind: 'service';
  readonly tenantId: string;
  /** Its name in the settings. */
  readonly serviceId: string;
  /** `write` includes `read`. */
  readonly right: 'read' | 'write';
}

/** A caller without credentials. */
export interface Anonymous {
  readonly kind: 'anonymous';
  readonly tenantId: string;
}

/** The verified caller of a request. Created in `authorization/` only. */
export type Principal = User | Application | Service | Anonymous;
