// Every link of the site leads somewhere, and no page asks anybody but us (the test itself listens).
import { expect, test } from '../dais';
import { cancelled, forum, openForum, sample } from '../documents';

test('every link leads somewhere', async ({ page, dais }) => {
  for (const document of [sample, forum, openForum, cancelled]) await dais.publishes(document);
  const seen = new Set<string>(['/']);
  for (const path of seen) {
    if (path.endsWith('.ics')) {
      const file = await page.request.get(path);
      expect.soft([path, file.status()]).toEqual([path, 200]);
      expect.soft(file.headers()['content-type']).toContain('text/calendar');
      continue;
    }
    const answer = await page.goto(path);
    expect.soft([path, answer?.status()]).toEqual([path, 200]);
    const anchors = page.locator('a[href]');
    const links = await anchors.evaluateAll((all: HTMLAnchorElement[]) => all.map(({ href }) => href));
    for (const link of links.filter((link) => URL.canParse(link))) {
      const { origin, pathname, hash } = new URL(link);
      if (origin === dais.url) seen.add(pathname);
      const here = pathname === new URL(page.url()).pathname;
      if (origin === dais.url && here && hash) await expect.soft(page.locator(hash)).toHaveCount(1);
    }
  }
  expect([...seen]).toEqual(expect.arrayContaining(['/events', '/privacy', '/accessibility']));
  expect(seen.size).toBeGreaterThan(8);
});

test('every page tells its language, however many ask at once', async ({ dais }) => {
  const spanish = { ...sample, language: 'es' };
  const slugs = { en: await dais.publishes(sample), es: await dais.publishes(spanish) };
  const asked = Array.from({ length: 60 }, (_, turn) => (turn % 2 === 0 ? 'en' : 'es'));
  const told = asked.map(async (language) => {
    const slug = slugs[language as keyof typeof slugs];
    const page = await (await fetch(`${dais.url}/events/${slug}`)).text();
    return /<html lang="([^"]*)">/.exec(page)?.[1];
  });
  expect(await Promise.all(told)).toEqual(asked);
});
