// The start on the visitor's own clock.
import { expect, test } from '../dais';
import { briefing, forum, over } from '../documents';

test.describe('in Berlin', () => {
  test.use({ timezoneId: 'Europe/Berlin' });

  test('the visitor’s own time stands beside the event’s', async ({ page, dais }) => {
    await page.goto(`/events/${await dais.publishes(briefing)}`);
    await expect(page.getByText('1:00 – 2:00 pm ET', { exact: true })).toBeVisible();
    await expect(page.locator('.your-time')).toHaveText('7:00 pm on Friday, June 16 where you are');
  });

  test('what is over, or has no hour, needs no other clock', async ({ page, dais }) => {
    for (const document of [over, forum]) {
      await page.goto(`/events/${await dais.publishes(document)}`);
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(document.title);
      await expect(page.locator('.your-time')).toHaveCount(0);
    }
  });
});

test.describe('in Tokyo', () => {
  test.use({ timezoneId: 'Asia/Tokyo' });

  test('the day is told, since it is another', async ({ page, dais }) => {
    await page.goto(`/events/${await dais.publishes(briefing)}`);
    await expect(page.locator('.your-time')).toHaveText('2:00 am on Saturday, June 17 where you are');
  });
});

test.describe('in New York', () => {
  test.use({ timezoneId: 'America/New_York' });

  test('there is nothing to add', async ({ page, dais }) => {
    await page.goto(`/events/${await dais.publishes(briefing)}`);
    await expect(page.getByText('1:00 – 2:00 pm ET', { exact: true })).toBeVisible();
    await page.getByLabel('E-mail', { exact: true }).fill('ada@gmial.com');
    await page.getByLabel('Job title').focus();
    await expect(page.getByText('Did you mean ada@gmail.com?')).toBeVisible();
    await expect(page.locator('.your-time')).toBeEmpty();
  });
});
