import { Button } from '@fluentui/react-components';
import { DismissRegular } from '@fluentui/react-icons/svg/dismiss';
import type { ReactElement } from 'react';
import type { Message } from '../../wire/message.ts';
import { toPlainText } from '../text/rich-text.ts';
import { toRichText } from '../text/to-rich-text.ts';

/** Shows the thread that the message replies to. */
export function ReplyNote({ message, onCancel }: { readonly message: Message; onCancel(): void }): ReactElement {
  return (
    <p className="reply-note" role="status">
      <span>
        Reply to {message.from.name}: {toPlainText(toRichText(message)).slice(0, 80)}
      </span>
      <Button
        appearance="transparent"
        size="small"
        icon={<DismissRegular />}
        aria-label="Start a new thread"
        onClick={onCancel}
      />
    </p>
  );
}
