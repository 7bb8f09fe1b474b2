// A speaker in a corridor: the mailed link, what comes next, an answer, the sheet of paper.
import type { Page } from '@playwright/test';
import { expect, test, type Dais, type Guest } from '../dais';
import { briefing, type Document } from '../documents';
import { links } from '../mailbox';
import { signIn } from '../staff_faces';

const NARROW = { width: 320, height: 640 };

/** Marisol speaks twice at one event and is invited to another, far away. */
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

const first = (she: Guest): Document => ({
  ...briefing,
  title: 'What Harvests Cost',
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

const second = (she: Guest): Document => ({
  ...briefing,
  title: 'Abroad',
  time: { zone: 'Asia/Kathmandu', starts: '2017-07-04T08:00', ends: '2017-07-04T09:00' },
  speakers: [entry(she, 'invited')],
  sessions: [],
});

/** Nobody else in this worker's house has the name. */
function marisol(dais: Dais): Guest {
  const { email } = dais.guest('Marisol');
  return { name: `Marisol ${email.replace(/\D/g, '')}`, email };
}

/** Staff mail the link; its address. */
async function mailed(dais: Dais, page: Page, she: Guest): Promise<string> {
  await signIn(page, dais);
  await page.goto(`/staff/speakers?q=${encodeURIComponent(she.name)}`);
  await page.getByRole('link', { name: she.name }).first().click();
  await page.getByRole('button', { name: 'Mail the link' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'on its way' })).toBeVisible();
  const letter = await dais.letter(she, 1);
  const [link] = links(letter).filter((one) => /\/s\/[0-9a-f]{32}$/.test(one));
  await page.context().clearCookies();
  return link;
}

for (const script of [true, false]) {
  test.describe(script ? 'with script' : 'without script', () => {
    test.use({ javaScriptEnabled: script });

    test('a speaker finds what comes next on the first screen, and answers', async ({
      page,
      dais,
    }, info) => {
      const she = marisol(dais);
      await dais.publishes(first(she));
      await dais.publishes(second(she));
      await page.goto(await mailed(dais, page, she));
      const next = page.locator('.agenda-next');
      const needed = ['1:00 – 1:20 pm ET', '1:30 – 2:00 pm ET', 'Room 2172', 'Room 2175', 'Tobias Wren'];
      for (const words of needed) {
        await expect(next.getByText(words, { exact: true }).first()).toBeInViewport();
      }
      await expect(next.getByText('Where', { exact: true })).toBeInViewport();
      await page.screenshot({ path: info.outputPath('next.png') });
      await page.screenshot({ path: info.outputPath('whole.png'), fullPage: true });

      const invited = page.locator('.agenda-item').filter({ hasText: 'Abroad' });
      await expect(invited).toContainText('8:00 – 9:00 am UTC+5:45');
      await invited.getByRole('button', { name: 'Accept' }).click();
      await expect(page.getByText('The hosts have your answer')).toBeVisible();
      await expect(page.getByText('Waiting for the hosts')).toBeVisible();

      await page.setViewportSize(NARROW);
      const wide = () => document.documentElement.scrollWidth - window.innerWidth;
      if (script) expect(await page.evaluate(wide)).toBeLessThanOrEqual(0);
    });
  });
}

test('the schedule prints on one page', async ({ page, dais }, info) => {
  const she = marisol(dais);
  await dais.publishes(first(she));
  await dais.publishes(second(she));
  await page.goto(await mailed(dais, page, she));
  const pdf = await page.pdf({ format: 'Letter', path: info.outputPath('schedule.pdf') });
  expect(pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)).toHaveLength(1);
});
