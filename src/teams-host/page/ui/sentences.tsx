import type { ReactElement } from 'react';

export interface SentencesProps {
  readonly sentences: readonly string[];
  /** Accessible name of the list. */
  readonly label: string;
}

/** A list of remarks about an agent; nothing if there are none. */
export function Sentences({ sentences, label }: SentencesProps): ReactElement | null {
  return sentences.length === 0 ? null : (
    <ul className="sentences" aria-label={label}>
      {[...new Set(sentences)].map((sentence) => (
        <li key={sentence}>{sentence}</li>
      ))}
    </ul>
  );
}
