/**
 * Work on input that is not trusted to end: it can take exponential time or exhaust stack and memory. It runs in the
 * worker, where it can be ended. Inputs and outputs are copied. Each task loads what it needs when it is first used.
 */

export type TaskTable = typeof tasks;

export const tasks = {
  /** Reads and checks the app package at a path. */
  checkPackage: async (path: string) => (await import('./check-package.ts')).checkPackage(path),
  /** Renders a response of an API. */
  render: async (work: Parameters<typeof import('./render.ts').render>[0]) =>
    (await import('./render.ts')).render(work),
  /** Reads what an API has answered to a function of an agent. */
  readResponse: async (answer: Parameters<typeof import('../agents/response/read-response.ts').readResponse>[0]) =>
    (await import('../agents/response/read-response.ts')).readResponse(answer),
  /** Whether a value matches a regular expression, which is one of JavaScript without flags. */
  match: async ({ pattern, value }: { readonly pattern: string; readonly value: string }): Promise<boolean> =>
    new RegExp(pattern).test(value),
} as const;
