import type { HopContent } from '../wire/hop.ts';
import { hideSecrets } from './hide-secrets.ts';

/** The bodies of a hop: parsed JSON, or text that is not JSON; undefined if there is none. */
export interface HopBodies {
  readonly sent?: unknown;
  readonly received?: unknown;
  /** Tokens and keys of the call, which are hidden wherever the other party quotes them. */
  readonly secrets?: readonly string[];
}

const maxLength = 64 * 1024;

/** Formats bodies for the flow panel, without secrets. @returns undefined if there are none. */
export function toHopContent({ sent, received, secrets = [] }: HopBodies): HopContent | undefined {
  const toText = (body: unknown): string | undefined => {
    if (body === undefined || body === '') {
      return undefined;
    }
    const text = JSON.stringify(hideSecrets(body, secrets), undefined, 2) ?? '';
    return text.length <= maxLength ? text : `${text.slice(0, maxLength)}\n… cut after ${maxLength} characters`;
  };
  const content = { sent: toText(sent), received: toText(received) };
  return content.sent === undefined && content.received === undefined ? undefined : content;
}

/** Parses a body that may be JSON; any other text is returned unchanged. */
export function parseBody(text: string | undefined): unknown {
  try {
    return text === undefined ? undefined : JSON.parse(text);
  } catch {
    return text;
  }
}
