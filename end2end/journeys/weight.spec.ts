// What the event page costs a visitor's line.
import { expect, test } from '../dais';
import { briefing } from '../documents';
import { awake } from '../form';

test('the event page is light', async ({ page, context, dais }, testInfo) => {
  const slug = await dais.publishes(briefing);
  const browser = await context.newCDPSession(page);
  const names = new Map<string, string>();
  const sizes = new Map<string, number>();
  browser.on('Network.requestWillBeSent', ({ requestId, request }) => {
    names.set(requestId, request.url);
  });
  browser.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    sizes.set(requestId, encodedDataLength);
  });
  await browser.send('Network.enable');

  await page.goto(`/events/${slug}`);
  await awake(page);
  await expect.poll(() => [...names.keys()].every((id) => sizes.has(id))).toBe(true);

  const bytes = [...sizes.values()].reduce((sum, size) => sum + size, 0);
  const list = [...names].map(([id, url]) => `${new URL(url).pathname} ${sizes.get(id)}`);
  const sum = `${bytes} bytes in ${names.size} requests`;
  testInfo.annotations.push({ type: 'weight', description: [sum, ...list].join('\n') });
  console.log([sum, ...list].join('\n  '));
  expect(names.size).toBeLessThanOrEqual(12);
  expect(bytes).toBeLessThanOrEqual(200_000);
});
