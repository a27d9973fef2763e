/** A minimal HTTP browser that keeps cookies, follows redirects on one server and posts forms, and how to sign in. */
import { findPerson, people } from '../../src/dev/authorization-server/people/people.ts';

/** Where a request ended: at a page, or at a redirect to another server, which is not followed. */
export type Landing =
  | {
      readonly kind: 'page';
      readonly url: URL;
      readonly status: number;
      readonly headers: Headers;
      readonly text: string;
    }
  | { readonly kind: 'left'; readonly url: URL };

export interface HttpBrowser {
  open(url: string | URL): Promise<Landing>;
  /** Posts a form as a page of that server would, with its `Origin` unless `headers` override it. */
  post(
    url: string | URL,
    fields: Readonly<Record<string, string>>,
    headers?: Readonly<Record<string, string>>,
  ): Promise<Landing>;
}

interface Cookie {
  readonly name: string;
  readonly value: string;
  readonly path: string;
  readonly host: string;
}

const maximumRedirects = 10;

export function aBrowser(): HttpBrowser {
  const cookies = new Map<string, Cookie>();

  const store = (url: URL, line: string) => {
    const [pair = '', ...attributes] = line.split(/;\s*/);
    const [name = '', value = ''] = pair.split(/=(.*)/s);
    const attribute = (wanted: string) =>
      attributes.find((item) => item.toLowerCase().startsWith(`${wanted}=`))?.slice(wanted.length + 1);
    const path = attribute('path') ?? '/';
    const key = `${url.hostname} ${path} ${name}`;
    const expires = attribute('expires');
    if (value === '' || (expires !== undefined && Date.parse(expires) < Date.now())) {
      cookies.delete(key);
    } else {
      cookies.set(key, { name, value, path, host: url.hostname });
    }
  };
  const cookieHeader = (url: URL) =>
    [...cookies.values()]
      .filter(
        ({ host, path }) =>
          host === url.hostname &&
          (url.pathname === path || url.pathname.startsWith(path.endsWith('/') ? path : `${path}/`)),
      )
      .map(({ name, value }) => `${name}=${value}`)
      .join('; ');

  async function go(start: URL, init: RequestInit): Promise<Landing> {
    let url = start;
    let request = init;
    for (let count = 0; count < maximumRedirects; count += 1) {
      const response = await fetch(url, {
        ...request,
        redirect: 'manual',
        headers: { Accept: 'text/html', ...request.headers, Cookie: cookieHeader(url) },
      });
      for (const line of response.headers.getSetCookie()) {
        store(url, line);
      }
      const text = await response.text();
      const location = response.headers.get('Location');
      if (location === null) {
        return { kind: 'page', url, status: response.status, headers: response.headers, text };
      }
      const next = new URL(location, url);
      if (next.origin !== start.origin) {
        return { kind: 'left', url: next };
      }
      url = next;
      request = {};
    }
    throw new Error(`More than ${maximumRedirects} redirects from ${start.origin}${start.pathname}.`);
  }

  return {
    open: (url) => go(new URL(url), {}),
    post: (target, fields, headers = {}) => {
      const url = new URL(target);
      return go(url, {
        method: 'POST',
        headers: { Origin: url.origin, ...headers },
        body: new URLSearchParams(fields),
      });
    },
  };
}

export interface SignInOptions {
  /** A browser that may already be signed in; a new one by default. */
  readonly browser?: HttpBrowser;
  /** The name of a demo person; Karin Blair by default. */
  readonly person?: string;
  readonly password?: string;
  readonly allow?: boolean;
}

/**
 * Opens an authorization URL, signs in or continues as the signed-in person, and answers the consent page if shown.
 *
 * @returns the redirect URL with the code or the error; it is not requested.
 * @throws if another page is shown, for example after a wrong password.
 */
export async function signIn(
  authorizationUrl: string | URL,
  { browser = aBrowser(), person = 'Karin Blair', password = 'repairs', allow = true }: SignInOptions = {},
): Promise<URL> {
  let landing = await browser.open(authorizationUrl);
  let signedIn = false;
  while (landing.kind === 'page') {
    if (isSignInPage(landing.text) && !signedIn) {
      signedIn = true;
      landing = await browser.post(landing.url, { action: 'sign-in', person: subOf(person), password });
    } else if (isAccountPage(landing.text)) {
      landing = await browser.post(landing.url, { action: 'continue' });
    } else if (isConsentPage(landing.text)) {
      landing = await browser.post(landing.url, { action: allow ? 'allow' : 'cancel' });
    } else {
      throw new Error(`The sign-in stopped at: ${headingOf(landing.text)} (HTTP ${landing.status}).`);
    }
  }
  return landing.url;
}

/** Opens an authorization URL and continues as the signed-in person; returns where that ends. */
export async function goOn(browser: HttpBrowser, authorizationUrl: string | URL): Promise<Landing> {
  const landing = await browser.open(authorizationUrl);
  if (landing.kind !== 'page' || !isAccountPage(landing.text)) {
    throw new Error('The account page was not shown.');
  }
  return browser.post(landing.url, { action: 'continue' });
}

export const isSignInPage = (text: string): boolean => text.includes('name="password"');
export const isAccountPage = (text: string): boolean => text.includes('value="continue"');
export const isConsentPage = (text: string): boolean => text.includes('value="allow"');
export const headingOf = (text: string): string => /<h1>(.*?)<\/h1>/s.exec(text)?.[1] ?? text.slice(0, 200);

/** Returns the `sub` of the demo person with this name. */
export function subOf(name: string): string {
  const person = findPerson(people.find((candidate) => candidate.name === name)?.sub);
  if (person === undefined) {
    throw new Error(`There is no demo person called ${name}.`);
  }
  return person.sub;
}
