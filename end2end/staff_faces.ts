// The pages for staff, in the states that look different, with somebody signed in.
import type { Page } from '@playwright/test';
import { expect, type Dais } from './dais';
import * as documents from './documents';
import type { Face } from './faces';

/** Signs somebody in who is staff of the worker's server from now on. */
export async function signIn(page: Page, dais: Dais, role: 'owner' | 'editor' = 'owner') {
  await page.goto(await dais.staffLink(`${role}@example.org`, role));
  await page.getByRole('button', { name: /sign in/i }).click();
  await expect(page).toHaveURL(/\/staff/);
}

/** The overview of an event of this title. */
export async function overview(page: Page, slug: string): Promise<string> {
  for (const list of ['/staff', '/staff?state=past']) {
    await page.goto(list);
    for (const link of await page.locator('table a[href^="/staff/events/"]').all()) {
      const path = (await link.getAttribute('href')) ?? '';
      const document = await page.request.get(`${path}/document`);
      if ((await document.text()).includes(`"${slug}"`)) return path;
    }
  }
  throw new Error(`staff do not see ${slug}`);
}

type Show = (page: Page, dais: Dais) => Promise<void>;

const face = (name: string, show: Show): Face => ({
  name: `staff, ${name}`,
  pictured: true,
  show: async (page, dais) => {
    await signIn(page, dais);
    await show(page, dais);
    await expect(page.locator('main.staff')).toBeVisible();
  },
});

const at = (name: string, path: string) => face(name, async (page) => void (await page.goto(path)));

/** A page below an event's own, with a few replies. */
const of = (
  name: string,
  below: string,
  then: (page: Page, dais: Dais, slug: string) => Promise<void> = async () => {},
) =>
  face(name, async (page, dais) => {
    const slug = await dais.publishes(documents.forOne);
    await dais.takes(slug, dais.guest('Bea Example'));
    await dais.takes(slug, dais.guest('Carl Example'));
    await page.goto((await overview(page, slug)) + below);
    await then(page, dais, slug);
  });

/** A page about the first speaker of an event. */
const ofSpeaker = (name: string, below: string) =>
  face(name, async (page, dais) => {
    await dais.publishes(documents.forOne);
    await page.goto('/staff/speakers');
    const link = page.locator('tbody td:first-child a').first();
    await page.goto(((await link.getAttribute('href')) ?? '') + below);
  });

const opens = async (page: Page) => {
  await page.getByRole('link', { name: 'Bea Example' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Bea Example');
};

export const staffFaces: Face[] = [
  { name: 'sign in', show: async (page) => void (await page.goto('/sign-in')) },
  { name: 'code', show: async (page) => void (await page.goto('/sign-in/code')) },
  at('events', '/staff'),
  at('new event', '/staff/events/new'),
  at('letters', '/staff/letters?state=sent'),
  at('journal', '/staff/journal'),
  at('new speaker', '/staff/speakers/new'),
  ofSpeaker('speaker', ''),
  ofSpeaker('contact of a speaker', '/contact'),
  ofSpeaker('speaker to be added', '/add'),
  face('speakers', async (page, dais) => {
    await dais.publishes(documents.forOne);
    await page.goto('/staff/speakers');
  }),
  face('two speakers who may be one', async (page) => {
    for (const name of ['Ada Example', 'Ada B. Example']) {
      await page.goto('/staff/speakers/new');
      await page.getByLabel('Name', { exact: true }).fill(name);
      await page.getByRole('button', { name: 'Enter this speaker' }).click();
    }
    await page.locator('[aria-labelledby="alike"] a').first().click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Are these one person?');
  }),
  at('people', '/staff/people'),
  at('settings', '/staff/settings'),
  at('oneself', '/staff/me'),
  of('event', ''),
  of('cancelling', '/cancel'),
  of('editor', '/edit'),
  of('editor with errors', '/edit', async (page) => {
    await page.locator('[name="title"]').fill('');
    await page.locator('[name="time.start"]').fill('');
    await page.locator('[name="rsvp.seats"]').fill('-1');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(page.getByText('Please look at this again')).toBeVisible();
  }),
  face('editor with a folded agenda', async (page, dais) => {
    // Little else, or looking at it all takes longer than a test may.
    const sessions = documents.agenda.sessions.slice(0, 5);
    const slug = await dais.publishes({ ...documents.bare, sessions });
    await page.goto(`${await overview(page, slug)}/edit`);
    await page.locator('.row-fold summary').first().click();
    await expect(page.locator('[name="sessions[0].title"]')).toBeVisible();
  }),
  of('RSVPs', '/rsvps'),
  of('waiting list', '/rsvps?state=waiting'),
  of('adding by hand', '/rsvps/new'),
  of('one RSVP', '/rsvps', opens),
  of('mail', '/mail'),
  of('mail about a change', '/mail', async (page, dais, slug) => {
    await dais.changes({ ...documents.forOne, slug, place: { room: '2200' } });
    await page.reload();
    await expect(page.getByRole('button', { name: 'Tell them now' })).toBeVisible();
  }),
  of('reminders', '/mail/reminders'),
  of('wording', '/mail/wording'),
  of('wording of one letter', '/mail/wording/confirmed'),
  of('a letter to a group', '/mail/new'),
  of('a letter to a group, written', '/mail/new', async (page) => {
    await page.getByLabel('Subject').fill('Before you come');
    await page.getByLabel('Letter', { exact: true }).fill('Please bring a photo ID, {name}.');
    await page.getByRole('button', { name: 'Save and look at it' }).click();
    await expect(page.getByRole('button', { name: 'Send a test copy to me' })).toBeVisible();
  }),
  of('a mail before it goes', '/rsvps', async (page) => {
    await opens(page);
    await page.getByRole('button', { name: 'Cancel this RSVP' }).click();
    await expect(page.locator('.mail-text')).toBeVisible();
  }),
];
