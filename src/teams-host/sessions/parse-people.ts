import { guidPattern } from '../../config/parse-setting.ts';
import { isJsonObject, textMember } from '../../foundation/json-value.ts';
import { StartupFault } from '../../foundation/startup-fault.ts';
import type { Person } from '../wire/person.ts';

/** Reads `[{ id, name, tenantId, tenantName }]`, ids being GUIDs. @throws StartupFault with the place of each fault. */
export function parsePeople(value: unknown): readonly [Person, ...Person[]] {
  const entries = Array.isArray(value) ? value : [];
  const faults = entries.flatMap((entry, index) => checkUser(entry).map((name) => `[${index}].${name}`));
  const [first, ...others] = entries.filter(isJsonObject).map((entry) => ({
    id: textMember(entry, 'id') ?? '',
    name: textMember(entry, 'name') ?? '',
    tenantId: textMember(entry, 'tenantId') ?? '',
    tenantName: textMember(entry, 'tenantName') ?? '',
  }));
  if (faults.length > 0) {
    throw new StartupFault(
      `Correct the users file at ${faults.join(', ')}: ids are GUIDs, names have 1 to 100 characters.`,
    );
  }
  if (first === undefined || new Set([first, ...others].map(({ id }) => id)).size < entries.length) {
    throw new StartupFault('The users file must be a JSON array of people, each with an id of their own. Correct it.');
  }
  return [first, ...others];
}

function checkUser(entry: unknown): readonly string[] {
  const isName = (name: string): boolean => {
    const text = textMember(entry, name)?.trim() ?? '';
    return text.length > 0 && text.length <= 100;
  };
  return [
    ...['id', 'tenantId'].filter((name) => !guidPattern.test(textMember(entry, name) ?? '')),
    ...['name', 'tenantName'].filter((name) => !isName(name)),
  ];
}
