import type { MessageAnswer } from '../wire/answers.ts';

/** Creates a message for the person. @param remedy what to change, as a sentence. */
export function toMessage(title: string, text: string, remedy: string): MessageAnswer {
  return { type: 'message', title, text, remedy };
}
