// A reply without a mouse: everything in its turn, and always a sign of where one is.
import type { Page } from '@playwright/test';
import { expect, test } from '../dais';
import { briefing, sample } from '../documents';

/** What has the focus: its name, and whether a sighted person can tell. */
async function focus(page: Page) {
  return page.evaluate(() => {
    const one = document.activeElement as HTMLElement;
    const box = one.getBoundingClientRect();
    const [x, y] = [box.left + Math.min(box.width / 2, 30), box.top + Math.min(box.height / 2, 20)];
    const top = document.elementFromPoint(x, y);
    const { outlineStyle, outlineWidth } = getComputedStyle(one);
    const ring = outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2;
    const uncovered = top !== null && (one.contains(top) || top.contains(one));
    return {
      name: one.getAttribute('name') ?? one.innerText.trim().split('\n')[0],
      seen: ring && uncovered && box.width > 0,
    };
  });
}

async function tab(page: Page): Promise<string> {
  await page.keyboard.press('Tab');
  // Scrolling to it may take its time.
  const seen = async () => (await focus(page)).seen;
  await expect.poll(seen, { message: 'what has the focus is seen' }).toBe(true);
  return (await focus(page)).name;
}

test('a guest replies by keyboard alone', async ({ page, dais }) => {
  const slug = await dais.publishes(briefing);
  const ada = dais.guest('Ada Example');
  await page.goto(`/events/${slug}`);

  expect(await tab(page)).toBe('Skip to content');
  await expect(page.getByRole('link', { name: 'Skip to content' })).toBeInViewport();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/#main$/);

  const passed: string[] = [];
  let here = await tab(page);
  while (here !== 'name') {
    passed.push(here);
    expect(passed.length).toBeLessThan(20);
    here = await tab(page);
  }
  expect(passed).not.toContain('Events');
  expect(passed).toContain('Add to calendar');

  await page.keyboard.type(ada.name);
  const controls: string[] = [here];
  while (here !== 'send') {
    here = await tab(page);
    controls.push(here);
    if (here === 'email') await page.keyboard.type(ada.email);
    if (here === 'category') await page.keyboard.press('ArrowDown');
    expect(controls.length).toBeLessThan(12);
  }
  expect(controls).toEqual([
    'name', 'email', 'Replying for somebody else?', 'organization', 'title', 'category', 'access', 'send',
  ]);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(`/events/${slug}/replied`);
  await dais.letter(ada, 1);
});

test('wherever the keyboard leads, one sees it and comes out again', async ({ page, dais }) => {
  await page.goto(`/events/${await dais.publishes(sample)}`);
  const stops = new Set<string>();
  for (let here = await tab(page); here !== 'Accessibility'; here = await tab(page)) {
    stops.add(here);
    expect(stops.size).toBeLessThan(60);
  }
  expect(stops).not.toContain('website');
  expect(stops).toContain('send');
});
