import type { TeamsUser } from '../vault/registration.ts';

/** A person who can sit at the browser. */
export interface HostUser extends TeamsUser {
  readonly tenantName: string;
}
