// The main journey: from the page to a seat, and out of it and back, by the mailed link.
import { instant, readEntry } from '../calendar';
import { expect, test } from '../dais';
import { briefing } from '../documents';
import { awake, control, replies, types } from '../form';
import { links, ownLink, type Letter } from '../mailbox';

/** The one calendar part, read; a letter without or with two fails. */
function entry(letter: Letter) {
  expect(letter.calendars.map(({ type }) => type)).toEqual(['text/calendar']);
  const [part] = letter.calendars;
  const read = readEntry(part.text);
  expect(part.method).toBe(read.method);
  return read;
}

for (const script of [true, false]) {
  test.describe(script ? 'with script' : 'without script', () => {
    test.use({ javaScriptEnabled: script });

    test('a reply becomes a seat, a letter and a calendar entry', async ({ page, dais }) => {
      const slug = await dais.publishes(briefing);
      const ada = dais.guest('Ada Example');
      await page.goto(`/events/${slug}`);
      if (script) await awake(page);
      await types(page, ada);
      const sent = page.waitForRequest((request) => request.method() === 'POST');
      await control.send(page).click();

      const form = new URLSearchParams((await sent).postData() ?? '');
      expect(form.get('website')).toBe('');
      expect(form.get('elapsed')).toMatch(script ? /^\d+$/ : /^$/);
      await expect(page).toHaveURL(`/events/${slug}/replied`);
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('Thank you for your reply');
      const words = await page.locator('main').innerText();
      expect(words).not.toContain(ada.name);
      expect(words).not.toContain(ada.email);

      const letter = await dais.letter(ada, 1);
      expect(letter.to).toBe(ada.email);
      expect(letter.recipients).toEqual([ada.email]);
      expect(letter.replyTo).toContain('rsvp@example.org');
      expect(letter.subject).toMatch(/^Confirmed: US Policy/);
      expect(letter.text).toContain('Hello Ada Example,');
      const lines = letter.text.split('\n');
      for (const fact of [briefing.title, 'Friday, June 16, 2017', '1:00 – 2:00 pm ET']) {
        expect(lines).toContain(fact);
      }
      for (const link of links(letter)) {
        expect(link.startsWith(`${dais.url}/`)).toBe(true);
        expect(lines).toContain(link);
      }
      expect(letter.html).toContain(ownLink(letter));

      const zone = 'America/New_York';
      expect(entry(letter)).toMatchObject({
        method: 'REQUEST',
        status: 'CONFIRMED',
        title: briefing.title,
        starts: instant('2017-06-16T13:00', zone),
        ends: instant('2017-06-16T14:00', zone),
        zone,
        organizer: 'mailto:desk@example.org',
        attendees: [[`mailto:${ada.email}`, 'ACCEPTED']],
      });
    });

    test('the mailed link corrects, cancels and takes back', async ({ page, dais }) => {
      const slug = await dais.publishes(briefing);
      const ada = dais.guest('Ada Example');
      const first = await dais.takes(slug, ada);
      const own = ownLink(first);

      await page.goto(own);
      await expect(page.getByRole('heading', { name: 'Your seat is reserved' })).toBeVisible();
      await control.organization(page).fill('Office of Representative Example');
      await page.getByRole('button', { name: 'Review my changes' }).click();
      await page.getByRole('button', { name: 'Save these changes' }).click();
      await expect(page.getByRole('status').filter({ hasText: 'saved' })).toBeVisible();
      await page.goto(own);
      await expect(control.organization(page)).toHaveValue('Office of Representative Example');
      await expect(control.name(page)).toHaveValue('Ada Example');

      await page.getByRole('link', { name: 'Give up my seat' }).click();
      await page.getByRole('button', { name: 'Give up my seat' }).click();
      await expect(page.getByRole('heading', { name: 'You gave up your place' })).toBeVisible();
      const gone = await dais.letter(ada, 2);
      expect(gone.subject).toMatch(/^RSVP cancelled: /);

      // Opening a link changes nothing, neither the newest nor the first.
      await page.goto(ownLink(gone));
      await page.goto(own);
      await page.getByRole('button', { name: 'I can come after all' }).click();
      await expect(page.getByRole('heading', { name: 'Your seat is reserved' })).toBeVisible();
      const again = await dais.letter(ada, 3);
      expect(again.subject).toBe(first.subject);

      const [was, end, now] = [first, gone, again].map(entry);
      expect(end).toMatchObject({ method: 'CANCEL', status: 'CANCELLED', uid: was.uid });
      expect(now).toMatchObject({ method: 'REQUEST', status: 'CONFIRMED', uid: was.uid });
      expect(end.sequence).toBeGreaterThan(was.sequence);
      expect(now.sequence).toBeGreaterThan(end.sequence);
      expect(now.starts).toEqual(was.starts);
      expect(new Set([first, gone, again].map(({ messageId }) => messageId)).size).toBe(3);
    });
  });
}

test('a second reply finds the first and brings its link', async ({ page, dais }) => {
  const slug = await dais.publishes(briefing);
  const ada = dais.guest('Ada Example');
  await dais.takes(slug, ada);

  await replies(page, slug, { ...ada, name: 'Somebody Else' });

  const letter = await dais.letter(ada, 2);
  expect(letter.subject).toMatch(/^Your RSVP: /);
  await page.goto(ownLink(letter));
  await expect(control.name(page)).toHaveValue('Ada Example');
});
