import { Skeleton, SkeletonItem } from '@fluentui/react-components';
import type { ReactElement } from 'react';

/** Where results will stand. */
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
