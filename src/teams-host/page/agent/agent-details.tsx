import {
  Button,
  Dialog,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  DialogTrigger,
} from '@fluentui/react-components';
import { DismissRegular } from '@fluentui/react-icons/svg/dismiss';
import type { ReactElement } from 'react';
import type { AgentView, PluginView } from '../../wire/agent.ts';
import { Sentences } from '../ui/sentences.tsx';

export interface AgentDetailsProps {
  readonly agent: AgentView;
  onClose(): void;
}

/** What the package says of its agent, what this host does not simulate, and what is wrong with its functions. */
export function AgentDetails({ agent, onClose }: AgentDetailsProps): ReactElement {
  const { name, version, id, description, instructions, capabilities, notSimulated, plugins } = agent;
  return (
    <Dialog open onOpenChange={(_event, { open }) => !open && onClose()}>
      <DialogSurface className="task-dialog agent-details">
        <DialogBody>
          <DialogTitle
            action={
              <DialogTrigger action="close">
                <Button appearance="subtle" aria-label="Close" icon={<DismissRegular />} />
              </DialogTrigger>
            }
          >
            {name}
          </DialogTitle>
          <DialogContent>
            <p>{description}</p>
            <p className="agent-version">
              Id {id}, manifest version {version}
            </p>
            <h3>Instructions</h3>
            <p className="agent-instructions">{instructions}</p>
            <h3>Capabilities</h3>
            {capabilities.length === 0 ? (
              <p>None.</p>
            ) : (
              <ul className="agent-capabilities">
                {capabilities.map((capability) => (
                  <li key={capability}>{capability}</li>
                ))}
              </ul>
            )}
            {plugins.map((plugin) => (
              <PluginDetails key={plugin.id} plugin={plugin} />
            ))}
            <h3>Not simulated</h3>
            <p>A language model: you choose the function and its arguments.</p>
            <Sentences sentences={notSimulated} label="Not simulated" />
          </DialogContent>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}

function PluginDetails({ plugin }: { readonly plugin: PluginView }): ReactElement {
  const { name, description, descriptionForModel, functions, notSimulated, connected } = plugin;
  return (
    <>
      <h3>Plugin {name}</h3>
      <p>{description}</p>
      <p>For the model: {descriptionForModel}</p>
      <p>
        {functions.length === 1 ? '1 function.' : `${functions.length} functions.`}{' '}
        {connected ? 'You have allowed the connection.' : 'You are asked before its first use.'}
      </p>
      <Sentences sentences={notSimulated} label={`Not simulated of ${name}`} />
      <Sentences
        sentences={functions.flatMap(({ name: of, faults, problems }) =>
          [...faults, ...problems].map((sentence) => `${of}: ${sentence}`),
        )}
        label={`Problems of ${name}`}
      />
    </>
  );
}
