import type { Command, ParameterValues } from '../../wire/loaded-app.ts';

/** The first values of a command's fields. */
export function initialFields(command: Command): ParameterValues {
  return Object.fromEntries(command.parameters.map(({ name, value }) => [name, value ?? '']));
}

/** Whether the command can run: all required fields are filled in, and at least one field unless it runs on opening. */
export function isComplete(command: Command, fields: ParameterValues): boolean {
  const isFilled = (name: string): boolean => (fields[name] ?? '').trim() !== '';
  return (
    command.parameters.every(({ name, required }) => !required || isFilled(name)) &&
    (command.initialRun || command.parameters.some(({ name }) => isFilled(name)))
  );
}

/** Trims the values. Empty ones are sent too: an absent one would get its default from the manifest. */
export function toParameterValues(fields: ParameterValues): ParameterValues {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, value.trim()]));
}

/** The text of the flyout while the command cannot run yet. */
export function toInvitation(command: Command, fields: ParameterValues): string {
  const missing = command.parameters.filter(({ name, required }) => required && (fields[name] ?? '').trim() === '');
  return missing.length > 0
    ? `Fill in ${missing.map(({ title }) => title).join(' and ')} to search.`
    : (command.description ?? 'Type to search.');
}
