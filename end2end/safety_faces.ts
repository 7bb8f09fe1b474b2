// The pages about a speaker's safety, and what others see of somebody protected.
import type { Page } from '@playwright/test';
import { expect, type Dais } from './dais';
import { briefing, type Document } from './documents';
import { ownLink } from './mailbox';
import type { Face } from './faces';
import { overview, signIn } from './staff_faces';

let count = 0;

/** A briefing at which somebody speaks whose surname nobody else has, also in free text. */
export function withHer(surname: string): Document {
  const her = {
    name: `Ada ${surname}`,
    roles: ['keynote'],
    titles: ['Farmworker'],
    organisations: ['Fields United'],
    biography: `Ada ${surname} picked tomatoes for eleven years.`,
    state: 'confirmed',
  };
  const ben = { name: 'Ben Ordinary', roles: ['moderator'], titles: ['Editor'], state: 'confirmed' };
  return {
    ...briefing,
    description: `Ms. ${surname} tells what she saw.`,
    speakers: [her, ben],
    sessions: [
      {
        title: 'What I saw',
        kind: 'keynote',
        starts: '2017-06-16T13:00',
        ends: '2017-06-16T13:30',
        moderator: 'Ben Ordinary',
        speakers: [her.name],
      },
    ],
  };
}

/** A surname of its own. */
export const surname = () => `Quillfeather${String.fromCharCode(97 + (count % 26))}${++count}`;

/** Opens the page of the speaker of this name; says its address. */
export async function speaker(page: Page, name: string): Promise<string> {
  await page.goto(`/staff/speakers?q=${encodeURIComponent(name)}`);
  await page.getByRole('link', { name }).first().click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText(name);
  return new URL(page.url()).pathname;
}

/** Protects who is on the page. */
export async function protects(page: Page, own: string, name: string): Promise<void> {
  await page.goto(`${own}/protect`);
  await page.getByLabel('Public name').fill(name);
  const seen = page.getByLabel(/I have seen/);
  if (await seen.count()) await seen.check();
  await page.getByRole('button', { name: 'Use this name everywhere' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'Protected' })).toBeVisible();
}

/** Writes a consent down that holds for a year. */
export async function consents(page: Page, own: string, scopes: string[]): Promise<void> {
  await page.goto(`${own}/consents`);
  for (const scope of scopes) await page.getByLabel(scope, { exact: true }).check();
  await page.getByRole('button', { name: 'Write it down' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'Written down' })).toBeVisible();
}

type Show = (page: Page, own: string, slug: string, dais: Dais) => Promise<void>;

const her = (name: string, show: Show): Face => ({
  name: `safety, ${name}`,
  pictured: true,
  show: async (page, dais) => {
    await signIn(page, dais);
    const family = surname();
    const slug = await dais.publishes(withHer(family));
    const own = await speaker(page, `Ada ${family}`);
    await show(page, own, slug, dais);
    await expect(page.locator('main')).toBeVisible();
  },
});

export const safetyFaces: Face[] = [
  her('to be protected', async (page, own) => void (await page.goto(`${own}/protect`))),
  her('a name refused', async (page, own) => {
    await page.goto(`${own}/protect`);
    await page.getByLabel('Public name').fill(' ');
    await page.getByRole('button', { name: 'Use this name everywhere' }).click();
    await expect(page.locator('#name-why')).toBeVisible();
  }),
  her('protected', async (page, own) => protects(page, own, '“Rosa”')),
  her('of somebody protected, the own page', async (page, own) => {
    await protects(page, own, '“Rosa”');
    await page.goto(own);
  }),
  her('under age', async (page, own) => {
    await page.goto(`${own}/protect`);
    await page.getByLabel('Public name').fill('Ada Q.');
    await page.getByLabel('They are under age').check();
    await page.getByLabel(/I have seen/).check();
    await page.getByRole('button', { name: 'Use this name everywhere' }).click();
    await expect(page.getByText('Under age', { exact: false }).first()).toBeVisible();
  }),
  her('switches', async (page, own) => void (await page.goto(`${own}/safety`))),
  her('consents, none yet', async (page, own) => void (await page.goto(`${own}/consents`))),
  her('consents refused', async (page, own) => {
    await page.goto(`${own}/consents`);
    await page.getByLabel('Last day').fill('2031-01-01');
    await page.getByRole('button', { name: 'Write it down' }).click();
    await expect(page.locator('#scope-why')).toHaveText('Please tick what the consent is about.');
  }),
  her('consents, one that holds and one withdrawn', async (page, own) => {
    await consents(page, own, ['Public name', 'Biography']);
    await page.getByRole('link', { name: 'Withdraw' }).click();
    await page.getByRole('button', { name: 'Withdraw it' }).click();
    await consents(page, own, ['Recording']);
  }),
  her('a consent to be withdrawn', async (page, own) => {
    await consents(page, own, ['Public name', 'Biography']);
    await page.getByRole('link', { name: 'Withdraw' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Withdraw this consent?');
  }),
  her('an event with somebody protected, as staff see it', async (page, own, slug) => {
    await protects(page, own, '“Rosa”');
    await page.goto(await overview(page, slug));
  }),
  her('an event with somebody protected', async (page, own, slug) => {
    await protects(page, own, '“Rosa”');
    await page.context().clearCookies();
    await page.goto(`/events/${slug}`);
    await expect(page.getByText('“Rosa”').first()).toBeVisible();
  }),
  her('an event of whose speakers one withdrew', async (page, own, slug) => {
    await consents(page, own, ['Public name']);
    await page.getByRole('link', { name: 'Withdraw' }).click();
    await page.getByRole('button', { name: 'Withdraw it' }).click();
    await page.context().clearCookies();
    await page.goto(`/events/${slug}`);
  }),
  her('a guest with neutral letters', async (page, _own, slug, dais) => {
    await page.context().clearCookies();
    await page.goto(ownLink(await dais.takes(slug, dais.guest('Bea Example'))));
    const more = page.locator('details').filter({ has: page.getByText('neutral', { exact: false }) });
    if (await more.count()) await more.first().locator('summary').click();
  }),
];
