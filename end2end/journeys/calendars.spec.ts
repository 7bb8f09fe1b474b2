// Calendar files as ical.js reads them, which browsers' calendars are built on. The files and what must
// be found in them were left by the HTTP tests: the moments by another program's time zone database, the
// story by the letters that one guest got.
import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { readEntries, readEntry } from '../calendar';

const left = (name: string) =>
  readFileSync(new URL(`../../target/tmp/calendars/${name}`, import.meta.url), 'utf8');

const calendars = (text: string) => text.split(/(?<=END:VCALENDAR\r\n)/).filter(Boolean);

test.skip(({ viewport }) => (viewport?.width ?? 0) < 500, 'a file is the same on every screen');

test('the instants of forty zones and thirty years are found by the files alone', () => {
  test.setTimeout(120_000);
  const meant = new Map<string, string>(JSON.parse(left('zones.json')));
  const found = calendars(left('zones.ics')).flatMap(readEntries);
  expect(found.length).toBe(meant.size);
  expect(found.length).toBeGreaterThan(40 * 31 * 2);
  const wrong = found.filter(({ uid, starts }) => +starts !== Date.parse(meant.get(uid) ?? ''));
  expect(wrong.map(({ uid, starts }) => `${uid}: ${starts.toISOString()}`)).toEqual([]);
});

test('an entry moves, changes its room, goes and comes back under one UID', () => {
  const story = calendars(left('story.ics')).map(readEntry);
  const [first] = story;
  expect(story.map(({ uid }) => uid)).toEqual(story.map(() => first.uid));
  for (const [nth, { sequence }] of story.slice(1).entries()) {
    expect(sequence).toBeGreaterThan(story[nth].sequence);
  }
  const told = story.map(({ method, status, place, starts }) => [
    method,
    status,
    place.split(',')[0],
    starts.toISOString(),
  ]);
  const moved = '2027-04-21T14:00:00.000Z';
  const there = ['REQUEST', 'CONFIRMED', 'Room B-318', moved];
  const gone = ['CANCEL', 'CANCELLED', 'Room B-318', moved];
  expect(told).toEqual([
    ['REQUEST', 'CONFIRMED', 'Room 1300', '2027-04-20T18:00:00.000Z'],
    ['REQUEST', 'CONFIRMED', 'Room 1300', moved],
    there,
    gone,
    there,
    gone,
    there,
    gone,
    there,
  ]);
  for (const { attendees } of story) expect(attendees).toEqual([['mailto:ada@example.org', 'ACCEPTED']]);
});
