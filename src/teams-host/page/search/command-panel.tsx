import { type KeyboardEvent, type ReactElement, useEffect, useId, useState } from 'react';
import { useStore } from 'zustand/react';
import type { Command } from '../../wire/loaded-app.ts';
import { usePage } from '../context/page-context.ts';
import { useChat } from '../conversations/chat-context.ts';
import { CommandFields } from './command-fields.tsx';
import { useExtension } from './extension-context.ts';
import { moveThroughResults } from './move-through-results.ts';
import { initialFields } from './parameters.ts';
import { createQuery, type Query } from './query.ts';
import { QueryOutcome } from './query-outcome.tsx';
import { useKeptFocus } from './use-kept-focus.ts';

export interface CommandPanelProps {
  readonly command: Command;
}

/** Pause after the last change before a command runs, in milliseconds. */
const debounce = 300;
const gridColumns = 2;

/** The fields and results of a command. Arrow keys in the search box move through the results. */
export function CommandPanel({ command }: CommandPanelProps): ReactElement {
  const { pick, round } = useExtension();
  const query = useQuery(command);
  const state = useStore(query);
  const [fields, setFields] = useState(() => initialFields(command));
  const [active, setActive] = useState<number>();
  const listId = useId();
  const container = useKeptFocus(state.phase);

  const answer = state.phase === 'results' ? state.answer : undefined;
  const results = answer?.results ?? [];
  const columns = answer?.layout === 'grid' ? gridColumns : 1;

  // biome-ignore lint/correctness/useExhaustiveDependencies: runs in each round
  useEffect(() => query.runNow(), [query, round]);
  const first = results[0];
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new list has no active result; one that only grew keeps it
  useEffect(() => setActive(undefined), [first]);

  const change = (name: string, value: string): void => {
    const next = { ...fields, [name]: value };
    setFields(next);
    query.change(next);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) {
      return;
    }
    const next = moveThroughResults(event.key, active, { count: results.length, columns });
    if (next === results.length - 1) {
      query.loadMore();
    }
    const picked = active === undefined ? undefined : results[active];
    if (next !== undefined) {
      event.preventDefault();
      setActive(next);
    } else if (event.key === 'Enter') {
      event.preventDefault();
      if (picked === undefined) {
        query.runNow();
      } else {
        pick(picked);
      }
    }
  };
  const optionId = (index: number): string => `${listId}-${index}`;
  const activeId = active === undefined ? undefined : optionId(active);

  return (
    <div className="command-panel" ref={container}>
      <CommandFields
        command={command}
        fields={fields}
        list={results.length === 0 ? undefined : { id: listId, activeId }}
        onChange={change}
        onKeyDown={onKeyDown}
      />
      <QueryOutcome
        command={command}
        fields={fields}
        query={query}
        list={{ id: listId, active, optionId, onKeyDown, onActivate: setActive }}
      />
    </div>
  );
}

/** Creates the query of a command, and closes it when the panel unmounts. */
function useQuery(command: Command): Query {
  const { host, openPopup, reload } = usePage();
  const { id: conversationId } = useChat().conversation;
  const { app } = useExtension();
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
  return query;
}
