import type { MessageAnswer } from '../wire/answers.ts';

/** @param remedy what to change. */
export function toMessage(title: string, text: string, remedy: string): MessageAnswer {
  return { type: 'message', title, text, remedy };
}
