import type { ReactElement } from 'react';
import type { FunctionView } from '../../../wire/agent.ts';

/** The HTTP method and path that a function stands for. */
export function OperationText({ operation }: Pick<FunctionView, 'operation'>): ReactElement | null {
  return operation === undefined ? null : (
    <code className="operation-text">
      {operation.method} {operation.path}
    </code>
  );
}
