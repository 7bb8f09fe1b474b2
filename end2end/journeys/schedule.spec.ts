// A speaker in a corridor: the mailed link, what comes next, an answer, the sheet of paper.
import { instant, readEntries } from '../calendar';
import { expect, test } from '../dais';
import { first, mailed, marisol, ofSpeaker, proposes, second, third } from '../schedules';
import { signIn } from '../staff_faces';

const NARROW = { width: 320, height: 640 };

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
      const day = 'Friday, June 16, 2017';
      const hours = ['1:00 – 1:20 pm ET', '1:30 – 2:00 pm ET'];
      const people = ['Tobias Wren', 'Luz'];
      for (const words of [day, ...hours, 'Room 2172', 'Room 2175', ...people]) {
        await expect(next.getByText(words, { exact: true }).first()).toBeInViewport();
      }
      await expect(next.getByText('Use the entrance on South Capitol Street')).toBeInViewport();
      await expect(next.locator('a[href^="mailto:"]')).toBeInViewport();
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
  await dais.publishes(third(she));
  await page.goto(await mailed(dais, page, she));
  const pdf = await page.pdf({ format: 'Letter', path: info.outputPath('schedule.pdf') });
  expect(pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)).toHaveLength(1);
});

test('twelve appearances with long titles print on one page', async ({ page, dais }, info) => {
  const she = marisol(dais);
  const title = 'US Policy and Its Impact on Child Labor and Trafficking in the Supply Chains of Seafood';
  for (let number = 1; number <= 12; number++) {
    await dais.publishes({ ...first(she), title: `${title} ${number}` });
  }
  await page.goto(await mailed(dais, page, she));
  await expect(page.locator('.agenda-item')).toHaveCount(11);
  for (const format of ['Letter', 'A4']) {
    const pdf = await page.pdf({ format, path: info.outputPath(`${format}.pdf`) });
    expect(pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)).toHaveLength(1);
  }
});

test('what a speaker proposes is public once staff have seen the difference', async ({
  page,
  dais,
}) => {
  const she = marisol(dais);
  const slug = await dais.publishes(first(she));
  await dais.publishes(second(she));
  const link = await mailed(dais, page, she);
  const words = 'Marisol counts harvests, and those who bring them in.';

  await page.goto(link);
  const invited = page.locator('.agenda-item').filter({ hasText: 'Abroad' });
  await invited.getByRole('button', { name: 'Accept' }).click();
  await expect(page.getByText('The hosts have your answer')).toBeVisible();
  await proposes(page, words);
  await page.goto(`/events/${slug}`);
  await expect(page.getByText(words)).toBeHidden();

  await signIn(page, dais);
  await ofSpeaker(page, she);
  await page.getByRole('link', { name: '2 proposals of theirs wait for you.' }).click();
  const proposal = page.locator('.proposal').filter({ hasText: words });
  await expect(proposal.locator('ins')).toContainText(words);
  await proposal.getByRole('button', { name: 'Take over' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'Taken over' })).toBeVisible();
  const answer = page.locator('.proposal').filter({ hasText: she.name }).first();
  await answer.getByRole('button', { name: 'Take over' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'Taken over' })).toBeVisible();
  await page.context().clearCookies();

  await page.goto(`/events/${slug}`);
  await expect(page.getByText(words).first()).toBeVisible();
  await page.goto(link);
  await expect(page.locator('.agenda-item').filter({ hasText: 'Abroad' })).toContainText('Confirmed');
  await expect(page.getByText('Taken over').first()).toBeVisible();
});

test('a calendar program reads what is theirs from the subscribed file', async ({ page, dais }) => {
  const she = marisol(dais);
  const slug = await dais.publishes(first(she));
  const calendar = `${await mailed(dais, page, she)}.ics`;
  const read = async () => {
    const answer = await page.request.get(calendar);
    expect(answer.headers()['content-type']).toContain('text/calendar');
    return readEntries(await answer.text());
  };
  const [keynote, questions] = await read();
  expect(keynote).toMatchObject({ method: 'PUBLISH', status: 'CONFIRMED', sequence: 0 });
  expect(keynote.title).toContain('What the numbers leave out');
  expect(keynote.starts).toEqual(instant('2017-06-16T13:00', 'America/New_York'));
  expect(questions.ends).toEqual(instant('2017-06-16T14:00', 'America/New_York'));
  expect(questions.place).toContain('2175');
  expect(keynote.attendees).toEqual([]);

  const { sessions, ...rest } = first(she);
  const [one, two] = sessions as object[];
  const later = { ...two, starts: '2017-06-16T13:40', ends: '2017-06-16T14:10' };
  await dais.changes({ ...rest, sessions: [one, later], slug });
  const moved = await read();
  expect(moved.map(({ uid }) => uid)).toEqual([keynote.uid, questions.uid]);
  expect(moved[0].sequence).toBe(0);
  expect(moved[1].sequence).toBeGreaterThan(0);
  expect(moved[1].starts).toEqual(instant('2017-06-16T13:40', 'America/New_York'));

  const off = { ...rest, sessions: [one, later], slug, state: 'cancelled' };
  await dais.changes(off);
  const cancelled = await read();
  expect(cancelled.map(({ status }) => status)).toEqual(['CANCELLED', 'CANCELLED']);
  await dais.changes({ ...off, state: 'published' });
  const again = await read();
  expect(again.map(({ status }) => status)).toEqual(['CONFIRMED', 'CONFIRMED']);
  for (const [turn, entry] of again.entries()) {
    expect(entry.uid).toBe(moved[turn].uid);
    expect(entry.sequence).toBeGreaterThan(cancelled[turn].sequence);
  }
});
