import type { ActionCommand } from './command-context.ts';
import type { RepairDialog } from './repair-dialog.ts';
import { toToday } from './to-today.ts';

/** Creates the command that opens an empty form, for the person who asked and for today. */
export function createCreateRepair(dialog: RepairDialog): ActionCommand {
  return {
    fetch: async (_value, context) =>
      dialog.open({ assignedTo: context.user.name, date: toToday(context), status: 'open' }, context),
    submit: dialog.submit,
  };
}
