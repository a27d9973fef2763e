import { DocumentRegular } from '@fluentui/react-icons/svg/document';
import { type ReactElement, useState } from 'react';
import type { SearchResult } from '../../wire/answers.ts';

export interface ResultImageProps {
  readonly image?: NonNullable<SearchResult['preview']['image']>;
}

/** The picture of a result, or a sign in its place where there is none or it does not load. */
export function ResultImage({ image }: ResultImageProps): ReactElement {
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
      onError={() => setFailed(true)}
    />
  );
}
