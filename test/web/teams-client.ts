/** A fake Teams client: opens a page of the app in a pop-up or a frame, and answers its teams-js messages. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface TeamsClientOptions {
  /** `default`, `dark` or `contrast`. */
  readonly theme?: string;
  /** The frame context reported to the page, which can end a pop-up only in `authentication`. */
  readonly frameContext?: string;
  /** Ignores every message of the page. */
  readonly isSilent?: boolean;
}

export interface TeamsClient {
  readonly url: string;
  close(): Promise<void>;
}

/** A teams-js call of the page, as collected in `window.received` of the client's page. */
export interface ReceivedCall {
  readonly func: string;
  readonly args: readonly unknown[];
}

/**
 * Serves the client's page on its own origin. In that page, `openPage(address)` opens a page of the app in a pop-up,
 * `framePage(address)` in a frame.
 */
export async function startTeamsClient(): Promise<TeamsClient> {
  const server = createServer((request, response) => {
    const options = Object.fromEntries(new URL(request.url ?? '', 'http://localhost').searchParams);
    response.writeHead(200, { 'Content-Type': 'text/html' }).end(`<!doctype html><html lang="en"><title>Teams</title>
<script>(${run})(${JSON.stringify(options)})</script>`);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

declare global {
  interface Window {
    received: ReceivedCall[];
    page: Window;
    openPage(address: string): void;
    framePage(address: string): void;
    changeTheme(theme: string): void;
  }
}

/** Runs in the browser. */
function run({ theme = 'default', frameContext = 'authentication', isSilent }: Record<string, string>): void {
  window.received = [];
  window.openPage = (address) => {
    window.page = window.open(address, '', 'width=600,height=640') as Window;
  };
  window.framePage = (address) => {
    const frame = document.createElement('iframe');
    frame.title = 'The app';
    frame.style.cssText = 'width:600px;height:640px';
    document.body.append(frame);
    frame.src = address;
    window.page = frame.contentWindow as Window;
  };
  window.changeTheme = (changed) => {
    window.page.postMessage({ func: 'themeChange', args: [changed] }, '*');
  };
  window.addEventListener('message', ({ data, source, origin }) => {
    const { id, uuidAsString, func, args } = data;
    if (typeof func !== 'string' || isSilent !== undefined) {
      return;
    }
    window.received.push({ func, args });
    const answers: Record<string, unknown[]> = {
      initialize: [frameContext, 'web', JSON.stringify({ apiVersion: 4, supports: {} }), '2.58.0'],
      getContext: [{ theme, frameContext, hostName: 'Teams' }],
    };
    const answer = answers[func];
    if (answer !== undefined) {
      (source as Window).postMessage({ id, uuidAsString, args: answer }, origin);
    }
  });
}
