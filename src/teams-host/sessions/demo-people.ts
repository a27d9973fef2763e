import type { Person } from '../wire/person.ts';

const contoso = { tenantId: '11111111-1111-4111-8111-111111111111', tenantName: 'Contoso' };
const fabrikam = { tenantId: '22222222-2222-4222-8222-222222222222', tenantName: 'Fabrikam' };

/** The people of a host without a users file. They are Teams users; an app may know them by other accounts. */
export const demoPeople: readonly [Person, ...Person[]] = [
  { id: '44444444-4444-4444-8444-444444444441', name: 'Karin Blair', ...contoso },
  { id: '44444444-4444-4444-8444-444444444442', name: 'Daisy Phillips', ...contoso },
  { id: '44444444-4444-4444-8444-444444444443', name: 'Issac Fielder', ...contoso },
  { id: '44444444-4444-4444-8444-444444444444', name: 'Ashley McCarthy', ...fabrikam },
];
