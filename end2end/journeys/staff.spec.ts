// The main journey of staff: a new owner sets up the site, writes the founding briefing, shows it to
// a friend, publishes it, and keeps the list.
import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { alone, expect, test, type Dais } from '../dais';
import { briefing } from '../documents';
import { pruned, typesDocument } from '../editor';
import { control, replies } from '../form';
import { links } from '../mailbox';

const OWNER = { name: 'Ada Owner', email: 'ada@example.org' };

/** The first owner comes in by the printed link and tells who they are. */
async function begins(page: Page, dais: Dais): Promise<void> {
  await page.goto(await dais.firstLink());
  await page.getByLabel('Name').fill(OWNER.name);
  await page.getByLabel('E-mail').fill(OWNER.email);
  await page.getByRole('button', { name: 'Begin' }).click();
  await expect(page).toHaveURL(/\/staff\/settings/);
}

async function setsUp(page: Page, dais: Dais): Promise<void> {
  await page.getByLabel('Your coalition’s name').fill('Example Coalition');
  await page.getByLabel('About you').fill('We work for **children** everywhere.');
  await page.getByLabel('Your privacy text').fill('Write to privacy@example.org.');
  await page.getByLabel('Sender of letters').fill('Example Coalition <briefings@example.org>');
  await page.getByRole('button', { name: 'Save the settings' }).click();
  await expect(page.getByRole('status')).toBeVisible();
  const logo = fileOf('../../.github/event.png');
  await page.getByLabel('Picture').setInputFiles({ name: 'logo.png', mimeType: 'image/png', buffer: logo });
  await page.getByRole('button', { name: 'Add the logo' }).click();
  await expect(page.getByAltText('Your logo as it is now')).toBeVisible();
  await page.getByRole('button', { name: 'Send me a test mail' }).click();
  const letter = await dais.letter(OWNER, 1);
  expect(letter.subject).toContain('Example Coalition');
  expect(letter.from).toContain('briefings@example.org');
}

const fileOf = (path: string) => readFileSync(new URL(path, import.meta.url));

/** Sends a deed on through the page that shows the mail; says the mail's words as shown there. */
async function tells(page: Page): Promise<string> {
  const shown = await page.locator('.mail-text').innerText();
  await page.getByRole('button', { name: /send this mail$/ }).click();
  await expect(page.getByText('Done. The mail is on its way.')).toBeVisible();
  return shown;
}

/** The words of a mail without its links to the guest's own page, which differ each time. */
const words = (text: string) =>
  text.split('\n').filter((line) => !/\/r\/|own link/.test(line)).join(' ').replace(/\s+/g, ' ').trim();

