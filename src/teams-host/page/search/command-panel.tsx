import { type KeyboardEvent, type ReactElement, useEffect, useId, useState } from 'react';
import type { SearchResult } from '../../wire/answers.ts';
import type { Command, LoadedApp } from '../../wire/loaded-app.ts';
import { CommandFields } from './command-fields.tsx';
import { moveThroughResults } from './move-through-results.ts';
import { initialFields } from './parameters.ts';
import { QueryOutcome } from './query-outcome.tsx';
import { useKeptFocus } from './use-kept-focus.ts';
import { useQuery } from './use-query.ts';

export interface CommandPanelProps {
  readonly app: LoadedApp;
  readonly command: Command;
  readonly conversationId: string;
  onPick(result: SearchResult): void;
}

const gridColumns = 2;

/** A command's fields above and what came of them below; arrow keys in the search box move through the results. */
export function CommandPanel({ app, command, conversationId, onPick }: CommandPanelProps): ReactElement {
  const query = useQuery(app, command, conversationId);
  const state = query.state();
  const [fields, setFields] = useState(() => initialFields(command));
  const [active, setActive] = useState<number>();
  const listId = useId();
  const container = useKeptFocus(state.phase);

  const answer = state.phase === 'results' ? state.answer : undefined;
  const results = answer?.results ?? [];
  const columns = answer?.layout === 'grid' ? gridColumns : 1;

  useEffect(() => query.runNow(), [query]);
  const first = results[0];
  // biome-ignore lint/correctness/useExhaustiveDependencies: other results make the active one meaningless; more do not
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
      query.goOn();
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
