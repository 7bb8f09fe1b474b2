// Every page there is, in every state that looks different: what the looks are tested on.
import type { Page } from '@playwright/test';
import { expect, type Dais } from './dais';
import * as documents from './documents';
import { control, replies } from './form';
import { ownLink } from './mailbox';

export interface Face {
  name: string;
  /** Worth a picture for people to look at. */
  pictured?: boolean;
  /** Brings the page there. */
  show: (page: Page, dais: Dais) => Promise<void>;
}

const at = (name: string, path: string): Face => ({
  name,
  show: async (page) => void (await page.goto(path)),
});

const event = (name: string, document: documents.Document): Face => ({
  name: `event ${name}`,
  show: async (page, dais) => {
    await page.goto(`/events/${await dais.publishes(document)}`);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(document.title);
  },
});

/** A guest's own page, under the heading that tells how they stand. */
const own = (
  heading: string,
  document: documents.Document,
  then: (page: Page, dais: Dais, slug: string) => Promise<void> = async () => {},
): Face => ({
  name: `own, ${heading}`,
  show: async (page, dais) => {
    const slug = await dais.publishes(document);
    if (heading.includes('waiting')) await dais.takes(slug, dais.guest('First'));
    const link = ownLink(await dais.takes(slug, dais.guest('Ada Example')));
    await page.goto(link);
    await then(page, dais, slug);
    await expect(page.getByRole('heading', { name: heading })).toBeVisible();
  },
});

const full: Face = {
  name: 'event full',
  show: async (page, dais) => {
    const slug = await dais.publishes(documents.forOne);
    await dais.takes(slug, dais.guest('First'));
    await page.goto(`/events/${slug}`);
    await expect(control.send(page)).toHaveText('Join the waiting list');
  },
};

const refused: Face = {
  name: 'event with errors',
  show: async (page, dais) => {
    await page.goto(`/events/${await dais.publishes(documents.openForum)}`);
    await control.email(page).fill('ada@gmial');
    await page.locator('form').evaluate((form: HTMLFormElement) => (form.noValidate = true));
    await control.send(page).click();
    await expect(page.getByRole('group', { name: 'Please look at this again' })).toBeFocused();
  },
};

const replied: Face = {
  name: 'replied',
  show: async (page, dais) => {
    const slug = await dais.publishes(documents.briefing);
    await replies(page, slug, { name: 'Ada Example', email: `${slug}@gmial.com` });
    await expect(page.getByText('Did you mean gmail.com?')).toBeVisible();
  },
};

const hinted: Face = {
  name: 'event with a hint',
  show: async (page, dais) => {
    await page.goto(`/events/${await dais.publishes(documents.briefing)}`);
    await control.email(page).fill('ada@gmial.com');
    await control.organization(page).focus();
    await expect(page.getByRole('button', { name: 'Use this address' })).toBeVisible();
  },
};

async function leaves(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Give up my seat' }).click();
}

async function givesUp(page: Page): Promise<void> {
  await leaves(page);
  await page.getByRole('button', { name: 'Give up my seat' }).click();
}

async function changes(page: Page): Promise<void> {
  await control.organization(page).fill('Office of Representative Example');
  await page.getByRole('button', { name: 'Review my changes' }).click();
}

async function handsOver(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Hand over to a colleague' }).click();
}

async function handsOverToCora(page: Page): Promise<void> {
  await handsOver(page);
  await page.getByLabel('Your colleague’s name').fill('Cora Example');
  await page.getByLabel('Your colleague’s e-mail').fill('cora@example.org');
  await page.getByRole('button', { name: 'Review' }).click();
}

async function saysAgain(page: Page): Promise<void> {
  await page.goto(`${page.url()}/coming`);
}

/** A seat that somebody else has given up. */
const offered: Face = {
  name: 'own, a seat is offered',
  show: async (page, dais) => {
    const slug = await dais.publishes(documents.forOne);
    const first = await dais.takes(slug, dais.guest('First'));
    const link = ownLink(await dais.takes(slug, dais.guest('Ada Example')));
    await page.goto(ownLink(first));
    await givesUp(page);
    await page.goto(link);
    await expect(page.getByRole('heading', { name: 'A seat is free for you' })).toBeVisible();
  },
};

async function isCancelled(page: Page, dais: Dais, slug: string): Promise<void> {
  await dais.changes({ ...documents.cancelled, slug });
  await page.reload();
}

const pictured = (face: Face): Face => ({ ...face, pictured: true });

export const faces: Face[] = [
  pictured(at('front', '/')),
  at('list', '/events'),
  at('privacy', '/privacy'),
  at('my RSVPs', '/my-rsvps'),
  at('my RSVPs, sent', '/my-rsvps/sent'),
  at('accessibility', '/accessibility'),
  at('not found', '/events/no-such-event'),
  pictured(event('open', documents.briefing)),
  pictured(event('sample', documents.sample)),
  pictured(event('hybrid', documents.openForum)),
  pictured(event('with one session', documents.oneSession)),
  pictured(event('with thirty sessions', documents.agenda)),
  event('not open yet', documents.opensLater),
  event('closed', documents.closed),
  event('by approval', documents.byApproval),
  event('under way', documents.underWay),
  event('over', documents.over),
  pictured(event('cancelled', documents.cancelled)),
  event('postponed', documents.postponed),
  event('bare', documents.bare),
  full,
  hinted,
  pictured(refused),
  pictured(replied),
  pictured(own('Your seat is reserved', documents.sample)),
  own('You are on the waiting list', documents.forOne),
  own('The hosts have your request', documents.byApproval),
  pictured(offered),
  pictured(own('Save these changes?', documents.briefing, changes)),
  own('Give up your seat?', documents.briefing, leaves),
  own('Are you coming?', documents.briefing, saysAgain),
  own('You gave up your place', documents.briefing, givesUp),
  own('Hand over to a colleague', documents.briefing, handsOver),
  own('Hand it over?', documents.briefing, handsOverToCora),
  at('handed over', '/r/handed-over'),
  own('This briefing was cancelled', documents.briefing, isCancelled),
];
