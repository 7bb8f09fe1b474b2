// A speaker's schedule, and what staff see of it, in the states that look different.
import type { Page } from '@playwright/test';
import { expect, type Dais, type Guest } from './dais';
import type { Document } from './documents';
import type { Face } from './faces';
import * as schedules from './schedules';
import { overview, signIn } from './staff_faces';

type Show = (page: Page, dais: Dais, she: Guest, slugs: string[]) => Promise<void>;

/** A schedule with these events, opened by its link. */
const schedule = (
  name: string,
  events: ((she: Guest) => Document)[],
  then: Show = async () => {},
): Face => ({
  name: `schedule, ${name}`,
  pictured: true,
  show: async (page, dais) => {
    const she = schedules.marisol(dais);
    const slugs: string[] = [];
    for (const event of events) slugs.push(await dais.publishes(event(she)));
    await page.goto(await schedules.mailed(dais, page, she));
    await expect(page.getByRole('heading', { name: she.name })).toBeVisible();
    await then(page, dais, she, slugs);
  },
});

const { first, second, third, calledOff } = schedules;

const standIn = (page: Page, she: Guest) =>
  page.getByRole('link', { name: new RegExp(`^Somebody else speaks for them.*${she.name}$`) });

const opensAll: Show = async (page) => {
  for (const fold of await page.locator('.agenda-item summary').all()) await fold.click();
};

export const scheduleFaces: Face[] = [
  schedule('three to come', [first, second, third], opensAll),
  schedule('invited next', [second]),
  schedule('nothing to come', [calledOff], opensAll),
  schedule('answered', [second], async (page) => {
    await page.getByRole('button', { name: 'Decline' }).click();
    await expect(page.getByText('Waiting for the hosts')).toBeVisible();
  }),
  schedule('what is said', [first], async (page) => {
    await page.locator('.agenda-next').getByRole('link', { name: 'What the page says' }).click();
    await expect(page.getByLabel('Biography')).toBeVisible();
  }),
  schedule('words refused', [first], async (page) => {
    await page.getByRole('link', { name: 'What is said of you' }).click();
    await page.getByLabel('Job titles').fill('x'.repeat(300));
    await page.getByRole('button', { name: 'Propose this' }).click();
    await expect(page.locator('.field-wrong')).toBeVisible();
  }),
  {
    name: 'schedule, no such link',
    show: async (page) => void (await page.goto(`/s/${'0'.repeat(32)}`)),
  },
  schedule('proposals as staff see them', [first, second], async (page, dais) => {
    await page.getByRole('button', { name: 'Accept' }).first().click();
    await expect(page.getByText('Waiting for the hosts')).toBeVisible();
    await schedules.proposes(page, 'Marisol counts harvests, and those who bring them in.');
    await signIn(page, dais);
    await page.goto('/staff/proposals');
    await expect(page.locator('.proposal').first()).toBeVisible();
  }),
  schedule('somebody stands in', [first], async (page, dais, she, [slug]) => {
    await signIn(page, dais);
    await page.goto(await overview(page, slug));
    await standIn(page, she).click();
    const known = page.getByLabel('Somebody who is known');
    const tobias = known.locator('option', { hasText: 'Tobias Wren' }).first();
    await known.selectOption((await tobias.getAttribute('value')) ?? '');
    await page.getByRole('button', { name: 'Represented' }).click();
    await expect(page.getByText('Represented by Tobias Wren').first()).toBeVisible();
  }),
  schedule('a stand-in to be chosen', [first], async (page, dais, she, [slug]) => {
    await signIn(page, dais);
    await page.goto(await overview(page, slug));
    await standIn(page, she).click();
    await expect(page.getByLabel('Somebody who is known')).toBeVisible();
  }),
];
