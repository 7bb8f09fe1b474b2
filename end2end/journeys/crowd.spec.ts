// More presses than replies, and more replies than seats.
import { expect, test } from '../dais';
import { forOne, withReplies } from '../documents';
import { awake, control, replies, types } from '../form';
import { ownLink } from '../mailbox';

for (const script of [true, false]) {
  test.describe(script ? 'with script' : 'without script', () => {
    test.use({ javaScriptEnabled: script });

    test('a double click is one reply', async ({ page, dais }) => {
      const slug = await dais.publishes(withReplies({}));
      const ada = dais.guest('Ada Example');
      await page.goto(`/events/${slug}`);
      if (script) await awake(page);
      let posts = 0;
      page.on('request', (request) => (posts += Number(request.method() === 'POST')));
      await types(page, ada);
      await control.send(page).dblclick();
      await expect(page).toHaveURL(`/events/${slug}/replied`);
      await dais.letter(ada, 1);
      if (script) expect(posts).toBe(1);
    });
  });
}

test('the second guest for one seat waits', async ({ page, dais }) => {
  const slug = await dais.publishes(forOne);
  const [ada, ben] = [dais.guest('Ada Example'), dais.guest('Ben Example')];
  const seated = await dais.takes(slug, ada);

  await page.goto(`/events/${slug}`);
  await expect(page.getByText('The room is full: new replies join the waiting list')).toBeVisible();
  await expect(control.send(page)).toHaveText('Join the waiting list');
  await replies(page, slug, ben);
  await expect(page.getByText('The room is full: new replies join the waiting list')).toBeVisible();

  const waiting = await dais.letter(ben, 1);
  expect(waiting.subject).toMatch(/^On the waiting list: /);
  expect(waiting.calendars).toEqual([]);
  expect(waiting.text).toContain('You are number 1 in line.');
  expect(seated.subject).not.toMatch(/waiting/i);
  await page.goto(ownLink(waiting));
  await expect(page.getByRole('heading', { name: 'You are on the waiting list' })).toBeVisible();
  await expect(page.getByText('You are number 1 in line.')).toBeVisible();
  await expect(page.getByRole('link', { name: 'Add to calendar' })).toHaveCount(0);
});
