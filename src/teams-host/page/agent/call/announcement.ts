import type { CallState } from './function-call.ts';

/** Summarizes a call in a sentence, for screen readers. */
export function toAnnouncement(state: CallState, functionName: string, appName: string): string {
  switch (state.phase) {
    case 'waiting':
      return state.delay === undefined ? '' : toDelayText(state.delay);
    case 'connect':
    case 'confirm':
      return state.prompt.title;
    case 'popup':
      return state.problem ?? `Sign in to use ${appName}`;
    case 'popupOpen':
      return '';
    case 'result': {
      const { status, model } = state.answer;
      const items = model.items === 0 ? '' : `, ${model.items === 1 ? '1 item' : `${model.items} items`}`;
      return `${functionName} answered with status ${status}${items}`;
    }
    case 'message':
      return [state.answer.title, state.answer.text].filter((words) => words !== '').join('. ');
    case 'cancelled':
      return state.text;
  }
}

/** Explains why a call has no result yet. Copilot waits for 45 seconds. */
export function toDelayText(delay: 'long' | 'nearlyTooLong'): string {
  return delay === 'long'
    ? 'The API has not answered yet. Copilot waits for up to 45 seconds.'
    : 'The API takes very long. Copilot gives up after 45 seconds, and advises to plan with 30.';
}
