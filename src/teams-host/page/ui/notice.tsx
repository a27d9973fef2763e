import type { ReactElement, ReactNode } from 'react';

export interface NoticeProps {
  readonly icon: ReactElement;
  readonly title: string;
  readonly text: string;
  /** What to change. */
  readonly remedy?: string | undefined;
  readonly children?: ReactNode;
}

/** A short message in place of results. */
export function Notice({ icon, title, text, remedy, children }: NoticeProps): ReactElement {
  return (
    <div className="notice">
      <span className="notice-icon" aria-hidden="true">
        {icon}
      </span>
      <h3>{title}</h3>
      <p>{text}</p>
      {remedy !== undefined && <p className="notice-remedy">{remedy}</p>}
      {children !== undefined && <div className="notice-actions">{children}</div>}
    </div>
  );
}
