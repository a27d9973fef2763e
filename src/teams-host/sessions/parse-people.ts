import { textMember } from '../../foundation/json-value.ts';
import { StartupFault } from '../../foundation/startup-fault.ts';
import { guidPattern } from '../../local/guid.ts';
import type { Person } from '../wire/person.ts';

const patterns = {
  id: guidPattern,
  tenantId: guidPattern,
  name: /^(?=.*\S).{1,100}$/,
  tenantName: /^(?=.*\S).{1,100}$/,
} as const satisfies Record<keyof Person, RegExp>;

/** Parses `[{ id, name, tenantId, tenantName }]`. @throws StartupFault that names the place of each fault. */
export function parsePeople(value: unknown): readonly [Person, ...Person[]] {
  const entries: readonly unknown[] = Array.isArray(value) ? value : [];
  const faults = entries.flatMap((entry, index) =>
    Object.entries(patterns).flatMap(([name, pattern]) =>
      pattern.test(textMember(entry, name) ?? '') ? [] : [`[${index}].${name}`],
    ),
  );
  if (faults.length > 0) {
    throw new StartupFault(
      `Correct the users file at ${faults.join(', ')}: ids are GUIDs, names have 1 to 100 characters.`,
    );
  }
  const [first, ...others] = entries.map((entry): Person => {
    const text = (name: keyof Person): string => textMember(entry, name) ?? '';
    return { id: text('id'), name: text('name'), tenantId: text('tenantId'), tenantName: text('tenantName') };
  });
  if (first === undefined || new Set([first, ...others].map(({ id }) => id)).size < entries.length) {
    throw new StartupFault('The users file must be a JSON array of people, each with their own id. Correct it.');
  }
  return [first, ...others];
}
