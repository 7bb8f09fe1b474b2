// Every page in every state: nothing for axe to find, nothing cut off however narrow or large.
// The pictures are for people to look at, in test-results.
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from '../dais';
import { faces } from '../faces';
import { safetyFaces } from '../safety_faces';
import { scheduleFaces } from '../schedule_faces';
import { staffFaces } from '../staff_faces';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

async function found(page: Page, rules: string[]): Promise<string[]> {
  const axe = new AxeBuilder({ page });
  const { violations } = await axe.options({ runOnly: rules }).analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html}: ${failureSummary}`),
  );
}

/** A window as high as the page, so that the bar at its foot lies over nothing. */
async function unroll(page: Page): Promise<void> {
  const width = page.viewportSize()?.width ?? 0;
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  await page.setViewportSize({ width, height });
}

/** Elements with words or controls that reach beyond the window, and the page's own overhang. */
async function cutOff(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const wide = document.documentElement.clientWidth;
    const outside = [...document.querySelectorAll('main *, header *, footer *')].filter((one) => {
      const box = one.getBoundingClientRect();
      const apart = one.closest('.apart, [hidden]') !== null;
      return !apart && box.width > 0 && (box.right > wide + 1 || box.left < -1);
    });
    const overhang = document.documentElement.scrollWidth - wide;
    const words = outside.map((one) => one.outerHTML.slice(0, 200));
    return overhang > 0 ? [...words, `${overhang} px`] : words;
  });
}

for (const { name, show, pictured } of [...faces, ...staffFaces, ...scheduleFaces, ...safetyFaces]) {
  test(`${name}: nothing stands in anybody’s way`, async ({ page, dais }, testInfo) => {
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
    await show(page, dais);
    await unroll(page);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      // Only colours can differ the second time.
      expect(await found(page, colorScheme === 'light' ? RULES : ['color-contrast'])).toEqual([]);
      if (pictured) await page.screenshot({ path: testInfo.outputPath(`${name}, ${colorScheme}.png`) });
    }
    // A window of 1280 px at 400 %, or of 640 px at 200 %, is 320 CSS pixels wide.
    const height = testInfo.project.name === 'phone' ? 568 : 256;
    await page.setViewportSize({ width: 320, height });
    expect(await cutOff(page)).toEqual([]);
    // Letters alone twice as large.
    await page.setViewportSize({ width: 640, height: 800 });
    await page.evaluate(() => (document.documentElement.style.fontSize = '200%'));
    expect(await cutOff(page)).toEqual([]);
  });
}
