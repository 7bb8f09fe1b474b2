// A briefing on paper: one sheet, on which a House office can see what, when, where and who.
import { expect, test } from '../dais';
import { agenda, briefing, forum, sample } from '../documents';

test.skip(({ viewport }) => (viewport?.width ?? 0) < 600, 'paper has one width');

/** Counts the page objects of a PDF; Chromium leaves them uncompressed. */
const sheets = (pdf: Buffer) => pdf.toString('latin1').match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 0;

for (const [name, document] of Object.entries({ briefing, forum, sample })) {
  for (const format of ['Letter', 'A4'] as const) {
    test(`the ${name} fits one sheet of ${format}`, async ({ page, dais }, testInfo) => {
      await page.goto(`/events/${await dais.publishes(document)}`);
      const pdf = await page.pdf({ format, path: testInfo.outputPath(`${name}, ${format}.pdf`) });
      expect(sheets(pdf)).toBe(1);
    });
  }
}

test('thirty sessions go on over sheets, in the order of the day', async ({ page, dais }) => {
  await page.goto(`/events/${await dais.publishes(agenda)}`);
  expect(sheets(await page.pdf({ format: 'Letter' }))).toBeLessThanOrEqual(3);
  await page.emulateMedia({ media: 'print' });
  await expect(page.locator('.slot-more').first()).toBeHidden();
  const tops = await page.locator('.slot-when').evaluateAll((all) =>
    all.map((one) => one.getBoundingClientRect().top),
  );
  expect(tops).toHaveLength(17);
  expect(tops).toEqual([...tops].sort((one, other) => one - other));
});

test('the printed page says where it came from and asks nothing', async ({ page, dais }) => {
  const slug = await dais.publishes(briefing);
  await page.goto(`/events/${slug}`);
  await page.emulateMedia({ media: 'print' });
  await expect(page.getByText(`${dais.url}/events/${slug}`)).toBeVisible();
  for (const fact of [briefing.title, 'Friday, June 16, 2017', 'Kailash Satyarthi', 'Ana Flores']) {
    await expect(page.getByText(fact, { exact: true }).first()).toBeVisible();
  }
  await expect(page.locator('form')).toBeHidden();
  await expect(page.getByRole('navigation')).toHaveCount(0);
});
