import { MessageBar, MessageBarBody } from '@fluentui/react-components';
import { type ReactElement, useEffect, useRef, useState } from 'react';
import type { LoadedApp } from '../../wire/loaded-app.ts';
import { usePage } from '../context/page-context.ts';
import { connectTeamsPage } from '../teams-js/connect-teams-page.ts';
import { toTeamsTheme } from '../teams-js/teams-context.ts';
import { parseDialogLength } from './dialog-size.ts';
import type { Task } from './task.ts';

export interface TaskPageProps {
  readonly app: LoadedApp;
  readonly url: string;
  readonly title: string;
  readonly task: Task;
}

/** A page of the app in the dialog, connected through teams-js. */
export function TaskPage({ app, url, title, task }: TaskPageProps): ReactElement {
  const { theme, openPopup, place, notify } = usePage();
  const frame = useRef<HTMLIFrameElement>(null);
  const popUps = { validDomains: app.validDomains, tokenServiceOrigin: location.origin };
  const now = useRef({ popUps, notify });
  now.current = { popUps, notify };
  const own = new URL(url).origin;
  const [isSilent, setIsSilent] = useState(false);

  useEffect(
    () =>
      connectTeamsPage({
        window,
        other: () => frame.current?.contentWindow,
        accepts: (origin) => origin === own,
        onSilence: setIsSilent,
        page: () => ({ ...place(), frameContext: 'task', popUps: now.current.popUps }),
        onEvent: (event, answer) => {
          switch (event.type) {
            case 'submitted':
              return task.submit(event.result ?? {});
            case 'resized':
              return task.resize(parseDialogLength(event.width), parseDialogLength(event.height));
            case 'linkOpened':
              window.open(event.url, '_blank', 'noopener,noreferrer');
              return;
            case 'popupRefused':
              return now.current.notify(event.why, 'error');
            case 'popupWanted':
              void openPopup({ type: 'settings', url: event.url }).ended.then((end) =>
                end.type === 'done' ? answer(true, end.state ?? '') : answer(false, 'CancelledByUser'),
              );
          }
        },
      }),
    [own, openPopup, place, task],
  );
  const sentTheme = useRef(theme);
  useEffect(() => {
    if (sentTheme.current !== theme) {
      sentTheme.current = theme;
      frame.current?.contentWindow?.postMessage({ func: 'themeChange', args: [toTeamsTheme(theme)] }, own);
    }
  }, [theme, own]);

  return (
    <>
      {isSilent && (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>
            This page has requested nothing through teams-js yet. If it seems stuck: teams-js trusts only the addresses
            of Microsoft, unless the page names others: <code>{`app.initialize(['${location.origin}'])`}</code>
          </MessageBarBody>
        </MessageBar>
      )}
      <iframe
        ref={frame}
        className="task-page"
        src={url}
        title={title}
        sandbox="allow-scripts allow-same-origin allow-forms allow-popups allow-popups-to-escape-sandbox"
      />
    </>
  );
}
