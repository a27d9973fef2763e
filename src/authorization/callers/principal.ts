/** Scopes of the repairs API. */
export const scopes = ['repairs_read', 'repairs_write'] as const;

export type Scope = (typeof scopes)[number];

/** The verified caller of a request. Created in `authorization/` only. */
export interface Principal {
  readonly tenantId: string;
  /** The person's id within the tenant (`oid` of Microsoft Entra ID, `sub` elsewhere); never an e-mail address. */
  readonly userId: string;
  readonly scopes: ReadonlySet<string>;
}
