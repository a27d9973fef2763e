import { Button, ProgressBar, Spinner } from '@fluentui/react-components';
import { InfoRegular } from '@fluentui/react-icons/svg/info';
import { SearchRegular } from '@fluentui/react-icons/svg/search';
import { WarningRegular } from '@fluentui/react-icons/svg/warning';
import type { ReactElement } from 'react';
import type { Command, LoadedApp, ParameterValues, SearchResult } from '../host-api.ts';
import { Notice } from './notice.tsx';
import { toInvitation } from './parameters.ts';
import type { Query } from './query.ts';
import { ResultList, type ResultListUse } from './result-list.tsx';
import { ResultSkeleton } from './result-skeleton.tsx';
import { SignInCard } from './sign-in-card.tsx';

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
  return (
    <div className="outcome">
      {phase === 'waiting' && <ProgressBar className="outcome-progress" aria-label="Searching" />}
      <p className="only-read-aloud" role="status">
        {toAnnouncement(props)}
      </p>
      <Outcome {...props} />
    </div>
  );
}

function Outcome({ app, command, fields, query, list, onPick }: QueryOutcomeProps): ReactElement {
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
        <ResultList {...list} answer={state.answer} onPick={onPick} />
      );
    case 'message': {
      const { title, text, remedy } = state.answer;
      return (
        <Notice icon={<WarningRegular />} title={title} text={text} {...(remedy === undefined ? {} : { remedy })}>
          <Button onClick={query.runNow}>Try again</Button>
        </Notice>
      );
    }
    case 'signIn':
      return (
        <SignInCard
          app={app}
          answer={state.answer}
          {...(state.problem === undefined ? {} : { problem: state.problem })}
        >
          <Button appearance="primary" onClick={query.signIn}>
            Sign in
          </Button>
        </SignInCard>
      );
    case 'signingIn':
      return (
        <Notice
          icon={<InfoRegular />}
          title="Sign in in the window that opened"
          text="Your search goes on by itself afterwards."
        >
          <Spinner size="tiny" label="Waiting for you" />
          <Button onClick={query.cancelSignIn}>Cancel</Button>
        </Notice>
      );
  }
}

function toAnnouncement({ query, app }: QueryOutcomeProps): string {
  const state = query.state();
  switch (state.phase) {
    case 'results': {
      const count = state.answer.results.length;
      return count === 0 ? 'Nothing found' : count === 1 ? '1 result' : `${count} results`;
    }
    case 'message':
      return `${state.answer.title}. ${state.answer.text}`;
    case 'signIn':
      return state.problem ?? `Sign in to use ${app.name}`;
    default:
      return '';
  }
}
