// A speaker's schedule: events at which one person appears, and the link that staff mail.
import type { Page } from '@playwright/test';
import { expect, type Dais, type Guest } from './dais';
import { briefing, type Document } from './documents';
import { links } from './mailbox';
import { signIn } from './staff_faces';

/** What a document says of somebody. */
function entry({ name, email }: Guest, state: string) {
  return {
    name,
    roles: ['keynote'],
    titles: ['Professor'],
    organisations: ['Example State'],
    state,
    email,
  };
}

const others = [
  { name: 'Tobias Wren', roles: ['moderator'], titles: ['Editor'], state: 'confirmed' },
  { name: 'Luz', protected: true, state: 'confirmed', email: 'luz@example.org' },
];

const arrival =
  'Use the entrance on South Capitol Street and allow fifteen minutes for security. Please be in the room by 12:30; a colleague waits at the door.';

/** They speak twice at it. */
export const first = (she: Guest): Document => ({
  ...briefing,
  title: 'What Harvests Cost',
  place: { ...(briefing.place as object), arrival },
  speakers: [entry(she, 'confirmed'), ...others],
  sessions: [
    {
      title: 'What the numbers leave out',
      kind: 'keynote',
      starts: '2017-06-16T13:00',
      ends: '2017-06-16T13:20',
      speakers: [she.name],
    },
    {
      title: 'Questions from the floor',
      kind: 'q_and_a',
      room: '2175',
      starts: '2017-06-16T13:30',
      ends: '2017-06-16T14:00',
      moderator: 'Tobias Wren',
      speakers: [she.name, 'Luz'],
    },
  ],
});

/** They are invited to it, far away. */
export const second = (she: Guest): Document => ({
  ...briefing,
  title: 'Abroad',
  time: { zone: 'Asia/Kathmandu', starts: '2017-07-04T08:00', ends: '2017-07-04T09:00' },
  speakers: [entry(she, 'invited')],
  sessions: [],
});

/** Two days, the second without hours. */
export const third = (she: Guest): Document => ({
  ...second(she),
  title: 'Three Days of Harvest',
  time: { zone: 'Europe/Berlin', starts: '2017-08-01T09:00', ends: '2017-08-03T17:00' },
  speakers: [entry(she, 'confirmed'), ...others],
  sessions: [
    { title: 'Opening', starts: '2017-08-01T09:00', ends: '2017-08-01T10:00', speakers: [she.name] },
    { title: 'A part without its hour', kind: 'panel', speakers: [she.name, 'Luz'] },
  ],
});

export const calledOff = (she: Guest): Document => ({
  ...second(she),
  title: 'Called Off',
  state: 'cancelled',
  reason: 'The House does not sit that day.',
});

/** Nobody else in this worker's house has the name. */
export function marisol(dais: Dais): Guest {
  const { email } = dais.guest('Marisol');
  return { name: `Marisol ${email.replace(/\D/g, '')}`, email };
}

/** Opens the page of a speaker for staff who are signed in. */
export async function ofSpeaker(page: Page, she: Guest): Promise<void> {
  await page.goto(`/staff/speakers?q=${encodeURIComponent(she.name)}`);
  await page.getByRole('link', { name: she.name }).first().click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText(she.name);
}

/** Staff mail the link; its address. */
export async function mailed(dais: Dais, page: Page, she: Guest): Promise<string> {
  await signIn(page, dais);
  await ofSpeaker(page, she);
  await page.getByRole('button', { name: 'Mail the link' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'on its way' })).toBeVisible();
  const letter = await dais.letter(she, 1);
  const [link] = links(letter).filter((one) => /\/s\/[0-9a-f]{32}$/.test(one));
  await page.context().clearCookies();
  return link;
}

/** Proposes another biography for the event that comes next. */
export async function proposes(page: Page, biography: string): Promise<void> {
  await page.locator('.agenda-next').getByRole('link', { name: 'What the page says of you' }).click();
  await page.getByLabel('Biography').fill(biography);
  await page.getByRole('button', { name: 'Propose this' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'It waits for the hosts' })).toBeVisible();
}
