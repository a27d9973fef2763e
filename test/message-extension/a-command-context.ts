import type { TeamsUser } from '../../src/card-actions/teams-user.ts';
import { createCards } from '../../src/cards/create-cards.ts';
import type { CommandContext } from '../../src/message-extension/command-context.ts';
import { type ActionCommand, createMessageExtension } from '../../src/message-extension/create-message-extension.ts';
import type { ActionValue, QueryValue } from '../../src/message-extension/invoke-values.ts';
import { captureLog } from '../support/capture-log.ts';
import { createFakePreferences } from '../support/fake-preferences.ts';
import { createFakeRepairs } from './fake-repairs.ts';

export const cards = createCards();

/** The whole message extension, with fakes by default. */
export const aMessageExtension = ({ log = captureLog().log, preferences = createFakePreferences() } = {}) =>
  createMessageExtension({ cards, preferences, cardActions: {}, log });

/** A command that opens a dialog. */
export function anActionCommand(id: string, log = captureLog().log): ActionCommand {
  const command = aMessageExtension({ log }).actions[id];
  if (command === undefined) {
    throw new Error(`There is no command ${id}.`);
  }
  return command;
}

export const publicUrl = 'https://repairs.example.com';

export const karin: TeamsUser = {
  id: '0a1b2c3d-0000-4000-8000-000000000001',
  name: 'Karin Blair',
  tenantId: '11111111-1111-4111-8111-111111111111',
};

let activities = 0;

/** A context with a unique activity id. */
export function aCommandContext(overrides: Partial<CommandContext> = {}): CommandContext {
  activities += 1;
  return {
    repairs: createFakeRepairs(),
    user: karin,
    publicUrl,
    now: () => new Date('2024-06-01T12:00:00Z'),
    utcOffset: 0,
    activityId: `activity-${activities}`,
    signal: new AbortController().signal,
    ...overrides,
  };
}

export function aQuery(overrides: Partial<QueryValue> = {}): QueryValue {
  return { commandId: 'listRepairs', parameters: {}, isInitialRun: false, skip: 0, count: 25, ...overrides };
}

export function anAction(overrides: Partial<ActionValue> = {}): ActionValue {
  return { commandId: 'createRepair', commandContext: 'compose', data: {}, ...overrides };
}
