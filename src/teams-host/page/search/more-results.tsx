import { Button, Spinner } from '@fluentui/react-components';
import { type ReactElement, useEffect, useRef } from 'react';

export interface MoreResultsProps {
  readonly state: 'waiting' | { readonly problem: string } | undefined;
  readonly scroller: { readonly current: HTMLElement | null };
  /** Called when the end of the list scrolls into view, or the button is pressed. */
  onReached(): void;
}

/** The end of a list that has another page; scrolling near it loads that page. */
export function MoreResults({ state, scroller, onReached }: MoreResultsProps): ReactElement {
  const end = useRef<HTMLDivElement>(null);
  const reached = useRef(onReached);
  reached.current = onReached;
  const waitsForScroll = state === undefined;
  useEffect(() => {
    if (end.current === null || !waitsForScroll) {
      return undefined;
    }
    const observer = new IntersectionObserver(([entry]) => entry?.isIntersecting === true && reached.current(), {
      root: scroller.current,
      rootMargin: '0px 0px 80px',
    });
    observer.observe(end.current);
    return () => observer.disconnect();
  }, [waitsForScroll, scroller]);
  return (
    <div className="more-results" ref={end}>
      {state === 'waiting' ? (
        <Spinner size="tiny" label="Loading more" />
      ) : (
        <>
          {state !== undefined && <p role="status">{state.problem}</p>}
          <Button size="small" appearance="subtle" onClick={onReached}>
            {state === undefined ? 'Show more' : 'Try again'}
          </Button>
        </>
      )}
    </div>
  );
}
