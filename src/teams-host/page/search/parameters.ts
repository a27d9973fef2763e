import type { Command, ParameterValues } from '../../wire/loaded-app.ts';

/** Returns the initial values of the fields of a command. */
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

/** Trims the values. Keeps empty ones, because the host replaces absent values by their defaults from the manifest. */
export function toParameterValues(fields: ParameterValues): ParameterValues {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, value.trim()]));
}

/** Returns the text to show while the command cannot run yet. */
export function toInvitation(command: Command, fields: ParameterValues): string {
  const missing = command.parameters.filter(({ name, required }) => required && (fields[name] ?? '').trim() === '');
  return missing.length > 0
    ? `Fill in ${missing.map(({ title }) => title).join(' and ')} to search.`
    : (command.description ?? 'Type to search.');
}
