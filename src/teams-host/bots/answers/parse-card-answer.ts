import { isJsonObject, listMember, member, textMember } from '../../../foundation/json-value.ts';
import { adaptiveCardType, explainCard, toRefresh } from '../../cards/check-card.ts';
import { type PopUpRules, verifyPopUp } from './answer-rules.ts';
import { AnswerRefused, type BotAnswer } from './bot-answer.ts';

/**
 * Takes what a bot answers `Action.Execute` with.
 * @param userId the person's channel id for the bot.
 * @param popUps where a sign-in may lead.
 * @throws AnswerRefused for what Teams does not take.
 * @see https://learn.microsoft.com/adaptive-cards/authoring-cards/universal-action-model#response-format
 */
export function parseCardAnswer(body: unknown, userId: string, popUps: PopUpRules): BotAnswer {
  const { statusCode, type, value } = isJsonObject(body) ? body : {};
  if (typeof statusCode !== 'number' || typeof type !== 'string') {
    throw new AnswerRefused(
      'The answer has no "statusCode" and "type".',
      `Answer with {"statusCode": 200, "type": "${adaptiveCardType}", "value": card}.`,
    );
  }
  switch (type) {
    case adaptiveCardType:
      return parseCard(statusCode, value, userId);
    case 'application/vnd.microsoft.activity.message':
      if (statusCode !== 200 || typeof value !== 'string' || value === '') {
        throw new AnswerRefused('The message has no text, or not the status 200.', 'Put the text into "value".');
      }
      return { type: 'toast', text: value };
    case 'application/vnd.microsoft.activity.loginRequest':
      return parseLogin(statusCode, value, popUps);
    case 'application/vnd.microsoft.error.incorrectAuthCode':
      return parseError(statusCode, 401, {
        title: 'The sign-in was not accepted',
        text: 'The bot does not know the code that the sign-in ended with.',
        remedy: 'Press the button once more, and sign in again.',
      });
    case 'application/vnd.microsoft.error.preconditionFailed':
      return parseError(statusCode, 412, { title: 'Something has to be done before', text: toReason(value) });
    case 'application/vnd.microsoft.error':
      return { type: 'message', title: `The action did not work (${statusCode})`, text: toReason(value) };
    default:
      throw new AnswerRefused(
        `The answer is of the type ${JSON.stringify(type.slice(0, 80))}, which Teams does not know.`,
        'Use a card, a message, a login request or an error.',
      );
  }
}

function parseError(
  statusCode: number,
  expected: number,
  message: { readonly title: string; readonly text: string; readonly remedy?: string },
): BotAnswer {
  if (statusCode !== expected) {
    throw new AnswerRefused(`The error has not the status ${expected}.`, `Answer with "statusCode": ${expected}.`);
  }
  return { type: 'message', ...message };
}

function toReason(value: unknown): string {
  return textMember(value, 'message') ?? 'The bot gave no reason.';
}

function parseCard(statusCode: number, card: unknown, userId: string): BotAnswer {
  const problem = statusCode === 200 ? explainCard(card) : `The card came with the status ${statusCode}.`;
  if (problem !== undefined || !isJsonObject(card)) {
    throw new AnswerRefused(problem ?? 'There is no card.', 'Correct the card, and answer with status 200.');
  }
  const refresh = toRefresh(card, userId);
  return { type: 'card', card, ...(refresh === undefined ? {} : { refresh }) };
}

function parseLogin(statusCode: number, value: unknown, popUps: PopUpRules): BotAnswer {
  const button = listMember(value, 'buttons')[0];
  const url = member(button, 'value');
  if (statusCode !== 401 || typeof url !== 'string') {
    throw new AnswerRefused(
      'The login request has not the status 401, or no OAuth card with a sign-in link.',
      'Answer with {"statusCode": 401, "value": {"connectionName": …, "buttons": [{"type": "signin", "value": link}]}}.',
    );
  }
  verifyPopUp(url, popUps);
  return { type: 'signIn', title: textMember(button, 'title') ?? 'Sign in', url };
}
