import { Button, ProgressBar } from '@fluentui/react-components';
import { SearchRegular } from '@fluentui/react-icons/svg/search';
import { WarningRegular } from '@fluentui/react-icons/svg/warning';
import { type ReactElement, useRef } from 'react';
import type { SearchResult } from '../../wire/answers.ts';
import type { Command, LoadedApp, ParameterValues } from '../../wire/loaded-app.ts';
import { PopupNotice } from '../popup/popup-notice.tsx';
import { Notice } from '../ui/notice.tsx';
import { MoreResults } from './more-results.tsx';
import { toInvitation } from './parameters.ts';
import type { Query } from './query.ts';
import { ResultList, type ResultListUse } from './result-list.tsx';
import { ResultSkeleton } from './result-skeleton.tsx';

export interface QueryOutcomeProps {
  readonly app: LoadedApp;
  readonly command: Command;
  readonly fields: ParameterValues;
  readonly query: Query;
  readonly list: ResultListUse;
  onPick(result: SearchResult): void;
}

/** What came of a command: nothing yet, waiting, results, a message, or the need to sign in. */
export function QueryOutcome(props: QueryOutcomeProps): ReactElement {
  const { phase } = props.query.state();
  const scroller = useRef<HTMLDivElement>(null);
  return (
    <div className="outcome" ref={scroller}>
      {phase === 'waiting' && <ProgressBar className="outcome-progress" aria-label="Searching" />}
      <p className="only-read-aloud" role="status">
        {toAnnouncement(props)}
      </p>
      <Outcome {...props} scroller={scroller} />
    </div>
  );
}

interface OutcomeProps extends QueryOutcomeProps {
  readonly scroller: { readonly current: HTMLElement | null };
}

function Outcome({ app, command, fields, query, list, onPick, scroller }: OutcomeProps): ReactElement {
  const state = query.state();
  switch (state.phase) {
    case 'idle':
      return <Notice icon={<SearchRegular />} title={command.title} text={toInvitation(command, fields)} />;
    case 'waiting':
      return state.previous === undefined || state.previous.results.length === 0 ? (
        <ResultSkeleton />
      ) : (
        <ResultList {...list} answer={state.previous} isStale onPick={onPick} />
      );
    case 'results':
      return state.answer.results.length === 0 ? (
        <Notice icon={<SearchRegular />} title="Nothing found" text="Try other words, or fewer of them." />
      ) : (
        <>
          <ResultList {...list} answer={state.answer} onPick={onPick} />
          {state.answer.hasMore === true && (
            <MoreResults state={state.more} scroller={scroller} onReached={query.goOn} />
          )}
        </>
      );
    case 'message': {
      const { title, text, remedy } = state.answer;
      return (
        <Notice icon={<WarningRegular />} title={title} text={text} {...(remedy === undefined ? {} : { remedy })}>
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
          {...(state.phase === 'popup' && state.problem !== undefined ? { problem: state.problem } : {})}
          onOpen={query.openPopup}
          onCancel={query.cancelPopup}
        />
      );
  }
}

function toAnnouncement({ query, app }: QueryOutcomeProps): string {
  const state = query.state();
  switch (state.phase) {
    case 'results': {
      const count = state.answer.results.length;
      const words = count === 0 ? 'Nothing found' : count === 1 ? '1 result' : `${count} results`;
      return state.answer.hasMore === true ? `${words}, more at the end` : words;
    }
    case 'message':
      return `${state.answer.title}. ${state.answer.text}`;
    case 'popup':
      return (
        state.problem ??
        (state.answer.type === 'signIn' ? `Sign in to use ${app.name}` : `${app.name} wants to be set up`)
      );
    default:
      return '';
  }
}
