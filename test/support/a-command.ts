import type { ResultsAnswer } from '../../src/teams-host/wire/answers.ts';
import type { Command, CommandParameter } from '../../src/teams-host/wire/loaded-app.ts';

/** An optional text parameter, with overrides. */
export function aParameter(overrides: Partial<CommandParameter> = {}): CommandParameter {
  return { name: 'assignedTo', title: 'Assigned To', inputType: 'text', required: false, ...overrides };
}

/** A query command with one optional text parameter and an initial run, with overrides. */
export function aCommand(overrides: Partial<Command> = {}): Command {
  return {
    id: 'listRepairs',
    title: 'List all repairs',
    parameters: [aParameter()],
    initialRun: true,
    kind: 'query',
    context: ['compose', 'commandBox'],
    hasDialog: false,
    ...overrides,
  };
}

/** A list of results with these titles, each with a small card. */
export function someResults(...titles: readonly string[]): ResultsAnswer {
  return {
    type: 'results',
    layout: 'list',
    results: titles.map((title) => ({
      preview: { title, subtitle: 'Karin Blair' },
      card: { type: 'AdaptiveCard', version: '1.5', body: [{ type: 'TextBlock', text: title }] },
    })),
  };
}
