import { Button } from '@fluentui/react-components';
import { CopyRegular } from '@fluentui/react-icons/svg/copy';
import type { ReactElement } from 'react';
import { usePage } from '../context/page-context.ts';

export interface JsonTextProps {
  /** Heading above the text. */
  readonly name: string;
  readonly text: string;
}

/** Formatted JSON under a heading, with a button that copies it. */
export function JsonText({ name, text }: JsonTextProps): ReactElement {
  const { notify } = usePage();
  const copy = (): void => {
    navigator.clipboard.writeText(text).then(
      () => notify(`${name} copied.`),
      () => notify('The browser does not allow to copy. Select the text instead.', 'error'),
    );
  };
  return (
    <div className="json-text">
      <div className="json-text-head">
        <h3>{name}</h3>
        <Button size="small" appearance="subtle" icon={<CopyRegular />} onClick={copy}>
          Copy
          <span className="only-read-aloud"> {name}</span>
        </Button>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: people scroll the text with the keyboard */}
      <pre tabIndex={0}>{text}</pre>
    </div>
  );
}
