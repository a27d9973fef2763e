import { Button, Textarea } from '@fluentui/react-components';
import { SendFilled } from '@fluentui/react-icons/svg/send';
import { type KeyboardEvent, type ReactElement, type RefObject, useState } from 'react';

export interface AgentComposeProps {
  readonly field: RefObject<HTMLTextAreaElement | null>;
  readonly agentName: string;
  onSay(text: string): void;
}

/** The message box of the conversation with an agent. */
export function AgentCompose({ field, agentName, onSay }: AgentComposeProps): ReactElement {
  const [text, setText] = useState('');
  const isEmpty = text.trim() === '';
  const send = (): void => {
    if (!isEmpty) {
      setText('');
      onSay(text.trim());
    }
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && !event.shiftKey && !event.nativeEvent.isComposing) {
      event.preventDefault();
      send();
    }
  };
  return (
    <section className="compose agent-compose" aria-label="Write a message">
      <div className="compose-field">
        <Textarea
          className="compose-text"
          textarea={{ ref: field, 'aria-label': 'Type a message' }}
          appearance="filled-lighter"
          placeholder={`Message ${agentName}`}
          resize="none"
          rows={1}
          value={text}
          onChange={(_event, data) => setText(data.value)}
          onKeyDown={onKeyDown}
        />
        <Button
          className="compose-send"
          appearance="transparent"
          icon={<SendFilled />}
          aria-label="Send"
          disabledFocusable={isEmpty}
          onClick={send}
        />
      </div>
    </section>
  );
}
