/** A Teams client that opens a page of the app as a pop-up or in a frame, and speaks teams-js's protocol to it. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface TeamsClientOptions {
  /** `default`, `dark` or `contrast`. */
  readonly theme?: string;
  /** Where the page believes to be; only in `authentication` may it end a pop-up. */
  readonly frameContext?: string;
  /** Hears the page and never answers. */
  readonly isSilent?: boolean;
}

export interface TeamsClient {
  readonly url: string;
  close(): Promise<void>;
}

/** What the page told the client, as `window.heard` of the client's page has it. */
export interface Heard {
  readonly func: string;
  readonly args: readonly unknown[];
}

/** Serves the client's page on a port, and so an origin, of its own. `#<address>` opens a page in a frame; `open(address)` as a pop-up. */
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
    heard: Heard[];
    page: Window;
    openPage(address: string): void;
    framePage(address: string): void;
    changeTheme(theme: string): void;
  }
}

/** Runs in the browser. */
function run({ theme = 'default', frameContext = 'authentication', isSilent }: Record<string, string>): void {
  window.heard = [];
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
    window.heard.push({ func, args });
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
