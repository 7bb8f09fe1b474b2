// Calendar parts as a calendar program reads them, and the same instants computed another way.
import ICAL from 'ical.js';

/** Reads a file with one entry. */
export function readEntry(text: string) {
  const entries = readEntries(text);
  if (entries.length !== 1) throw new Error(`${entries.length} entries in ${text}`);
  return entries[0];
}

/** Reads a file. Its times are those of the zone rules in the file itself. */
export function readEntries(text: string) {
  const calendar = new ICAL.Component(ICAL.parse(text));
  ICAL.TimezoneService.reset();
  for (const zone of calendar.getAllSubcomponents('vtimezone')) ICAL.TimezoneService.register(zone);
  return calendar.getAllSubcomponents('vevent').map((event) => read(calendar, event));
}

function read(calendar: ICAL.Component, event: ICAL.Component) {
  const entry = new ICAL.Event(event);
  return {
    method: calendar.getFirstPropertyValue('method'),
    uid: entry.uid,
    sequence: entry.sequence,
    status: event.getFirstPropertyValue('status'),
    title: entry.summary,
    place: entry.location,
    zone: entry.startDate.zone.tzid,
    starts: entry.startDate.toJSDate(),
    ends: entry.endDate.toJSDate(),
    organizer: entry.organizer,
    attendees: entry.attendees.map((attendee) => [
      attendee.getFirstValue(),
      attendee.getParameter('partstat'),
    ]),
  };
}

/** The instant at which clocks in `zone` show `wall` (`2017-06-16T13:00`), by the browser's rules. */
export function instant(wall: string, zone: string): Date {
  const meant = Date.parse(`${wall}:00Z`);
  // Twice, since the first guess may lie on the other side of a change of the clocks.
  const first = meant - eastOfUtc(meant, zone);
  return new Date(meant - eastOfUtc(first, zone));
}

function eastOfUtc(at: number, timeZone: string): number {
  const clock = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' });
  const name = clock.formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value ?? '';
  const [, sign, hours, minutes] = /^GMT(?:([+-])(\d\d):(\d\d))?$/.exec(name) ?? [];
  const offset = (Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * 60_000;
  return sign === '-' ? -offset : offset;
}
