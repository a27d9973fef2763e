/** What can happen to the pop-up of a sign-in in a browser test. */
import type { Locator, Page } from 'playwright-core';
import type { TokenEndpoint } from './token-endpoint.ts';
import { expectSoon } from './watch-page.ts';

/**
 * Opens the pop-up.
 * @param response of the authorization endpoint: a page, or parameters of the redirect.
 */
export async function openSignInPopup(
  button: Locator,
  server: TokenEndpoint,
  response: string | Readonly<Record<string, string>>,
): Promise<Page> {
  server.on('/authorize', ({ query }) => {
    if (typeof response === 'string') {
      return { body: response };
    }
    const location = new URL(query.get('redirect_uri') ?? '');
    location.search = String(new URLSearchParams({ state: query.get('state') ?? '', ...response }));
    return { status: 302, headers: { location: location.href }, body: '' };
  });
  const opened = button.page().waitForEvent('popup');
  await button.click();
  return opened;
}

/** Lets the browser block the next pop-up of the page. */
export function blockNextPopup(page: Page): Promise<void> {
  return page.evaluate(() => {
    const open = window.open;
    window.open = () => {
      window.open = open;
      return null;
    };
  });
}

export const expectClosed = (popup: Page) => expectSoon.poll(() => popup.isClosed()).toBe(true);
