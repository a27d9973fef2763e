import { Badge } from '@fluentui/react-components';
import { type ReactElement, useEffect, useRef } from 'react';
import type { AgentView, FunctionView, PluginView } from '../../../wire/agent.ts';
import { Sentences } from '../../ui/sentences.tsx';
import { showAndFocus } from '../../ui/show-and-focus.ts';
import { OperationText } from './operation-text.tsx';

export interface FunctionChoiceProps {
  readonly agent: AgentView;
  /** The function whose form the person has left; its button gets the focus. */
  readonly from: string | undefined;
  onChoose(plugin: PluginView, chosen: FunctionView): void;
}

/** The functions of an agent as the model sees them, by plugin; the person chooses one in place of the model. */
export function FunctionChoice({ agent, from, onChoose }: FunctionChoiceProps): ReactElement {
  const place = useRef<HTMLElement>(null);
  // The control that led here is gone, or has done its work.
  useEffect(() => showAndFocus(place.current?.querySelector<HTMLElement>('[data-left]') ?? place.current), []);
  return (
    <section className="functions" ref={place} tabIndex={-1} aria-label="Functions that the model could choose">
      <p className="functions-intro">
        There is no language model here. Choose the function that it should call, and its arguments.
      </p>
      {agent.plugins.map((plugin) => (
        <div key={plugin.id}>
          <h3>
            {plugin.name} <small>plugin</small>
          </h3>
          <p className="functions-for-model">{plugin.descriptionForModel || plugin.description}</p>
          <ul>
            {plugin.functions.map((each) => (
              <li key={each.name}>
                <FunctionButton shown={each} wasLeft={each.name === from} onChoose={() => onChoose(plugin, each)} />
              </li>
            ))}
          </ul>
          <Sentences sentences={plugin.notSimulated} label={`Not simulated of ${plugin.name}`} />
        </div>
      ))}
      {agent.plugins.length === 0 && <p>This agent has no plugin, so there is no function to call.</p>}
    </section>
  );
}

interface FunctionButtonProps {
  readonly shown: FunctionView;
  readonly wasLeft: boolean;
  onChoose(): void;
}

function FunctionButton({ shown, wasLeft, onChoose }: FunctionButtonProps): ReactElement {
  const { name, description, parameters, operation, asksFirst, alwaysAllowed, faults } = shown;
  const isFaulty = faults.length > 0;
  return (
    <>
      <button
        type="button"
        className="function-button"
        aria-disabled={isFaulty}
        data-left={wasLeft || undefined}
        onClick={() => !isFaulty && onChoose()}
      >
        <span className="function-name">{name}</span>
        {asksFirst && !alwaysAllowed && (
          <Badge appearance="tint" color="informative">
            asks first
          </Badge>
        )}
        {isFaulty && (
          <Badge appearance="tint" color="danger">
            cannot be called
          </Badge>
        )}
        <span className="function-description">{description}</span>
        {parameters.length > 0 && (
          <span className="function-parameters">
            <span className="only-read-aloud">Parameters: </span>
            {parameters.map((parameter) => (parameter.required ? `${parameter.name}*` : parameter.name)).join(', ')}
          </span>
        )}
        <OperationText operation={operation} />
      </button>
      <Sentences sentences={faults} label={`Why ${name} cannot be called`} />
    </>
  );
}
