import { Button, ProgressBar } from '@fluentui/react-components';
import { SearchRegular } from '@fluentui/react-icons/svg/search';
import { WarningRegular } from '@fluentui/react-icons/svg/warning';
import { type ReactElement, useRef } from 'react';
import { useStore } from 'zustand/react';
import type { Command, ParameterValues } from '../../wire/loaded-app.ts';
import { PopupNotice } from '../popup/popup-notice.tsx';
import { Notice } from '../ui/notice.tsx';
import { useExtension } from './extension-context.ts';
import { MoreResults } from './more-results.tsx';
import { toInvitation } from './parameters.ts';
import type { Query, QueryState } from './query.ts';
import { ResultList, type ResultListUse, ResultSkeleton } from './result-list.tsx';

export interface QueryOutcomeProps {
  readonly command: Command;
  readonly fields: ParameterValues;
  readonly query: Query;
  readonly list: ResultListUse;
}

/** The outcome of a command: an invitation to search, a placeholder, results, a message, or a sign-in. */
export function QueryOutcome(props: QueryOutcomeProps): ReactElement {
  const { app } = useExtension();
  const state = useStore(props.query);
  const scroller = useRef<HTMLDivElement>(null);
  return (
    <div className="outcome" ref={scroller}>
      {state.phase === 'waiting' && <ProgressBar className="outcome-progress" aria-label="Searching" />}
      <p className="only-read-aloud" role="status">
        {toAnnouncement(state, app.name)}
      </p>
      <Outcome {...props} scroller={scroller} />
    </div>
  );
}

interface OutcomeProps extends QueryOutcomeProps {
  readonly scroller: { readonly current: HTMLElement | null };
}

function Outcome({ command, fields, query, list, scroller }: OutcomeProps): ReactElement {
  const { app } = useExtension();
  const state = useStore(query);
  switch (state.phase) {
    case 'idle':
      return <Notice icon={<SearchRegular />} title={command.title} text={toInvitation(command, fields)} />;
    case 'waiting':
      return state.previous === undefined || state.previous.results.length === 0 ? (
        <ResultSkeleton />
      ) : (
        <ResultList {...list} answer={state.previous} isStale />
      );
    case 'results':
      return state.answer.results.length === 0 ? (
        <Notice icon={<SearchRegular />} title="Nothing found" text="Try different or fewer words." />
      ) : (
        <>
          <ResultList {...list} answer={state.answer} />
          {state.answer.hasMore === true && (
            <MoreResults state={state.more} scroller={scroller} onReached={query.loadMore} />
          )}
        </>
      );
    case 'message': {
      const { title, text, remedy } = state.answer;
      return (
        <Notice icon={<WarningRegular />} title={title} text={text} remedy={remedy}>
          <Button onClick={query.runNow}>Try again</Button>
        </Notice>
      );
    }
    case 'popup':
    case 'popupOpen':
      return (
        <PopupNotice
          app={app}
          answer={state.answer}
          isOpen={state.phase === 'popupOpen'}
          problem={state.phase === 'popup' ? state.problem : undefined}
          onOpen={query.openPopup}
          onCancel={query.cancelPopup}
        />
      );
  }
}

/** Summarizes the outcome in a sentence, for screen readers. */
function toAnnouncement(state: QueryState, appName: string): string {
  switch (state.phase) {
    case 'results': {
      const count = state.answer.results.length;
      const words = count === 0 ? 'Nothing found' : count === 1 ? '1 result' : `${count} results`;
      return state.answer.hasMore === true ? `${words}, more at the end` : words;
    }
    case 'message':
      return [state.answer.title, state.answer.text].filter((words) => words !== '').join('. ');
    case 'popup':
      return (
        state.problem ?? (state.answer.type === 'signIn' ? `Sign in to use ${appName}` : `Set up ${appName} to use it`)
      );
    default:
      return '';
  }
}
