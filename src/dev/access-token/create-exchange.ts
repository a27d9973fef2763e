import { redact } from '../../foundation/redact.ts';

/** HTTP requests whose every step is printed, without tokens and secrets. */
export interface Exchange {
  /** Sends a request and returns the answer; redirects are not followed. */
  send(title: string, url: string | URL, init?: ExchangeRequest): Promise<ExchangeAnswer>;
  /** Prints a value. */
  show(title: string, value: unknown): void;
}

export interface ExchangeRequest {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as a form, or as JSON if it is text. */
  readonly body?: URLSearchParams | string;
}

export interface ExchangeAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** Longest body that is printed completely, in characters. */
const longestBody = 1200;
const shownHeaders = ['content-type', 'location', 'www-authenticate', 'retry-after'];

/** @param write prints a piece of text. */
export function createExchange(write: (text: string) => void): Exchange {
  return {
    async send(title, url, { method = 'GET', headers = {}, body } = {}) {
      const lines = Object.entries(redact(headers) as typeof headers).map(([name, value]) => `${name}: ${value}`);
      write(`\n${title}\n${indent([`> ${method} ${hide(String(url))}`, ...lines, ...toLines(body)])}`);
      const response = await fetch(url, {
        method,
        redirect: 'manual',
        headers: typeof body === 'string' ? { 'Content-Type': 'application/json', ...headers } : headers,
        ...(body === undefined ? {} : { body }),
      });
      const text = await response.text();
      const answered = shownHeaders.flatMap((name) => {
        const value = response.headers.get(name);
        return value === null ? [] : [`${name}: ${hide(value)}`];
      });
      const isPage = response.headers.get('content-type')?.startsWith('text/html');
      write(indent([`< ${response.status}`, ...answered, ...(isPage ? [] : toLines(text))]));
      return { status: response.status, headers: response.headers, text };
    },
    show: (title, value) => write(`\n${title}\n${indent(JSON.stringify(redact(value), undefined, 2).split('\n'))}`),
  };
}

const indent = (lines: readonly string[]): string => lines.map((line) => `  ${line}\n`).join('');

/** Ids of sign-ins in progress, which are secret until they expire. */
const interaction = /\/(auth|interaction)\/[\w-]{20,}/;

const hide = (text: string): string => String(redact(text)).replace(interaction, '/$1/[redacted]');

function toLines(body: URLSearchParams | string | undefined): readonly string[] {
  const text = body === undefined ? '' : hide(typeof body === 'string' ? body : toForm(body));
  if (text === '') {
    return [];
  }
  return [text.length > longestBody ? `${text.slice(0, longestBody)} … (${text.length} characters)` : text];
}

/** Reads better than the encoded form, and is only printed. */
const toForm = (form: URLSearchParams): string => [...form].map(([name, value]) => `${name}=${value}`).join('&');
