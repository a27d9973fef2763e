import type { CardActionAnswer, CardActionValue } from '../card-actions/card-action.ts';
import type { Cards } from '../cards/create-cards.ts';
import type { Log } from '../foundation/log.ts';
import type { ConfigAnswer, DoneAnswer, MessageAnswer, MessagingExtensionAnswer, ResultAnswer } from './answers.ts';
import type { AnonymousContext, CommandContext, LinkContext, SettingsContext } from './command-context.ts';
import type { ActionValue, LinkValue, QueryValue, SettingValue } from './invoke-values.ts';
import type { PreferenceStore } from './preferences.ts';
import { openRepairDialog, submitRepairDialog } from './repair-dialog.ts';
import { searchRepairs } from './search-repairs.ts';
import { selectResult } from './select-result.ts';
import { applySetting, toSettingsPage } from './settings.ts';
import { toFormValues } from './to-form-values.ts';
import { unfurlAnonymously, unfurlLink } from './unfurl-link.ts';

export type QueryCommand = (value: QueryValue, context: CommandContext) => Promise<ResultAnswer | MessageAnswer>;

export interface ActionCommand {
  /** Answers the invoke that opens the dialog. */
  fetch(value: ActionValue, context: CommandContext): Promise<MessagingExtensionAnswer>;
  /** Answers the submitted dialog. */
  submit(value: ActionValue, context: CommandContext): Promise<MessagingExtensionAnswer>;
}

/**
 * The handlers of the invokes of the message extension. The caller answers an AppError with its message, and a 401 with
 * a sign-in.
 */
export interface MessageExtension {
  /** By command id. */
  readonly queries: Readonly<Record<string, QueryCommand>>;
  /** By command id. */
  readonly actions: Readonly<Record<string, ActionCommand>>;
  /** By verb of `Action.Execute`. */
  readonly cardActions: Readonly<
    Record<string, (value: CardActionValue, context: CommandContext) => Promise<CardActionAnswer>>
  >;
  queryLink(value: LinkValue, context: LinkContext): Promise<ResultAnswer | MessageAnswer>;
  anonymousQueryLink(value: LinkValue, context: AnonymousContext): Promise<ResultAnswer | MessageAnswer>;
  /** @param value tap value of the preview; untrusted, any JSON. */
  selectItem(value: unknown, context: CommandContext): Promise<ResultAnswer | MessageAnswer>;
  querySettingUrl(context: AnonymousContext): Promise<ConfigAnswer | MessageAnswer>;
  setting(value: SettingValue, context: SettingsContext): Promise<MessageAnswer | DoneAnswer>;
}

export interface MessageExtensionOptions {
  readonly cards: Cards;
  readonly preferences: PreferenceStore;
  /** By verb. */
  readonly cardActions: MessageExtension['cardActions'];
  readonly log: Log;
}

/** Creates the message extension; the ids of its commands are those in the manifest. */
export function createMessageExtension(options: MessageExtensionOptions): MessageExtension {
  const { cards, preferences, cardActions, log } = options;
  const submit: ActionCommand['submit'] = (value, context) => submitRepairDialog(cards, log, value, context);
  return {
    queries: toTable({
      listRepairs: (value, context) => searchRepairs(cards, preferences, value, context),
    }),
    actions: toTable<ActionCommand>({
      createRepair: { fetch: async (_value, context) => openRepairDialog(cards, {}, context), submit },
      createRepairFromMessage: {
        fetch: async ({ message }, context) =>
          openRepairDialog(cards, message === undefined ? {} : toFormValues(message), context),
        submit,
      },
    }),
    cardActions: toTable(cardActions),
    selectItem: (value, context) => selectResult(cards, value, context),
    queryLink: (value, context) => unfurlLink(cards, value, context),
    anonymousQueryLink: async (value, context) => unfurlAnonymously(cards, value, context),
    querySettingUrl: (context) => toSettingsPage(preferences, context),
    setting: (value, context) => applySetting(preferences, value, context),
  };
}

/** Without a prototype, because names are untrusted: `constructor` must not be found. */
function toTable<Entry>(entries: Readonly<Record<string, Entry>>): Readonly<Record<string, Entry>> {
  return Object.freeze(Object.assign(Object.create(null), entries));
}
