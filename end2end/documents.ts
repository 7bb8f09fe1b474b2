// Events as documents: the two that the project was founded on, and small ones for single states.
import { readFileSync } from 'node:fs';

/** A `dais.event/1` document; the journeys name only the keys that they mind. */
export interface Document {
  schema: 'dais.event/1';
  title: string;
  [key: string]: unknown;
}

const read = (path: string) => {
  return JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8')) as Document;
};

/** When the servers' time begins: two weeks before the founding briefing. */
export const NOW = '2017-06-02T12:00:00Z';

/** A briefing of an hour in Washington, with a keynote and a panel. */
export const briefing = read('documents/briefing.event.json');

/** Two days, all day, in a room and online, by approval. */
export const forum: Document = { ...read('documents/forum.event.json'), state: 'published' };

/** The same forum with every part of the form: open at once, the room or online. */
export const openForum: Document = {
  ...forum,
  rsvp: { mode: 'open', seats: 120, online_seats: 500 },
};

const undated = read('../server/samples/coming.event.json');

/** The sample that a new data folder gets, with every part that a page can have. */
export const sample: Document = {
  ...undated,
  time: { ...hour('2017-06-20', '14:00', '15:30'), doors: '2017-06-20T13:30' },
  sessions: (undated.sessions as object[]).map((session, turn) => ({
    ...session,
    starts: `2017-06-20T14:${turn}0`,
    ends: `2017-06-20T14:${turn + 1}0`,
  })),
};

/** The briefing with other words on replies. */
export function withReplies(rsvp: Record<string, unknown>): Document {
  return { ...briefing, rsvp: { ...(briefing.rsvp as object), ...rsvp } };
}

export const forOne = withReplies({ seats: 1 });
export const parties = withReplies({ seats: 3, largest_party: 3 });
export const closed = withReplies({ closes: '2017-06-01T12:00' });
export const opensLater = withReplies({ opens: '2017-06-10T09:00' });
export const byApproval = withReplies({ mode: 'approval' });

export const cancelled: Document = {
  ...briefing,
  state: 'cancelled',
  reason: 'The House does not sit that day.',
};

export const postponed: Document = {
  ...briefing,
  state: 'postponed',
  reason: 'A speaker is ill; a new day is being looked for.',
};

export const over: Document = {
  ...briefing,
  time: hour('2017-05-16', '13:00', '14:00'),
};

export const underWay: Document = {
  ...briefing,
  time: hour('2017-06-02', '07:00', '20:00'),
};

/** The least that there is to say. */
export const bare: Document = { schema: 'dais.event/1', title: 'Roundtable', state: 'published' };

function hour(day: string, starts: string, ends: string) {
  return { zone: 'America/New_York', starts: `${day}T${starts}`, ends: `${day}T${ends}` };
}
