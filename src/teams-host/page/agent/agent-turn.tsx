import { type ReactElement, useId } from 'react';
import { useStore } from 'zustand/react';
import type { FunctionView, PluginView } from '../../wire/agent.ts';
import { NamedAvatar } from '../ui/named-avatar.tsx';
import type { AgentApp } from './agent-app.ts';
import { AgentCall } from './agent-call.tsx';
import type { AgentConversation, AgentTurn as Turn } from './agent-conversation.ts';
import { findItems } from './functions/found-items.ts';
import { FunctionChoice } from './functions/function-choice.tsx';
import { FunctionForm } from './functions/function-form.tsx';

export interface AgentTurnProps {
  readonly app: AgentApp;
  readonly conversation: AgentConversation;
  readonly turn: Turn;
  /** Whether it is the newest turn, the only one in which a function can be chosen. */
  readonly isNewest: boolean;
}

/** What the person has said, and the agent's part: the functions that were called, or the choice of one. */
export function AgentTurn({ app, conversation, turn, isNewest }: AgentTurnProps): ReactElement {
  const { text, calls } = turn;
  const titleId = useId();
  return (
    <>
      <li className="message message-mine">
        <div className="message-body">
          <p className="message-meta">
            <span className="message-author">You</span>
          </p>
          <div className="message-bubble">
            <div className="message-text message-plain">{text}</div>
          </div>
        </div>
      </li>
      <li className="message agent-turn">
        <NamedAvatar className="message-avatar" name={app.agent.name} icon={app.icon} size={32} />
        <article className="message-body" aria-labelledby={titleId}>
          <h2 className="message-meta" id={titleId}>
            {app.agent.name}
          </h2>
          <div className="message-bubble">
            {calls.length === 0 && !isNewest && <p className="agent-quiet">No function was called.</p>}
            {calls.map((started, index) => (
              <AgentCall
                key={started.id}
                app={app}
                started={started}
                conversation={conversation}
                isNewest={isNewest && index === calls.length - 1}
              />
            ))}
            {isNewest && <Choice app={app} conversation={conversation} />}
          </div>
        </article>
      </li>
    </>
  );
}

/** The choice that the person makes in place of the model, if there is one to make. */
function Choice({ app: { agent }, conversation }: Pick<AgentTurnProps, 'app' | 'conversation'>): ReactElement | null {
  const { choice, turns } = useStore(conversation);
  if (choice === undefined) {
    return null;
  }
  const chosen = choice.step === 'arguments' ? findFunction(agent.plugins, choice) : undefined;
  return choice.step === 'arguments' && chosen !== undefined ? (
    <FunctionForm
      key={`${choice.pluginId} ${choice.functionName}`}
      shown={chosen}
      values={choice.values}
      found={findItems(chosen, toReceivedTexts(turns))}
      onRun={conversation.run}
      onBack={() => conversation.choose({ step: 'function', from: choice.functionName })}
    />
  ) : (
    <FunctionChoice
      agent={agent}
      from={choice.step === 'function' ? choice.from : undefined}
      onChoose={(plugin, { name }) =>
        conversation.choose({ step: 'arguments', pluginId: plugin.id, functionName: name })
      }
    />
  );
}

/** What the model has received in this conversation, newest first. */
function toReceivedTexts(turns: readonly Turn[]): readonly string[] {
  return turns
    .flatMap(({ calls }) => calls)
    .map(({ call }) => call.getState())
    .flatMap((state) => (state.phase === 'result' ? [state.answer.model.text] : []))
    .reverse();
}

function findFunction(
  plugins: readonly PluginView[],
  { pluginId, functionName }: { readonly pluginId: string; readonly functionName: string },
): FunctionView | undefined {
  return plugins.find(({ id }) => id === pluginId)?.functions.find(({ name }) => name === functionName);
}