for (const script of [true, false]) {
  alone.describe(script ? 'with script' : 'without script', () => {
    alone.use({ javaScriptEnabled: script });

    alone('from an empty house to a kept list', async ({ page, dais, browser }) => {
      alone.setTimeout(90_000);
      await begins(page, dais);
      await setsUp(page, dais);

      await page.goto('/staff');
      await page.getByRole('link', { name: /new event|first event/i }).first().click();
      await page.getByLabel('Title').fill(briefing.title);
      await page.getByRole('button', { name: 'Begin the draft' }).click();
      await expect(page).toHaveURL(/\/edit/);
      await typesDocument(page, briefing);
      await page.getByRole('button', { name: 'Save', exact: true }).click();
      await expect(page.locator('main').getByRole('status').first()).toContainText(/saved/i);
      const home = page.url().replace(/\/edit.*/, '');

      const stranger = await (await browser.newContext({ baseURL: dais.url })).newPage();
      const slug = String(briefing.slug);
      expect((await stranger.goto(`/events/${slug}`))?.status()).toBe(404);
      await page.goto(home);
      await page.getByRole('button', { name: 'Make a preview link' }).click();
      const secret = await page.locator('.secret').innerText();
      expect((await stranger.goto(secret))?.status()).toBe(200);
      await expect(stranger.getByRole('heading', { level: 1 })).toHaveText(briefing.title);
      await expect(stranger.locator('.ribbon')).toContainText('Preview');
      await page.goto(home);
      await page.getByRole('button', { name: /^Revoke/ }).click();
      expect((await stranger.goto(secret))?.status()).toBe(404);

      await page.goto(home);
      await page.getByRole('button', { name: 'Publish', exact: true }).click();
      const guests = ['Bea Example', 'Carl Example', 'Dina Example'].map((name) => dais.guest(name));
      for (const guest of guests) await replies(stranger, slug, guest);
      await Promise.all(guests.map((guest) => dais.letter(guest, 1)));
      await stranger.context().close();
      const [bea, carl] = guests;

      await page.goto(home);
      await page.getByRole('link', { name: 'RSVPs', exact: true }).click();
      await expect(page.locator('.counts')).toContainText('3 of 80');
      await page.getByRole('link', { name: bea.name }).click();
      await control.organization(page).fill('Office of Representative Example');
      await page.getByRole('button', { name: /look at /i }).click();
      const corrected = await tells(page);
      const mail = await dais.letter(bea, 2);
      expect(words(mail.text)).toBe(words(corrected));
      await expect(page.locator('main')).toContainText('Office of Representative Example');

      await page.goto(home);
      await page.getByRole('link', { name: 'RSVPs', exact: true }).click();
      await page.getByRole('link', { name: carl.name }).click();
      await page.getByRole('button', { name: 'Cancel this RSVP' }).click();
      const cancelled = await tells(page);
      const gone = await dais.letter(carl, 2);
      expect(words(gone.text)).toBe(words(cancelled));
      expect(gone.calendars.map(({ method }) => method)).toEqual(['CANCEL']);
      expect(links(gone).every((link) => link.startsWith(`${dais.url}/`))).toBe(true);

      await page.goto(home);
      const download = page.waitForEvent('download');
      await page.getByRole('link', { name: 'Document' }).click();
      const file = await (await download).path();
      const exported = JSON.parse(readFileSync(file, 'utf8')) as unknown;
      expect(pruned(exported)).toEqual(pruned(briefing));

      await page.getByRole('link', { name: 'RSVPs', exact: true }).click();
      const sheet = page.waitForEvent('download');
      await page.getByRole('button', { name: 'Download the list' }).click();
      const rows = readFileSync(await (await sheet).path(), 'utf8').trim().split('\r\n');
      expect(rows).toHaveLength(4);
      expect(rows.filter((row) => row.includes('Cancelled'))).toHaveLength(1);

      await page.goto('/staff/journal');
      for (const deed of ['published', 'corrected', 'cancelled by hand', 'exported the list']) {
        await expect(page.locator('main')).toContainText(deed);
      }
      await page.goto('/');
      await expect(page.getByRole('banner').locator('img')).toBeVisible();
    });
  });
}

test('the page beside the form follows what is typed', async ({ page, dais }) => {
  test.skip((page.viewportSize()?.width ?? 0) < 1000, 'there is no room beside it');
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.goto(await dais.staffLink('eve@example.org', 'editor'));
  await page.getByRole('button', { name: /sign in/i }).click();
  const slug = await dais.publishes(briefing);
  await page.goto('/staff');
  await page.locator(`a[href^="/staff/events/"]`, { hasText: briefing.title }).first().click();
  await page.getByRole('link', { name: 'Edit' }).click();
  const look = page.frameLocator('iframe.look-page');
  await expect(look.getByRole('heading', { level: 1 })).toHaveText(briefing.title);
  await page.locator('[name="subtitle"]').fill('Typed and not saved');
  await expect(look.getByText('Typed and not saved')).toBeVisible();
  expect(await (await page.request.get(`/events/${slug}`)).text()).not.toContain('Typed and not');

  // Closing the page loses nothing, and nothing is public before it is saved.
  await expect(page.locator('.editor-status')).toContainText(/kept/i);
  await page.reload();
  await expect(page.locator('[name="subtitle"]')).toHaveValue('Typed and not saved');
});

test('signing in by the mailed link, by its code, and out', async ({ page, dais }) => {
  const staff = dais.guest('Fay');
  await dais.staffLink(staff.email, 'editor');
  const asks = async () => {
    await page.goto('/staff/letters');
    await page.getByLabel('E-mail').fill(staff.email);
    await page.getByRole('button', { name: /send me/i }).click();
  };
  await asks();
  const first = await dais.letter(staff, 1);
  const link = links(first).find((link) => new URL(link).pathname.startsWith('/sign-in/')) ?? '';
  // A scanner that opens it changes nothing.
  await page.request.get(link);
  await page.goto(link);
  await page.getByRole('button', { name: /sign in/i }).click();
  await expect(page).toHaveURL(/\/staff/);
  await page.goto('/staff/me');
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.goto('/staff');
  await expect(page).toHaveURL(/\/sign-in/);

  await asks();
  const second = await dais.letter(staff, 2);
  const code = /^\d{6}$/m.exec(second.text)?.[0] ?? '';
  await page.getByLabel('code').fill(code);
  await page.getByRole('button', { name: /sign in/i }).click();
  await expect(page).toHaveURL(/\/staff\/letters/);
});
