// The event form as staff meet it: a document typed into it, control by control.
import type { Page } from '@playwright/test';
import type { Document } from './documents';
import { expect } from './dais';

interface Speaker {
  name?: string;
  roles?: string[];
  titles?: string[];
  organisations?: string[];
  state?: string;
  biography?: string;
}

type Facts = Record<string, string | null | undefined>;

/** What the form calls the terms of documents. */
const RELATIONS: Record<string, string> = {
  host: 'Host',
  co_host: 'Co-host',
  in_cooperation_with: 'In cooperation with',
};
const MODES: Record<string, string> = { in_person: 'In the room', online: 'Online only' };

/** A control by its name, which has brackets and dots. */
const control = (page: Page, name: string) => page.locator(`[name="${name}"]`);

async function fills(page: Page, facts: Facts): Promise<void> {
  for (const [name, value] of Object.entries(facts)) {
    if (value) await control(page, name).fill(value);
  }
}

/** Adds a row by its button and waits until it is there, with or without script. */
async function adds(page: Page, button: string, first: string): Promise<void> {
  if (await control(page, first).isVisible()) return;
  await page.getByRole('button', { name: button }).click();
  await expect(control(page, first)).toBeVisible();
}

/** Types a whole briefing into the open editor; what it leaves out stays as the form has it. */
export async function typesDocument(page: Page, document: Document): Promise<void> {
  const { time, place, rsvp, hosts, speakers, tags, ...words } = document as Document & {
    time: Record<string, string>;
    place: Record<string, string>;
    rsvp: { seats: number; contact: Record<string, string> };
    hosts: Record<string, string>[];
    speakers: Speaker[];
    tags: string[];
  };
  const { title, subtitle, occasion, kind, language, description, slug } = words as Facts;
  await fills(page, { title, subtitle, occasion, kind, language, description, slug });
  await fills(page, { tags: tags.join(', ') });
  const [day, start] = time.starts.split('T');
  await fills(page, { 'time.first_day': day, 'time.start': start, 'time.end': time.ends.split('T')[1] });
  await control(page, 'time.zone').selectOption(time.zone);
  const { mode, ...where } = place;
  await page.getByLabel(MODES[mode], { exact: true }).check();
  for (const [key, value] of Object.entries(where)) await fills(page, { [`place.${key}`]: value });
  await fills(page, {
    'rsvp.seats': String(rsvp.seats),
    'rsvp.contact.name': rsvp.contact.name,
    'rsvp.contact.email': rsvp.contact.email,
  });
  await control(page, 'rsvp.mode').selectOption({ label: 'Everybody can reply here' });
  for (const [index, host] of hosts.entries()) await typesHost(page, `hosts[${index}]`, host);
  for (const [index, one] of speakers.entries()) await typesSpeaker(page, `speakers[${index}]`, one);
}

async function typesHost(page: Page, row: string, host: Facts): Promise<void> {
  await adds(page, 'Add a host', `${row}.name`);
  await fills(page, { [`${row}.name`]: host.name, [`${row}.about`]: host.about });
  await control(page, `${row}.relation`).selectOption({ label: RELATIONS[host.relation ?? ''] });
}

async function typesSpeaker(page: Page, row: string, speaker: Speaker): Promise<void> {
  await adds(page, 'Add a speaker', `${row}.name`);
  await fills(page, {
    [`${row}.name`]: speaker.name,
    [`${row}.titles`]: speaker.titles?.join('\n'),
    [`${row}.organisations`]: speaker.organisations?.join('\n'),
    [`${row}.biography`]: speaker.biography,
  });
  await control(page, `${row}.state`).selectOption(speaker.state ?? '');
  for (const role of speaker.roles ?? []) await control(page, `${row}.roles.${role}`).check();
}

/** A document without what says nothing, as an export writes it. */
export function pruned(value: unknown): unknown {
  if (Array.isArray(value)) {
    const kept = value.map(pruned).filter((item) => item !== undefined);
    return kept.length > 0 ? kept : undefined;
  }
  if (value !== null && typeof value === 'object') {
    const entries = Object.entries(value).map(([key, item]) => [key, pruned(item)] as const);
    const kept = entries.filter(([, item]) => item !== undefined);
    return kept.length > 0 ? Object.fromEntries(kept) : undefined;
  }
  if (value === null || value === '' || value === false) return undefined;
  return value;
}
