import type { ResultsAnswer } from '../../wire/answers.ts';

/** Keeps the first card of an answer where Teams shows one, and notes on it that there were more. */
export function keepFirstResult(answer: ResultsAnswer): ResultsAnswer {
  const [first, ...more] = answer.results;
  if (first === undefined || more.length === 0) {
    return { ...answer, hasMore: false };
  }
  const notes = [
    ...(first.notes ?? []),
    `The bot answered with ${more.length + 1} cards; only the first one is shown.`,
  ];
  return { ...answer, results: [{ ...first, notes }], hasMore: false };
}
