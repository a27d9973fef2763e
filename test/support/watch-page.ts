/** What a browser test looks at beside the screen. */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { expect as expectOfPlaywright } from 'playwright/test';
import type { BrowserContext, Page } from 'playwright-core';

const screenshots = fileURLToPath(new URL('../browser/screenshots/', import.meta.url));
const loopback = /^(http:\/\/(127\.0\.0\.1|localhost)(:\d+)?\/|data:|about:|blob:)/;

export interface ContextWatch {
  /** Requests that wanted to leave this machine. */
  readonly requestsOffLoopback: readonly string[];
  /** Errors and warnings in the console, refusals of the content security policy among them. */
  readonly complaints: readonly string[];
  /** Takes out the complaints a test brought about on purpose. */
  forgive(expected: RegExp): void;
}

/** Notes what any page of the context asks of the network and complains of; stops what would leave the machine. */
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
 * Asserts what a page comes to show: asks again until it holds, as the focus, a field or a count may follow what was
 * waited for by a moment.
 * @see https://playwright.dev/docs/test-assertions
 */
export const expectSoon = expectOfPlaywright.configure({ timeout: 30_000 });

/** Keeps a picture of the page in test/browser/screenshots. */
export async function takeScreenshot(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: `${screenshots}${name}.png`, animations: 'disabled' });
}

/**
 * Fails where axe-core finds a violation of WCAG 2.2 A or AA, or of its best practices.
 * The page's content security policy stays in force: the script is evaluated by the debugger.
 */
export async function expectAccessible(page: Page): Promise<void> {
  // A page that is still loading has no heading yet; one that never gets any fails here.
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
    // The component library puts these where the focus must turn round; they send it on at once.
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
