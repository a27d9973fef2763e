import { isSameSecret } from '../../../local/is-same-secret.ts';
/** The demo people of the local world. They are fictitious. */

export interface Tenant {
  /** GUID; the `tid` claim. */
  readonly id: string;
  readonly name: string;
}

export interface Person {
  /** GUID; the `sub` claim. */
  readonly sub: string;
  /** GUID of the person in the directory, and so in Teams; the `oid` claim. */
  readonly objectId: string;
  readonly name: string;
  readonly tenant: Tenant;
}

export const contoso: Tenant = { id: '11111111-1111-4111-8111-111111111111', name: 'Contoso' };
export const fabrikam: Tenant = { id: '22222222-2222-4222-8222-222222222222', name: 'Fabrikam' };

export const tenants: readonly Tenant[] = [contoso, fabrikam];

export const people: readonly Person[] = [
  {
    sub: '33333333-3333-4333-8333-333333333333',
    objectId: '44444444-4444-4444-8444-444444444441',
    name: 'Karin Blair',
    tenant: contoso,
  },
  {
    sub: '33333333-3333-4333-8333-333333333334',
    objectId: '44444444-4444-4444-8444-444444444442',
    name: 'Daisy Phillips',
    tenant: contoso,
  },
  {
    sub: '33333333-3333-4333-8333-333333333335',
    objectId: '44444444-4444-4444-8444-444444444443',
    name: 'Issac Fielder',
    tenant: contoso,
  },
  {
    sub: '33333333-3333-4333-8333-333333333336',
    objectId: '44444444-4444-4444-8444-444444444444',
    name: 'Ashley McCarthy',
    tenant: fabrikam,
  },
];

/** The password of every demo person; the sign-in page shows it. */
export const demoPassword = 'repairs';

export function findPerson(sub: string | null | undefined): Person | undefined {
  return people.find((person) => person.sub === sub);
}

/** Compares in constant time. */
export function isPassword(candidate: string): boolean {
  return isSameSecret(candidate, demoPassword);
}
