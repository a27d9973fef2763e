import { MessageBar, MessageBarBody, MessageBarTitle } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import type { LoadedApp } from '../../wire/loaded-app.ts';

/** Warnings about the loaded app packages. */
export function PackageProblems({ apps }: { readonly apps: readonly LoadedApp[] }): ReactElement {
  const faulty = apps.filter(({ problems }) => problems.length > 0);
  return (
    <section
      className="package-problems"
      tabIndex={faulty.length > 0 ? 0 : -1}
      aria-label="Problems of the app packages"
    >
      {faulty.map(({ id, name, problems }) => (
        <MessageBar key={id} intent="warning" layout="multiline">
          <MessageBarBody>
            <MessageBarTitle>Teams would reject the app package of {name}</MessageBarTitle>
            <ul className="chat-problems">
              {problems.map((problem) => (
                <li key={problem}>{problem}</li>
              ))}
            </ul>
          </MessageBarBody>
        </MessageBar>
      ))}
    </section>
  );
}
