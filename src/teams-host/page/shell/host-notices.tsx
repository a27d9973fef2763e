import { Button, MessageBar, MessageBarActions, MessageBarBody } from '@fluentui/react-components';
import { DismissRegular } from '@fluentui/react-icons/svg/dismiss';
import { type ReactElement, useState } from 'react';
import { usePage } from '../context/page-context.ts';
import { keepStored, readStored } from '../ui/browser-storage.ts';

const key = 'teams-host-read-notices';
const storage = () => sessionStorage;

/** What the host has discarded at its start, until the person has read it; and a button if the host is not there. */
export function HostNotices({ connected }: { readonly connected: boolean }): ReactElement {
  const { session, events, reload } = usePage();
  const [read, setRead] = useState(() => readStored(storage, key)?.split('\n') ?? []);
  const dismiss = (notice: string): void => {
    const next = [...read, notice];
    setRead(next);
    keepStored(storage, key, next.join('\n'));
  };
  return (
    <div className="host-notices">
      {!connected && (
        <MessageBar intent="error" layout="multiline">
          <MessageBarBody>
            The local Teams host is not responding. Start it again: the page continues by itself, and drafts are kept.
          </MessageBarBody>
          <MessageBarActions>
            <Button
              onClick={() => {
                events.reconnect();
                void reload();
              }}
            >
              Try now
            </Button>
          </MessageBarActions>
        </MessageBar>
      )}
      {session.notices
        .filter((notice) => !read.includes(notice))
        .map((notice) => (
          <MessageBar key={notice} intent="warning" layout="multiline">
            <MessageBarBody>{notice}</MessageBarBody>
            <MessageBarActions
              containerAction={
                <Button
                  appearance="transparent"
                  icon={<DismissRegular />}
                  aria-label="Dismiss the message"
                  onClick={() => dismiss(notice)}
                />
              }
            />
          </MessageBar>
        ))}
    </div>
  );
}
