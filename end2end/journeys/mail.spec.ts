// The mail of one event, from its confirmation to the letter after it: staff choose its words, tell of
// a change, write to a group, and see what goes out by itself. Every letter is read by its reader.
import type { Page } from '@playwright/test';
import { readEntry } from '../calendar';
import { alone, expect, type Dais, type Guest } from '../dais';
import { briefing } from '../documents';
import { replies } from '../form';
import { links, ownLink, type Letter } from '../mailbox';
import { signIn } from '../staff_faces';

const EVENT = '/staff/events/1';
const MAIL = `${EVENT}/mail`;
/** A day and then half an hour from the briefing's beginning and end. */
const DAY_BEFORE = '2017-06-15T17:00:05Z';
const AFTERWARDS = '2017-06-16T18:30:00Z';

const staff: Guest = { name: 'Owner', email: 'owner@example.org' };

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
const done = (page: Page, words: string) =>
  expect(page.getByRole('status').filter({ hasText: words })).toBeVisible();

async function asksForDigests(page: Page): Promise<void> {
  await page.goto('/staff/me');
  await page.getByLabel('New replies in one letter').selectOption('daily');
  await press(page, 'Save what I get');
  await done(page, 'What you get by mail is saved.');
}

async function publishes(page: Page, dais: Dais): Promise<string> {
  const slug = await dais.drafts(briefing);
  await page.goto(EVENT);
  await press(page, 'Publish');
  await expect(page.getByRole('status').first()).toBeVisible();
  return slug;
}

/** Puts the confirmation into words of the hosts' own, which Bea reads before anybody gets them. */
async function choosesWords(page: Page, dais: Dais): Promise<void> {
  await page.goto(`${MAIL}/wording`);
  await page.getByRole('link', { name: 'Confirmation' }).click();
  const body = page.getByLabel('What it says');
  const wrong = 'You are in, {nmae}.\n\n- Bring an ID.';
  await body.fill(wrong);
  await press(page, 'Save these words');
  await expect(page.getByRole('group', { name: 'Please look at this again' })).toBeFocused();
  await expect(page.locator('#body-why')).toContainText('{nmae}');
  await expect(body).toHaveValue(wrong);

  await body.fill(wrong.replace('nmae', 'name'));
  await page.getByLabel('Preview for').selectOption({ label: 'Bea Example (confirmed)' });
  await press(page, 'Preview for this person');
  await expect(page.locator('.mail-html')).toContainText('You are in, Bea Example.');
  await press(page, 'Send a test copy to me');
  await done(page, 'A test copy is on its way to you.');
  const copy = await dais.letter(staff, 1);
  expect(copy.subject).toContain('[Test]');
  expect(copy.text).toMatch(/^You are in, /m);
  expect(copy.calendars).toEqual([]);
  await press(page, 'Save these words');
  await done(page, 'Letters that are written from now on have these words.');
}

/** Moves the briefing to another room; says the letter about it. */
async function changesTheRoom(page: Page, dais: Dais, bea: Guest): Promise<Letter> {
  await page.goto(`${EVENT}/edit`);
  await page.locator('[name="place.room"]').fill('2200');
  await press(page, 'Save');
  await expect(page.locator('main').getByRole('status').first()).toContainText(/saved/i);
  await page.goto(MAIL);
  const changes = page.getByRole('region', { name: 'Changes to be told' });
  await expect(changes).toContainText(/2 people are told by mail on Friday, June 2, 2017, 8:3\d am ET/);
  const row = changes.getByRole('row').filter({ hasText: 'Room 2200' });
  await expect(row).toContainText('Room 2172');
  await changes.getByText('Who hears this: 2 confirmed').click();
  await expect(changes.getByRole('link', { name: bea.name })).toBeVisible();
  await expect(page.getByRole('region', { name: 'To come' })).toContainText('Change of the event');
  await page.getByLabel('A sentence of yours').fill('The lift is at the east end.');
  await press(page, 'Tell them now');
  await done(page, 'The letters about the change go out now.');
  return dais.letter(bea, 2);
}

