import { Button } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import { useStore } from 'zustand/react';
import { JsonText } from '../json-text/json-text.tsx';
import type { AgentApp } from './agent-app.ts';
import type { AgentConversation, StartedCall } from './agent-conversation.ts';
import { CallView } from './call/call-view.tsx';
import { isEnded } from './call/function-call.ts';

export interface AgentCallProps {
  readonly app: AgentApp;
  readonly conversation: AgentConversation;
  readonly started: StartedCall;
  /** Whether it is the newest call of the newest turn, after which another one can follow. */
  readonly isNewest: boolean;
}

/** A call of a function with its arguments and its result, and what can be done next. */
export function AgentCall({ app, conversation, started, isNewest }: AgentCallProps): ReactElement {
  const { pluginId, functionName, arguments: values, call } = started;
  const canGoOn = isEnded(useStore(call));
  const { choice } = useStore(conversation);
  return (
    <article className="agent-call" aria-label={`Call of ${functionName}`}>
      <details className="agent-call-function">
        <summary>
          Function <span className="function-name">{functionName}</span>
        </summary>
        <JsonText name="Arguments" text={JSON.stringify(values, undefined, 2)} />
      </details>
      <CallView app={app} functionName={functionName} call={call} />
      {isNewest && canGoOn && choice === undefined && (
        <div className="call-next">
          <Button size="small" onClick={() => conversation.choose({ step: 'function' })}>
            Call another function
          </Button>
          <Button
            size="small"
            onClick={() => conversation.choose({ step: 'arguments', pluginId, functionName, values })}
          >
            Change and call again
          </Button>
        </div>
      )}
    </article>
  );
}
