import { MessageBar, MessageBarBody } from '@fluentui/react-components';
import type { ReactElement, ReactNode } from 'react';
import type { LoadedApp, SignInAnswer } from '../host-api.ts';

export interface SignInCardProps {
  readonly app: LoadedApp;
  readonly answer: SignInAnswer;
  /** Why the last attempt did not succeed. */
  readonly problem?: string;
  /** The button. */
  readonly children: ReactNode;
}

/** Says that the app needs a sign-in. */
export function SignInCard({ app, answer, problem, children }: SignInCardProps): ReactElement {
  return (
    <div className="notice sign-in-card">
      <img src="/app/color.png" alt="" width="48" height="48" />
      <h3>{answer.title}</h3>
      <p>{app.name} shows what you may see, so it needs to know who you are.</p>
      {problem !== undefined && (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>{problem}</MessageBarBody>
        </MessageBar>
      )}
      <div className="notice-actions">{children}</div>
    </div>
  );
}
