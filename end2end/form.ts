// The RSVP form as a guest meets it.
import type { Locator, Page } from '@playwright/test';
import { expect, type Guest } from './dais';

/** Controls by the words beside them. */
export const control = {
  name: (page: Page) => page.getByLabel('Name', { exact: true }),
  email: (page: Page) => page.getByLabel('E-mail', { exact: true }),
  organization: (page: Page) => page.getByLabel('Office or organisation'),
  title: (page: Page) => page.getByLabel('Job title'),
  access: (page: Page) => page.getByLabel('Anything you need to take part?'),
  send: (page: Page) => page.locator('form button.button[type=submit]'),
};

export async function types(page: Page, guest: Guest): Promise<void> {
  await control.name(page).fill(guest.name);
  await control.email(page).fill(guest.email);
  if (guest.organization) await control.organization(page).fill(guest.organization);
}

/** Types, sends, and sees that it was taken. */
export async function replies(page: Page, slug: string, guest: Guest): Promise<void> {
  await page.goto(`/events/${slug}`);
  await types(page, guest);
  await control.send(page).click();
  await expect(page).toHaveURL(new RegExp(`/events/${slug}/replied(\\?|$)`));
}

/** Waits until the islands of an event to come live: the visitor's own time is theirs. */
export async function awake(page: Page): Promise<void> {
  await expect(page.locator('.your-time')).not.toBeEmpty();
}

/** The words that a screen reader adds to a control. */
export async function description(control: Locator): Promise<string> {
  const ids = (await control.getAttribute('aria-describedby'))?.split(' ') ?? [];
  const words = ids.map((id) => control.page().locator(`[id="${id}"]`).innerText());
  return (await Promise.all(words)).join(' ').trim();
}
