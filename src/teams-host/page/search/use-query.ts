import { useEffect, useState, useSyncExternalStore } from 'react';
import type { Command, LoadedApp } from '../../wire/loaded-app.ts';
import { usePage } from '../context/page-context.ts';
import { createQuery, type Query } from './query.ts';

const debounce = 300;

/** The query of a command for as long as its fields are on the screen. */
export function useQuery(app: LoadedApp, command: Command, conversationId: string): Query {
  const { host, openPopup, reload } = usePage();
  const [query] = useState(() =>
    createQuery({
      command,
      run: (request, signal) => host.query(app.id, command.id, { ...request, conversationId }, signal),
      debounce,
      openPopup: (answer) => {
        const opened = openPopup(answer);
        void opened.ended.then((end) => {
          if (end.type === 'done') {
            void reload();
          }
        });
        return opened;
      },
    }),
  );
  useEffect(() => () => query.close(), [query]);
  useSyncExternalStore(query.subscribe, query.state);
  return query;
}
