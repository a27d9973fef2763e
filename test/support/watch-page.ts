/** Checks of browser tests beyond the visible page: network, console, screenshots and accessibility. */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { expect as expectOfPlaywright } from 'playwright/test';
import type { BrowserContext, Page } from 'playwright-core';

const screenshots = fileURLToPath(new URL('../browser/screenshots/', import.meta.url));
const loopback = /^(http:\/\/(127\.0\.0\.1|localhost)(:\d+)?\/|data:|about:|blob:)/;

export interface ContextWatch {
  /** Requests to other machines, which are blocked. */
  readonly requestsOffLoopback: readonly string[];
  /** Errors and warnings in the console, including violations of the content security policy. */
  readonly complaints: readonly string[];
  /** Removes complaints that a test caused on purpose. */
  forgive(expected: RegExp): void;
}

/** Records the requests and console complaints of all pages in the context; blocks requests to other machines. */
export async function watchContext(context: BrowserContext): Promise<ContextWatch> {
  const requestsOffLoopback: string[] = [];
  const complaints: string[] = [];
  await context.route(
    (url) => !loopback.test(url.href),
    async (route) => {
      requestsOffLoopback.push(route.request().url());
      await route.abort();
    },
  );
  context.on('request', (request) => {
    if (!loopback.test(request.url())) {
      requestsOffLoopback.push(request.url());
    }
  });
  context.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') {
      complaints.push(message.text());
    }
  });
  context.on('weberror', (error) => complaints.push(String(error.error())));
  return {
    requestsOffLoopback,
    complaints,
    forgive: (expected) => {
      complaints.splice(0, complaints.length, ...complaints.filter((complaint) => !expected.test(complaint)));
    },
  };
}

/**
 * Retries an assertion about a page until it holds, because the focus, a field or a count may change shortly after the
 * event that the test waited for.
 * @see https://playwright.dev/docs/test-assertions
 */
export const expectSoon = expectOfPlaywright.configure({ timeout: 30_000 });

/** Saves a screenshot of the page in test/browser/screenshots. */
export async function takeScreenshot(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: `${screenshots}${name}.png`, animations: 'disabled' });
}

/** Prints what the pages of a failed test show, because a locator that was not found does not tell what was there. */
export async function printPagesOfFailure(test: Mocha.Test | undefined, context: BrowserContext): Promise<void> {
  if (test?.state === 'failed') {
    for (const page of context.pages()) {
      process.stderr.write(`${page.url().split('?')[0]} showed:\n${await page.locator('body').innerText()}\n`);
    }
  }
}

/**
 * Fails if axe-core finds a violation of WCAG 2.2 A or AA, or of its best practices.
 * The page's content security policy stays in effect, because the script is evaluated by the debugger.
 */
export async function expectAccessible(page: Page): Promise<void> {
  // A page that is still loading has no heading yet; a page that never has one fails here.
  await page.locator('h1').first().waitFor({ state: 'attached' });
  const axe = await readFile(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8');
  await page.evaluate(axe);
  await page.evaluate(() =>
    Promise.allSettled(
      document
        .getAnimations()
        .filter(({ effect }) => effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY)
        .map(({ finished }) => finished),
    ),
  );
  const violations = await page.evaluate(async () => {
    const { run } = (
      globalThis as unknown as { axe: { run(context: object): Promise<{ violations: AxeViolation[] }> } }
    ).axe;
    // The component library inserts these elements to wrap the focus around; they pass it on immediately.
    const result = await run({ exclude: [['[data-tabster-dummy]']] });
    return result.violations.map(({ id, help, nodes }) => ({
      id,
      help,
      nodes: nodes.map(({ html, failureSummary }) => `${html} ${failureSummary}`),
    }));
  });
  expect(violations, JSON.stringify(violations, undefined, 2)).to.deep.equal([]);
}

interface AxeViolation {
  readonly id: string;
  readonly help: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[];
}

/**
 * Returns what lies over the page: the classes of elements outside of it, such as flyouts, menus and dialogs, that are
 * drawn or take clicks. Unlike the accessibility tree, it also finds a surface that only claims to be closed.
 */
export function surfacesOver(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const own = document.querySelector('.page');
    const found = new Set<string>();
    const add = (element: Element | null): void => {
      if (element !== null && element !== document.documentElement && element !== document.body) {
        if (own?.contains(element) !== true || element.closest('.fui-Toast') !== null) {
          found.add(element.className || element.tagName);
        }
      }
    };
    for (let x = 4; x < innerWidth; x += 12) {
      for (let y = 4; y < innerHeight; y += 12) {
        add(document.elementFromPoint(x, y));
      }
    }
    for (const element of document.querySelectorAll('[data-portal-node] *, .fui-Toast')) {
      const { width, height } = element.getBoundingClientRect();
      const isDrawn = element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
      if (isDrawn && width > 2 && height > 2) {
        add(element);
      }
    }
    return [...found];
  });
}
