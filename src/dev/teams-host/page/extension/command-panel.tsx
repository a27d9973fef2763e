import { type KeyboardEvent, type ReactElement, useEffect, useId, useState } from 'react';
import type { Command, HostApi, LoadedApp, SearchResult } from '../host-api.ts';
import { CommandFields } from './command-fields.tsx';
import { moveThroughResults } from './move-through-results.ts';
import { initialFields } from './parameters.ts';
import { QueryOutcome } from './query-outcome.tsx';
import { useKeptFocus } from './use-kept-focus.ts';
import { useQuery } from './use-query.ts';

export interface CommandPanelProps {
  readonly app: LoadedApp;
  readonly command: Command;
  readonly host: HostApi;
  onPick(result: SearchResult): void;
  onSignedIn(): void;
}

const gridColumns = 2;

/** A command's fields above and what came of them below; arrow keys in the search box move through the results. */
export function CommandPanel({ app, command, host, onPick, onSignedIn }: CommandPanelProps): ReactElement {
  const query = useQuery(command, host, onSignedIn);
  const state = query.state();
  const [fields, setFields] = useState(() => initialFields(command));
  const [active, setActive] = useState<number>();
  const listId = useId();
  const container = useKeptFocus(state.phase);

  const answer = state.phase === 'results' ? state.answer : undefined;
  const results = answer?.results ?? [];
  const columns = answer?.layout === 'grid' ? gridColumns : 1;

  useEffect(() => query.runNow(), [query]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another answer makes the active result meaningless
  useEffect(() => setActive(undefined), [answer]);

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
    const picked = active === undefined ? undefined : results[active];
    if (next !== undefined) {
      event.preventDefault();
      setActive(next);
    } else if (event.key === 'Enter') {
      event.preventDefault();
      if (picked === undefined) {
        query.runNow();
      } else {
        onPick(picked);
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
        app={app}
        command={command}
        fields={fields}
        query={query}
        list={{ id: listId, active, optionId, onKeyDown, onActivate: setActive }}
        onPick={onPick}
      />
    </div>
  );
}
