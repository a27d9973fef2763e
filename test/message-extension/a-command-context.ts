import { createCards } from '../../src/cards/create-cards.ts';
import type {
  ActionValue,
  CommandContext,
  CommandUser,
  QueryValue,
} from '../../src/message-extension/command-context.ts';
import { createFakeRepairs } from './fake-repairs.ts';

export const cards = createCards();

export const publicUrl = 'https://repairs.example.com';

export const karin: CommandUser = {
  id: '0a1b2c3d-0000-4000-8000-000000000001',
  name: 'Karin Blair',
  tenantId: '11111111-1111-4111-8111-111111111111',
};

let number = 0;

/** What a command is given; each has an activity of its own. */
export function aCommandContext(overrides: Partial<CommandContext> = {}): CommandContext {
  number += 1;
  return {
    repairs: createFakeRepairs(),
    user: karin,
    publicUrl,
    now: () => new Date('2024-06-01T12:00:00Z'),
    utcOffset: 0,
    activityId: `activity-${number}`,
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
