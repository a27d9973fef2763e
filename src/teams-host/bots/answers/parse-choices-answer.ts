import { isJsonObject, member, textMember } from '../../../foundation/json-value.ts';
import type { ChoicesAnswer, MessageAnswer } from '../../wire/answers.ts';
import { AnswerRefused } from './bot-answer.ts';

const searchResponseType = 'application/vnd.microsoft.search.searchResponse';
const remedy = `Answer with {"type": "${searchResponseType}", "value": {"results": [{"title": …, "value": …}]}}.`;

/**
 * Parses the answer of a bot to a search for the choices of a choice set.
 * @param body undefined if the response had none, which means no choices.
 * @throws AnswerRefused for an answer that Teams rejects.
 * @see https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/dynamic-search
 */
export function parseChoicesAnswer(body: unknown): ChoicesAnswer | MessageAnswer {
  if (body === undefined) {
    return { type: 'choices', choices: [] };
  }
  const value = member(body, 'value');
  if (member(body, 'type') === 'application/vnd.microsoft.error') {
    const text = textMember(value, 'message') ?? 'The bot gave no reason.';
    return { type: 'message', title: 'The search failed', text };
  }
  const results = member(value, 'results');
  if (member(body, 'type') !== searchResponseType || !Array.isArray(results)) {
    throw new AnswerRefused('The answer is not a search response with a list of results.', remedy);
  }
  const choices = results.map((result) => {
    const [title, chosen] = [textMember(result, 'title'), textMember(result, 'value')];
    if (!isJsonObject(result) || title === undefined || chosen === undefined) {
      throw new AnswerRefused('A result of the search has no text as "title" and "value".', remedy);
    }
    return { title, value: chosen };
  });
  return { type: 'choices', choices };
}
