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

const SUBJECTS = ['What the law can reach', 'Wages by the piece', 'Shade and water', 'Who inspects'];

/** One hour of the forum: two panels at once, or everybody in one room, or a break. */
function hours(day: string, turn: number): object[] {
  const hour = `${8 + turn}`.padStart(2, '0');
  const at = { starts: `${day}T${hour}:00`, ends: `${day}T${hour}:50` };
  const title = `${SUBJECTS[turn % 4]}, part ${turn + 1}`;
  if (turn === 4) return [{ ...at, kind: 'lunch', title: 'Lunch in the foyer' }];
  if (turn === 0) return [{ ...at, kind: 'keynote', title, speakers: ['Kailash Satyarthi'] }];
  const panel = {
    ...at,
    title,
    kind: 'panel',
    moderator: 'Jo Becker',
    speakers: ['Ana Flores', 'Kevin Willcutts', 'Somebody from the fields'],
    description: 'Who picks what we eat, **for how much**, and who looks. '.repeat(9),
  };
  const workshop = { ...at, kind: 'workshop', title: `Workshop ${turn}`, room: 'SVC 213' };
  return [panel, workshop];
}

const days = ['2017-06-20', '2017-06-21'];

/** Two days with thirty sessions, most of them two at once. */
export const agenda: Document & { sessions: object[] } = {
  ...briefing,
  time: { zone: 'America/New_York', starts: `${days[0]}T08:00`, ends: `${days[1]}T18:00` },
  sessions: days.flatMap((day) => [...Array(9).keys()].flatMap((turn) => hours(day, turn))).slice(0, 30),
};

/** The founding briefing with one session of its hour. */
export const oneSession: Document = {
  ...briefing,
  sessions: [
    {
      title: 'What children harvest',
      kind: 'panel',
      starts: '2017-06-16T13:10',
      ends: '2017-06-16T14:00',
      moderator: 'Jo Becker',
      speakers: ['Kailash Satyarthi', 'Ana Flores'],
    },
  ],
};
