import { isJsonObject, member, textMember, toObject } from '../../../foundation/json-value.ts';
import { listMember } from '../../../local/list-member.ts';
import { adaptiveCardType, explainCard } from '../../cards/check-card.ts';
import type { PopUpRules } from '../../links/pop-up-rules.ts';
import type { CardAnswer, SignInAnswer } from '../../wire/answers.ts';
import { verifyPopUp } from './answer-rules.ts';
import { AnswerRefused } from './bot-answer.ts';

/** A request for a sign-in, for which Teams may send its token before it shows the link (single sign-on). */
export type LoginRequest = SignInAnswer & {
  readonly exchange?: {
    readonly id: string;
    readonly uri: string | undefined;
    readonly connectionName: string;
  };
};

/**
 * Parses the answer of a bot to an `Action.Execute`.
 * @param popUps rules for the link of a sign-in.
 * @throws AnswerRefused for an answer that Teams rejects.
 * @see https://learn.microsoft.com/adaptive-cards/authoring-cards/universal-action-model#response-format
 */
export function parseCardAnswer(body: unknown, popUps: PopUpRules): CardAnswer | LoginRequest {
  const { statusCode, type, value } = toObject(body);
  if (typeof statusCode !== 'number' || typeof type !== 'string') {
    throw new AnswerRefused(
      'The answer has no "statusCode" and "type".',
      `Answer with {"statusCode": 200, "type": "${adaptiveCardType}", "value": card}.`,
    );
  }
  switch (type) {
    case adaptiveCardType:
      return parseCard(statusCode, value);
    case 'application/vnd.microsoft.activity.message':
      if (statusCode !== 200 || typeof value !== 'string' || value === '') {
        throw new AnswerRefused(
          'The message has no text, or a status other than 200.',
          'Put the text into "value", with status 200.',
        );
      }
      return { type: 'toast', text: value };
    case 'application/vnd.microsoft.activity.loginRequest':
      return parseLogin(statusCode, value, popUps);
    case 'application/vnd.microsoft.error.incorrectAuthCode':
      return parseError(statusCode, 401, {
        title: 'The sign-in was not accepted',
        text: 'The bot rejected the verification code of the sign-in.',
        remedy: 'Press the button again and sign in again.',
      });
    case 'application/vnd.microsoft.error.preconditionFailed':
      return parseError(statusCode, 412, { title: 'A precondition is not met', text: toReason(value) });
    case 'application/vnd.microsoft.error':
      return { type: 'message', title: `The action failed (${statusCode})`, text: toReason(value) };
    default:
      throw new AnswerRefused(
        `The answer has the type ${JSON.stringify(type.slice(0, 80))}, which Teams does not know.`,
        'Use a card, a message, a login request or an error.',
      );
  }
}

function parseError(
  statusCode: number,
  expected: number,
  message: { readonly title: string; readonly text: string; readonly remedy?: string },
): CardAnswer {
  if (statusCode !== expected) {
    throw new AnswerRefused(`The error must have the status ${expected}.`, `Answer with "statusCode": ${expected}.`);
  }
  return { type: 'message', ...message };
}

function toReason(value: unknown): string {
  return textMember(value, 'message') ?? 'The bot gave no reason.';
}

function parseCard(statusCode: number, card: unknown): CardAnswer {
  const problem = statusCode === 200 ? explainCard(card) : `The card came with the status ${statusCode}.`;
  if (problem !== undefined || !isJsonObject(card)) {
    throw new AnswerRefused(problem ?? 'There is no card.', 'Correct the card and answer with status 200.');
  }
  return { type: 'card', card };
}

function parseLogin(statusCode: number, value: unknown, popUps: PopUpRules): LoginRequest {
  const button = listMember(value, 'buttons')[0];
  const url = member(button, 'value');
  if (statusCode !== 401 || typeof url !== 'string') {
    throw new AnswerRefused(
      'The login request has a status other than 401, or no OAuth card with a sign-in link.',
      'Answer with {"statusCode": 401, "value": {"connectionName": …, "buttons": [{"type": "signin", "value": link}]}}.',
    );
  }
  verifyPopUp(url, popUps);
  const resource = member(value, 'tokenExchangeResource');
  const id = textMember(resource, 'id');
  return {
    type: 'signIn',
    title: textMember(button, 'title') ?? 'Sign in',
    url,
    ...(id !== undefined && {
      exchange: { id, uri: textMember(resource, 'uri'), connectionName: textMember(value, 'connectionName') ?? '' },
    }),
  };
}
