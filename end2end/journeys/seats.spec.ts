// Seats change hands: a party comes, somebody is left out, a seat is offered, taken, handed over.
import { readEntry } from '../calendar';
import { expect, test } from '../dais';
import { parties } from '../documents';
import { control, types } from '../form';
import { links, ownLink } from '../mailbox';

const pressed = (name: string | RegExp) => ({ name, exact: typeof name === 'string' });

for (const script of [true, false]) {
  test.describe(script ? 'with script' : 'without script', () => {
    test.use({ javaScriptEnabled: script });

    test('a party gives one seat back, and who waited takes it and hands it on', async ({
      page,
      dais,
    }) => {
      const slug = await dais.publishes(parties);
      const ada = dais.guest('Ada Example');
      await page.goto(`/events/${slug}`);
      await types(page, ada);
      await page.getByText('Bringing others?').click();
      await page.locator('[name=guest-1]').fill('Ben Example');
      await page.locator('[name=guest-2]').fill('Cleo Example');
      await control.send(page).click();
      await expect(page).toHaveURL(`/events/${slug}/replied`);
      const seated = await dais.letter(ada, 1);
      expect(seated.text).toContain('3 seats: yours, Ben Example and Cleo Example');

      const dan = dais.guest('Dan Example');
      const waits = await dais.takes(slug, dan);
      expect(waits.subject).toMatch(/^On the waiting list/);

      // Left out is who has no name any more; nothing counts before it was looked at.
      await page.goto(ownLink(seated));
      await page.locator('[name=guest-1]').fill('');
      await page.getByRole('button', pressed('Review my changes')).click();
      await expect(page.getByText('You give back 1 seat.')).toBeVisible();
      await dais.postIsOut();
      await page.getByRole('button', pressed('Save these changes')).click();
      await expect(page.getByRole('status').filter({ hasText: 'saved' })).toBeVisible();
      expect((await dais.letter(ada, 2)).text).toContain('2 seats: yours and Cleo Example');

      const offer = await dais.letter(dan, 2);
      expect(offer.subject).toMatch(/^Seat offered/);
      expect(offer.calendars).toEqual([]);
      await page.goto(ownLink(offer));
      await expect(page.getByRole('heading', { name: 'A seat is free for you' })).toBeVisible();
      await page.getByRole('button', { name: 'Take the seat' }).click();
      await expect(page.getByRole('heading', { name: 'Your seat is reserved' })).toBeVisible();
      const taken = await dais.letter(dan, 3);
      expect(taken.subject).toMatch(/^Confirmed/);
      expect(readEntry(taken.calendars[0].text).method).toBe('REQUEST');

      const eve = dais.guest('Eve Example');
      await page.getByRole('link', { name: 'Hand over to a colleague' }).click();
      await page.getByLabel('Your colleague’s name').fill(eve.name);
      await page.getByLabel('Your colleague’s e-mail').fill(eve.email);
      await page.getByRole('button', pressed('Review')).click();
      await expect(page.getByText('This cannot be taken back.')).toBeVisible();
      await page.getByRole('button', pressed('Hand it over')).click();
      await expect(page).toHaveURL('/r/handed-over');
      const goodbye = await dais.letter(dan, 4);
      expect(readEntry(goodbye.calendars[0].text).method).toBe('CANCEL');
      expect(links(goodbye).filter((link) => link.includes('/r/'))).toEqual([]);
      const hers = await dais.letter(eve, 1);
      expect(hers.subject).toMatch(/^Confirmed/);
      expect(hers.text).toContain('Dan Example handed their seat to you.');
      await page.goto(ownLink(hers));
      await expect(page.getByRole('heading', { name: 'Your seat is reserved' })).toBeVisible();
      expect((await page.goto(ownLink(taken)))?.status()).toBe(404);
    });

    test('whoever lost the mail has the link sent again', async ({ page, dais }) => {
      const slug = await dais.publishes(parties);
      const ada = dais.guest('Ada Example');
      await dais.takes(slug, ada);
      await page.goto(`/events/${slug}`);
      await page.getByRole('link', { name: /link sent again/ }).click();
      await control.email(page).fill(ada.email);
      await control.send(page).click();
      await expect(page).toHaveURL('/my-rsvps/sent');
      expect(await page.locator('main').innerText()).not.toContain(ada.email);
      await page.goto(ownLink(await dais.letter(ada, 2)));
      await expect(page.getByRole('heading', { name: 'Your seat is reserved' })).toBeVisible();
    });
  });
}
