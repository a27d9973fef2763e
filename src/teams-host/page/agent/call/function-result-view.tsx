import { Badge, MessageBar, MessageBarBody } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import type { FunctionResult, ModelInput } from '../../../wire/agent.ts';
import { JsonText } from '../../json-text/json-text.tsx';
import { toDuration } from '../../ui/to-duration.ts';
import { CitationList } from './citation-list.tsx';

export interface FunctionResultViewProps {
  readonly functionName: string;
  readonly result: FunctionResult;
}

/** The response of the API as the model would receive it, what Copilot would warn of, and the citations. */
export function FunctionResultView({ functionName, result }: FunctionResultViewProps): ReactElement {
  const { status, ms, model, citations, warnings } = result;
  // Then the text is what the model tells the person.
  const isError = status >= 400;
  return (
    <article className="call-card call-focus" tabIndex={-1} aria-label={`Answer of ${functionName}`}>
      <p className="call-status">
        <Badge appearance="tint" color={isError ? 'danger' : 'success'}>
          <span className="only-read-aloud">Status </span>
          {status}
        </Badge>
        <span>{toDuration(ms)}</span>
      </p>
      {warnings.map((warning) => (
        <MessageBar key={warning} intent="warning" layout="multiline">
          <MessageBarBody>{warning}</MessageBarBody>
        </MessageBar>
      ))}
      <h3>What the model would receive</h3>
      <TokenMeter model={model} />
      {!isError && <p className="model-items">{toItemsText(model)}</p>}
      <details className="model-text" open={isError}>
        <summary>JSON</summary>
        <JsonText name="Input of the model" text={model.text} />
      </details>
      {citations.length > 0 && <CitationList citations={citations} />}
    </article>
  );
}

function TokenMeter({ model: { tokens, maxTokens } }: { readonly model: ModelInput }): ReactElement {
  const words = `${tokens.toLocaleString('en')} of ${maxTokens.toLocaleString('en')} tokens`;
  return (
    <div className="token-meter">
      <meter aria-label="Tokens" min={0} max={maxTokens} high={maxTokens * 0.66} value={Math.min(tokens, maxTokens)}>
        {words}
      </meter>
      <span>{words}</span>
    </div>
  );
}

function toItemsText({ items, itemsCut, isCut }: ModelInput): string {
  const count = items === 1 ? '1 item.' : `${items.toLocaleString('en')} items.`;
  const cut =
    itemsCut === 0 ? '' : ` ${itemsCut.toLocaleString('en')} of them are cut off, so the model never sees them.`;
  return `${count}${cut}${isCut ? ' The text is cut at the token limit.' : ''}`;
}
