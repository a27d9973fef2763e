import { Button, Textarea } from '@fluentui/react-components';
import { type ReactElement, useState } from 'react';

export interface EditMessageProps {
  readonly text: string;
  /** Called with the new text; undefined if the edit was cancelled. */
  onEnd(text: string | undefined): void;
}

/** Edits the text of a message. */
export function EditMessage({ text, onEnd }: EditMessageProps): ReactElement {
  const [value, setValue] = useState(text);
  return (
    <div className="edit-message">
      <Textarea
        textarea={{ 'aria-label': 'Edit the message', autoFocus: true }}
        value={value}
        onChange={(_event, data) => setValue(data.value)}
        onKeyDown={({ key }) => key === 'Escape' && onEnd(undefined)}
      />
      <div className="edit-message-actions">
        <Button size="small" onClick={() => onEnd(undefined)}>
          Cancel
        </Button>
        <Button
          size="small"
          appearance="primary"
          disabledFocusable={value.trim() === ''}
          onClick={() => onEnd(value.trim())}
        >
          Save
        </Button>
      </div>
    </div>
  );
}
