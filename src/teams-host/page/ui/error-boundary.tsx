import { Component, type ReactNode } from 'react';

export interface ErrorBoundaryProps {
  /** The subject of the sentence that replaces the children: `This message`. */
  readonly what: string;
  /** Rendering is attempted again when it changes, so it must be the value that the children show. */
  readonly shows?: unknown;
  /** Element of the sentence: `li` in a list, `span` in a button. */
  readonly element?: 'div' | 'li' | 'span';
  readonly children: ReactNode;
}

interface State {
  readonly reason?: string | undefined;
}

/** Replaces children that cannot be rendered by a sentence with the reason, so that the rest of the page stays usable. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, State> {
  override readonly state: State = {};

  static getDerivedStateFromError(error: unknown): State {
    return { reason: (error instanceof Error ? error.message : String(error)).slice(0, 300) };
  }

  override componentDidUpdate({ shows }: ErrorBoundaryProps): void {
    if (this.state.reason !== undefined && shows !== this.props.shows) {
      this.setState({ reason: undefined });
    }
  }

  override render(): ReactNode {
    const { what, element: Element = 'div', children } = this.props;
    const { reason } = this.state;
    return reason === undefined ? (
      children
    ) : (
      <Element className="not-shown" role={Element === 'div' ? 'status' : undefined}>
        {what} could not be shown: {reason}
      </Element>
    );
  }
}
