import type { ActionCommand } from './command-context.ts';
import type { RepairDialog } from './repair-dialog.ts';

/** Creates the command that opens an empty form, for the person who asked and for today. */
export function createCreateRepair(dialog: RepairDialog): ActionCommand {
  return {
    fetch: async (_value, context) =>
      dialog.open({ assignedTo: context.user.name, date: toToday(context.now()), status: 'open' }, context),
    submit: dialog.submit,
  };
}

/** By universal time, as nothing is known of the person's. */
export const toToday = (now: Date): string => now.toISOString().slice(0, 10);
