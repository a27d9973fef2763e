import type { Cards } from '../cards/create-cards.ts';
import type { Log } from '../foundation/log.ts';
import type { MessageExtension } from './command-context.ts';
import { createCreateFromMessage } from './create-from-message.ts';
import { createCreateRepair } from './create-repair.ts';
import type { PreferenceStore } from './preferences.ts';
import { createRepairDialog } from './repair-dialog.ts';
import { createSearchRepairs } from './search-repairs.ts';
import { createSelectRepair } from './select-repair.ts';
import { createSettings } from './settings.ts';
import { createUnfurlLink } from './unfurl-link.ts';

export interface MessageExtensionOptions {
  readonly cards: Cards;
  readonly preferences: PreferenceStore;
  /** What the cards do, by verb. */
  readonly cardActions: MessageExtension['cardActions'];
  readonly log: Log;
}

/** Everything the message extension answers; the ids of commands are those of the manifest. */
export function createMessageExtension(options: MessageExtensionOptions): MessageExtension {
  const { cards, preferences, cardActions, log } = options;
  const dialog = createRepairDialog(cards, log);
  return {
    queries: toTable({ listRepairs: createSearchRepairs({ cards, preferences }) }),
    actions: toTable({
      createRepair: createCreateRepair(dialog),
      createRepairFromMessage: createCreateFromMessage(dialog),
    }),
    cardActions: toTable(cardActions),
    selectItem: createSelectRepair(cards),
    ...createUnfurlLink(cards),
    ...createSettings(preferences),
  };
}

/** Names come from outside: `constructor` must not be found. */
function toTable<Entry>(entries: Readonly<Record<string, Entry>>): Readonly<Record<string, Entry>> {
  return Object.freeze(Object.assign(Object.create(null), entries) as Record<string, Entry>);
}
