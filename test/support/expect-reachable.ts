import { expect } from 'chai';
import type { Page } from 'playwright-core';

/**
 * Fails if the page scrolls sideways, or a control within `place` cannot be brought into view and clicked.
 * @param place CSS selector; the last match is looked at.
 */
export async function expectReachable(page: Page, place: string): Promise<void> {
  const found = await page.evaluate(async (selector) => {
    await Promise.allSettled(document.getAnimations().map(({ finished }) => finished));
    const { scrollWidth, clientWidth } = document.documentElement;
    const root = [...document.querySelectorAll(selector)].at(-1) ?? document.body;
    const controls = root.querySelectorAll<HTMLElement>(
      'button, a[href], input, select, textarea, summary, [role^="menuitem"], [role="tab"], [role="option"]',
    );
    const unreachable = [...controls].filter((control) => {
      if (!control.checkVisibility({ visibilityProperty: true }) || control.closest('[aria-hidden="true"], [inert]')) {
        return false;
      }
      control.scrollIntoView({ block: 'center', inline: 'nearest' });
      const { left, top, right, bottom } = control.getBoundingClientRect();
      const x = (left + right) / 2;
      const y = (top + bottom) / 2;
      const hit = document.elementFromPoint(x, y);
      const label = hit?.closest('label');
      const isHit = hit !== null && (control.contains(hit) || hit.contains(control) || label?.control === control);
      return left < -0.5 || right > innerWidth + 0.5 || top < -0.5 || bottom > innerHeight + 0.5 || !isHit;
    });
    const wide = [
      ...root.querySelectorAll('.fui-MessageBar *, .welcome *, .flyout *, .agent-start *, .agent-turn *'),
    ].filter((element) => element.checkVisibility() && element.getBoundingClientRect().right > innerWidth + 0.5);
    return {
      wide: wide.map((element) => element.outerHTML.slice(0, 200)),
      sideways: scrollWidth - clientWidth,
      count: controls.length,
      unreachable: unreachable.map((control) => control.outerHTML.slice(0, 200)),
    };
  }, place);
  expect(found.sideways, 'the page scrolls sideways').to.equal(0);
  expect(found.wide).to.deep.equal([]);
  expect(found.unreachable).to.deep.equal([]);
  expect(found.count).to.be.greaterThan(0);
}
