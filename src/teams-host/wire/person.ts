/** A person who can use the host; a session acts as one of them at a time. */
export interface Person {
  /** Microsoft Entra object id. */
  readonly id: string;
  readonly name: string;
  readonly tenantId: string;
  /** Display name of the tenant. */
  readonly tenantName: string;
}
