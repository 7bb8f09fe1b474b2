// Somebody is protected, and somebody withdraws: what the public page says from that moment on.
import { expect, test } from '../dais';
import { signIn } from '../staff_faces';
import { consents, protects, speaker, surname, withHer } from '../safety_faces';

for (const script of [true, false]) {
  test.describe(script ? 'with script' : 'without script', () => {
    test.use({ javaScriptEnabled: script });

    test('a protected speaker has the chosen name and nothing else', async ({ page, dais, browser }) => {
      const family = surname();
      const slug = await dais.publishes({ ...withHer(family), description: 'A briefing.' });
      const stranger = await browser.newPage({ javaScriptEnabled: script });
      const event = `${dais.url}/events/${slug}`;
      await stranger.goto(event);
      await expect(stranger.getByText(`Ada ${family}`).first()).toBeVisible();

      await signIn(page, dais);
      const own = await speaker(page, `Ada ${family}`);
      await page.getByRole('link', { name: 'Protect', exact: true }).click();
      await page.getByRole('button', { name: 'Use this name everywhere' }).focus();
      await protects(page, own, '“Rosa”');
      expect(await page.content()).not.toContain(family);

      for (const path of ['', '.ics']) {
        const answer = await stranger.request.get(event + path);
        expect(await answer.text()).not.toContain(family);
      }
      await stranger.goto(event);
      await expect(stranger.getByText('“Rosa”').first()).toBeVisible();
      for (const gone of [family, 'Fields United', 'tomatoes']) {
        expect(await stranger.content()).not.toContain(gone);
      }
      await stranger.close();
    });

    test('who withdraws is gone from the page and its calendar', async ({ page, dais, browser }) => {
      const family = surname();
      const slug = await dais.publishes({ ...withHer(family), description: `Hear Ada ${family}.` });
      const stranger = await browser.newPage({ javaScriptEnabled: script });
      await signIn(page, dais);
      const own = await speaker(page, `Ada ${family}`);
      await consents(page, own, ['Public name', 'Biography']);
      const event = `${dais.url}/events/${slug}`;
      await stranger.goto(event);
      await expect(stranger.getByText(`Ada ${family}`).first()).toBeVisible();

      await page.getByRole('link', { name: 'Withdraw' }).click();
      await page.getByRole('button', { name: 'Withdraw it' }).click();
      await expect(page.getByRole('status').filter({ hasText: 'Withdrawn' })).toBeVisible();
      for (const path of ['', '.ics']) {
        const answer = await stranger.request.get(event + path);
        expect(await answer.text()).not.toContain(family);
      }
      await stranger.reload();
      await expect(stranger.getByText('What I saw')).toBeVisible();
      expect(await stranger.content()).not.toContain(family);
      await stranger.close();
    });
  });
}
