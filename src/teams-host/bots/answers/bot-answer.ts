import type { CardAnswer, ChoicesAnswer, DialogAnswer } from '../../wire/answers.ts';

/** What the page shows after a request to a bot. */
export type BotAnswer = DialogAnswer | CardAnswer | ChoicesAnswer | SilentAuth;

/** The bot asks Teams to send the person's token (single sign-on), before the link is shown. */
export interface SilentAuth {
  readonly type: 'silentAuth';
  readonly title: string;
  readonly url: string;
}

/** Thrown for an answer of a bot that Teams does not accept. Message and remedy are one sentence each. */
export class AnswerRefused extends Error {
  readonly remedy: string;

  constructor(why: string, remedy: string) {
    super(why);
    this.name = 'AnswerRefused';
    this.remedy = remedy;
  }
}

const names: Readonly<Record<BotAnswer['type'], string>> = {
  results: 'results',
  signIn: 'a sign-in link',
  silentAuth: 'a request for single sign-on',
  settings: 'a settings page',
  message: 'a text',
  dialog: 'a dialog',
  dialogMessage: 'a text in a dialog',
  preview: 'a message preview',
  card: 'a card',
  toast: 'a short message',
  choices: 'choices',
  done: 'nothing',
};

/**
 * Narrows an answer to the types that Teams accepts for a request.
 * @throws AnswerRefused for any other.
 */
export function verifyAnswerType<Answer extends BotAnswer, Type extends Answer['type']>(
  answer: Answer,
  types: readonly Type[],
): Extract<Answer, { readonly type: Type }> {
  if (!hasType(answer, types)) {
    throw new AnswerRefused(
      `The answer is ${names[answer.type]}, which Teams does not show here.`,
      `Answer with ${types.map((type) => names[type]).join(' or ')}.`,
    );
  }
  return answer;
}

function hasType<Answer extends BotAnswer, Type extends Answer['type']>(
  answer: Answer,
  types: readonly Type[],
): answer is Extract<Answer, { readonly type: Type }> {
  return types.some((type) => type === answer.type);
}