/** Writes an announcement to those who have a seat, looks at it, sends it and watches it go. */
async function announces(page: Page): Promise<void> {
  await page.goto(MAIL);
  await page.getByRole('link', { name: 'Write to a group' }).click();
  await page.getByLabel('Subject').fill('What we do next');
  await page.getByLabel('Letter', { exact: true }).fill('Dear {name}, there is **more** in autumn.');
  await page.getByLabel('State', { exact: true }).selectOption('confirmed');
  await page.getByLabel(/This is an announcement/).check();
  await press(page, 'Save and look at it');
  await expect(page.locator('.mail-html')).toContainText('Dear Bea Example, there is more in autumn.');
  await expect(page.getByRole('region', { name: 'Who gets it' })).toContainText('2 letters.');
  await press(page, 'Send these 2 letters now');
  await done(page, 'It is on its way.');
  const progress = page.getByRole('region', { name: 'How far it is' });
  const sent = async () => {
    await page.reload();
    return (await progress.innerText()).replace(/\s+/g, ' ');
  };
  await expect.poll(sent, { timeout: 15_000 }).toContain('It is done. Sent 2');
}

/** Declines further announcements by the link in one. */
async function declines(page: Page, letter: Letter): Promise<void> {
  const link = links(letter).find((link) => new URL(link).pathname.startsWith('/u/')) ?? '';
  await page.goto(link);
  await press(page, 'I want no more announcements');
  await done(page, 'no more announcements go to this address');
}

async function saysAgain(page: Page, reminder: Letter): Promise<void> {
  await page.goto(ownLink(reminder));
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Are you coming?');
  await press(page, 'I’m coming');
  await expect(page.getByRole('status').first()).toBeVisible();
}

/** Marks who came and sends the letter that waited for staff. */
async function thanks(page: Page, bea: Guest): Promise<void> {
  await page.goto(`${EVENT}/rsvps?state=confirmed`);
  await press(page, `Came: ${bea.name}`);
  await done(page, 'Marked.');
  await page.goto(MAIL);
  await press(page, 'Begin: Letter to those who came');
  const body = page.getByLabel('Letter', { exact: true });
  const words = await body.inputValue();
  await press(page, 'Send this one letter now');
  await expect(page.locator('.notice-wrong')).toContainText('add your links');
  const link = '[The slides](https://slides.example.org/2017)';
  await body.fill(words.replace('(add your links, or take this line out)', link));
  await press(page, 'Save and look at it');
  await press(page, 'Send this one letter now');
  await done(page, 'It is on its way.');
}

for (const script of [true, false]) {
  alone.describe(script ? 'with script' : 'without script', () => {
    alone.use({ javaScriptEnabled: script });

    alone('one event’s mail', async ({ page, dais, browser }) => {
      alone.setTimeout(90_000);
      const theirs = await (await browser.newContext({ baseURL: dais.url })).newPage();
      await signIn(page, dais);
      await asksForDigests(page);
      const slug = await publishes(page, dais);
      const [bea, carl] = [dais.guest('Bea Example'), dais.guest('Carl Example')];
      await replies(theirs, slug, bea);
      const first = await dais.letter(bea, 1);

      await choosesWords(page, dais);
      expect((await dais.takes(slug, carl)).text).toContain('You are in, Carl Example.');

      const told = await changesTheRoom(page, dais, bea);
      expect(told.text).toContain('Room 2172');
      expect(told.text).toContain('Room 2200');
      expect(told.text).toContain('The lift is at the east end.');
      const [before, after] = [first, told].map(({ calendars }) => readEntry(calendars[0].text));
      expect(after).toMatchObject({ uid: before.uid, method: 'REQUEST' });
      expect([before.sequence, after.sequence]).toEqual([before.sequence, before.sequence + 1]);
      expect([before.place, after.place].map((place) => place.split(',')[0])).toEqual([
        'Room 2172',
        'Room 2200',
      ]);

      await announces(page);
      await declines(theirs, await dais.letter(bea, 3));

      await dais.wakesAt(DAY_BEFORE);
      const reminder = await dais.letter(bea, 4);
      expect(reminder.subject).toMatch(/^Tomorrow: .*2200$/);
      await saysAgain(theirs, reminder);
      expect((await dais.letter(staff, 2)).subject).toMatch(/^2 new replies: /);
      await signIn(page, dais);
      await page.goto(MAIL);
      const written = page.getByRole('region', { name: 'Written so far' });
      await expect(written).toContainText(/Reminder, 1 day before\s*2 sent/);
      await page.goto(`${EVENT}/rsvps?again=yes`);
      await expect(page.getByRole('link', { name: bea.name })).toBeVisible();
      await expect(page.getByRole('link', { name: carl.name })).toHaveCount(0);

      await dais.wakesAt(AFTERWARDS);
      await signIn(page, dais);
      await thanks(page, bea);
      const last = await dais.letter(bea, 5);
      expect(last.subject).toMatch(/^Thank you for coming/);
      expect(links(last)).toContain('https://slides.example.org/2017');
      await dais.letter(carl, 4);
      await theirs.context().close();
    });
  });
}
