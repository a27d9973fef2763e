import { isJsonObject, member, textMember } from '../../../foundation/json-value.ts';
import { adaptiveCardType, explainCard } from '../../cards/check-card.ts';
import type { DialogContent, DialogLength, DialogMessage } from '../../wire/answers.ts';
import { type AnswerRules, verifyPopUp } from './answer-rules.ts';
import { AnswerRefused } from './bot-answer.ts';

const sizes = ['small', 'medium', 'large'] as const;

/**
 * Parses `{ task: … }`, which opens, changes or closes a dialog.
 * @throws AnswerRefused for an answer that Teams rejects.
 * @see https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/task-modules/invoking-task-modules
 */
export function parseDialogAnswer(body: unknown, rules: AnswerRules): DialogContent | DialogMessage {
  const task = member(body, 'task');
  const value = member(task, 'value');
  switch (member(task, 'type')) {
    case 'message':
      if (typeof value !== 'string' || value === '') {
        throw new AnswerRefused('The dialog of type "message" has no text as "value".', 'Put a text into "value".');
      }
      return { type: 'dialogMessage', text: value };
    case 'continue':
      return parseDialog(value, rules);
    default:
      throw new AnswerRefused(
        'Teams does not know this type of dialog.',
        'Use "type": "continue" or "message" in "task".',
      );
  }
}

function parseDialog(value: unknown, rules: AnswerRules): DialogContent {
  const url = member(value, 'url');
  const card = member(value, 'card');
  if (!isJsonObject(value) || (url === undefined) === (card === undefined)) {
    throw new AnswerRefused('The dialog must have exactly one of "card" and "url".', 'Put one of them into "value".');
  }
  const frame = {
    type: 'dialog',
    title: textMember(value, 'title') ?? '',
    width: toSize(value.width, 'width'),
    height: toSize(value.height, 'height'),
  } as const;
  if (card === undefined) {
    verifyPopUp(url, rules);
    return { ...frame, url };
  }
  const content = member(card, 'content');
  if (member(card, 'contentType') !== adaptiveCardType || !isJsonObject(content)) {
    throw new AnswerRefused(
      'The card of the dialog is not an attachment with an Adaptive Card.',
      `Use "card": {"contentType": "${adaptiveCardType}", "content": …}.`,
    );
  }
  const problem = explainCard(content);
  if (problem !== undefined) {
    throw new AnswerRefused(problem, 'Correct the card.');
  }
  return { ...frame, card: content };
}

function toSize(size: unknown, name: string): DialogLength {
  if (size === undefined || size === null) {
    return 'medium';
  }
  const word = sizes.find((candidate) => candidate === size);
  if (word === undefined && !(typeof size === 'number' && size > 0 && size <= 4096)) {
    throw new AnswerRefused(`"${name}" of the dialog is not a size.`, 'Use pixels, or "small", "medium" or "large".');
  }
  return word ?? Number(size);
}
