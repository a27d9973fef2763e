import type { CardActionAnswer } from '../../card-actions/card-action.ts';
import type { MessagingExtensionAnswer, ResultAnswer } from '../../message-extension/answers.ts';
import { toOAuthCard } from '../user-tokens/to-oauth-card.ts';
import type { SignInLink } from '../user-tokens/user-tokens.ts';
import type { InvokeResponse } from './invoke-kind.ts';

const adaptiveCard = 'application/vnd.microsoft.card.adaptive';
const signInTitle = 'Sign in to Repairs';

/** Converts an answer of the message extension to the body of its invoke response; undefined if it has none. */
export function toExtensionBody(answer: MessagingExtensionAnswer): InvokeResponse['body'] {
  switch (answer.kind) {
    case 'result':
      return toResultBody(answer);
    case 'message':
      return { composeExtension: { type: 'message', text: answer.text } };
    case 'config':
      return toLinkBody('config', answer.url, answer.title);
    case 'dialog': {
      const { title, card, height = 'medium', width = 'medium' } = answer;
      return { task: { type: 'continue', value: { title, height, width, card } } };
    }
    case 'done':
      return undefined;
  }
}

/** Joins the serialized results. */
function toResultBody({ layout, results }: ResultAnswer): Uint8Array {
  const parts = results.flatMap(({ json }) => [comma, json]).slice(1);
  const head = `{"composeExtension":{"type":"result","attachmentLayout":"${layout}","attachments":[`;
  return Buffer.concat([Buffer.from(head), ...parts, Buffer.from(']}}')]);
}

const comma = Buffer.from(',');

/** Like `toExtensionBody`, for invokes of a dialog, which shows messages itself. */
export function toDialogBody(answer: MessagingExtensionAnswer): InvokeResponse['body'] {
  return answer.kind === 'message' ? { task: { type: 'message', value: answer.text } } : toExtensionBody(answer);
}

/** @param isSilent whether Teams may send a token for exchange before it prompts the person (single sign-on). */
export function toSignInBody({ url }: SignInLink, isSilent: boolean): object {
  return toLinkBody(isSilent ? 'silentAuth' : 'auth', url, signInTitle);
}

function toLinkBody(type: string, value: string, title: string): object {
  return { composeExtension: { type, suggestedActions: { actions: [{ type: 'openUrl', value, title }] } } };
}

/**
 * Builds the response to a card action.
 * @see https://learn.microsoft.com/adaptive-cards/authoring-cards/universal-action-model#response-format
 */
export function toCardActionBody(answer: CardActionAnswer): object {
  return answer.kind === 'card'
    ? { statusCode: 200, type: adaptiveCard, value: answer.card }
    : { statusCode: 200, type: 'application/vnd.microsoft.activity.message', value: answer.text };
}

/** Builds the response that asks the person to sign in, in the same format. */
export function toLoginRequestBody(link: SignInLink, connectionName: string): object {
  return {
    statusCode: 401,
    type: 'application/vnd.microsoft.activity.loginRequest',
    value: toOAuthCard(link, connectionName),
  };
}

/** Builds the response to a rejected verification code, in the same format. */
export function toIncorrectCodeBody(): object {
  return { statusCode: 401, type: 'application/vnd.microsoft.error.incorrectAuthCode', value: null };
}

/** Builds the response to a rejected token exchange, in the same format. */
export function toPreconditionFailedBody(): object {
  return {
    statusCode: 412,
    type: 'application/vnd.microsoft.error.preconditionFailed',
    value: { code: '412', message: 'The token could not be exchanged.' },
  };
}
