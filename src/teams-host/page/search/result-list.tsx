import type { KeyboardEvent, ReactElement } from 'react';
import { useEffect } from 'react';
import type { ResultsAnswer, SearchResult } from '../../wire/answers.ts';
import { ResultImage } from './result-image.tsx';

export interface ResultListUse {
  readonly id: string;
  readonly active: number | undefined;
  optionId(index: number): string;
  onKeyDown(event: KeyboardEvent): void;
  onActivate(index: number): void;
}

export interface ResultListProps extends ResultListUse {
  readonly answer: ResultsAnswer;
  /** Whether newer results are on their way. */
  readonly isStale?: boolean;
  onPick(result: SearchResult): void;
}

/** Previews to choose from, one below the other or in a grid. */
export function ResultList(props: ResultListProps): ReactElement {
  const { id, answer, active, isStale = false, optionId, onKeyDown, onActivate, onPick } = props;
  const activeId = active === undefined ? undefined : optionId(active);
  useEffect(() => {
    if (activeId !== undefined) {
      document.getElementById(activeId)?.scrollIntoView({ block: 'nearest' });
    }
  }, [activeId]);
  return (
    <div
      id={id}
      className={`results results-${answer.layout}${isStale ? ' results-stale' : ''}`}
      role="listbox"
      tabIndex={0}
      aria-label="Results"
      aria-busy={isStale}
      aria-activedescendant={activeId}
      onKeyDown={onKeyDown}
      onFocus={() => active === undefined && answer.results.length > 0 && onActivate(0)}
    >
      {answer.results.map((result, index) => {
        const { title, subtitle, text, image } = result.preview;
        return (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the list itself takes the keys
          // biome-ignore lint/a11y/useFocusableInteractive: the list has the focus and names the active option
          <div
            // biome-ignore lint/suspicious/noArrayIndexKey: results have no id, and the list is replaced as a whole
            key={index}
            id={optionId(index)}
            className="result"
            role="option"
            aria-selected={index === active}
            onClick={() => onPick(result)}
          >
            <ResultImage {...(image === undefined ? {} : { image })} />
            <span className="result-words">
              <span className="result-title">{title}</span>
              {subtitle !== undefined && subtitle !== '' && <span className="result-subtitle">{subtitle}</span>}
              {text !== undefined && text !== '' && <span className="result-text">{text}</span>}
            </span>
          </div>
        );
      })}
    </div>
  );
}
