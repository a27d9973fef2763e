import type { Command, ParameterValues } from '../../wire/loaded-app.ts';
/** The fields of a command: what they hold at first, whether they suffice to run, and what is sent. */

/** What the fields of a command hold when its flyout opens. */
export function initialFields(command: Command): ParameterValues {
  return Object.fromEntries(command.parameters.map(({ name, value }) => [name, value ?? '']));
}

/** Whether the command can run: every required field is filled in, and some field is, unless it runs upon opening. */
export function isComplete(command: Command, fields: ParameterValues): boolean {
  const isFilled = (name: string): boolean => (fields[name] ?? '').trim() !== '';
  return (
    command.parameters.every(({ name, required }) => !required || isFilled(name)) &&
    (command.initialRun || command.parameters.some(({ name }) => isFilled(name)))
  );
}

/** Trims what the fields hold. An empty one is sent too: left out, it would hold what the manifest gives it. */
export function toParameterValues(fields: ParameterValues): ParameterValues {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, value.trim()]));
}

/** What the flyout says while the command cannot run yet. */
export function toInvitation(command: Command, fields: ParameterValues): string {
  const missing = command.parameters.filter(({ name, required }) => required && (fields[name] ?? '').trim() === '');
  return missing.length > 0
    ? `Fill in ${missing.map(({ title }) => title).join(' and ')} to search.`
    : (command.description ?? 'Type to search.');
}
