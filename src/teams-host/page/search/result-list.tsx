import { Skeleton, SkeletonItem } from '@fluentui/react-components';
import { DocumentRegular } from '@fluentui/react-icons/svg/document';
import { type KeyboardEvent, type ReactElement, useEffect, useState } from 'react';
import type { ResultsAnswer, SearchResult } from '../../wire/answers.ts';
import { explainPicture } from '../cards/explain-picture.ts';
import { ErrorBoundary } from '../ui/error-boundary.tsx';
import { useExtension } from './extension-context.ts';

export interface ResultListUse {
  readonly id: string;
  readonly active: number | undefined;
  optionId(index: number): string;
  onKeyDown(event: KeyboardEvent): void;
  onActivate(index: number): void;
}

export interface ResultListProps extends ResultListUse {
  readonly answer: ResultsAnswer;
  /** Whether newer results are loading. */
  readonly isStale?: boolean;
}

/** The previews of the results, in a list or a grid. */
export function ResultList(props: ResultListProps): ReactElement {
  const { id, answer, active, isStale = false, optionId, onKeyDown, onActivate } = props;
  const { pick } = useExtension();
  const [missing, setMissing] = useState<readonly string[]>([]);
  const activeId = active === undefined ? undefined : optionId(active);
  useEffect(() => {
    if (activeId !== undefined) {
      document.getElementById(activeId)?.scrollIntoView({ block: 'nearest' });
    }
  }, [activeId]);
  return (
    <>
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
          return (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the list handles the keys
            // biome-ignore lint/a11y/useFocusableInteractive: the list has the focus and names the active option
            <div
              // biome-ignore lint/suspicious/noArrayIndexKey: results have no id, and the list is replaced as a whole
              key={index}
              id={optionId(index)}
              className="result"
              role="option"
              aria-selected={index === active}
              onClick={() => pick(result)}
            >
              <ErrorBoundary what="This result" shows={result}>
                <ResultContent
                  preview={result.preview}
                  onMissing={(address) => setMissing((all) => [...all, address])}
                />
              </ErrorBoundary>
            </div>
          );
        })}
      </div>
      <MissingPictures addresses={missing} />
    </>
  );
}

/** Explains once which pictures of the results are not shown. */
function MissingPictures({ addresses }: { readonly addresses: readonly string[] }): ReactElement | null {
  const sentences = [...new Set(addresses.map(explainPicture))];
  return sentences.length === 0 ? null : (
    <p className="results-note" role="status">
      {sentences.join(' ')}
    </p>
  );
}

interface ResultContentProps extends Pick<SearchResult, 'preview'> {
  onMissing(address: string): void;
}

function ResultContent({ onMissing, preview: { title, subtitle, text, image } }: ResultContentProps): ReactElement {
  return (
    <>
      <ResultImage image={image} onMissing={onMissing} />
      <span className="result-words">
        <span className="result-title">{title || subtitle || text ? title : 'Result without a title'}</span>
        {subtitle !== undefined && subtitle !== '' && <span className="result-subtitle">{subtitle}</span>}
        {text !== undefined && text !== '' && <span className="result-text">{text}</span>}
      </span>
    </>
  );
}

interface ResultImageProps extends Pick<ResultContentProps, 'onMissing'> {
  readonly image: SearchResult['preview']['image'];
}

/** The picture of a result, or an icon if it has none or loading fails. */
function ResultImage({ image, onMissing }: ResultImageProps): ReactElement {
  const [failed, setFailed] = useState(false);
  return image === undefined || failed ? (
    <span className="result-image" aria-hidden="true">
      <DocumentRegular />
    </span>
  ) : (
    <img
      className="result-image"
      src={image.url}
      alt={image.alt ?? ''}
      loading="lazy"
      onError={() => {
        setFailed(true);
        onMissing(image.url);
      }}
    />
  );
}

/** Placeholder while the first results load. */
export function ResultSkeleton(): ReactElement {
  return (
    <Skeleton aria-label="Searching" className="result-skeleton">
      {[0, 1, 2, 3].map((row) => (
        <div key={row} className="result-skeleton-row">
          <SkeletonItem shape="square" size={40} />
          <div>
            <SkeletonItem size={16} />
            <SkeletonItem size={12} />
          </div>
        </div>
      ))}
    </Skeleton>
  );
}
