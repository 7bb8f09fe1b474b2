// What happens to a reply that cannot be taken: the server's words, and nothing typed is lost.
import type { Page } from '@playwright/test';
import { expect, test } from '../dais';
import { openForum, withReplies } from '../documents';
import { awake, control, description } from '../form';

const typed = {
  email: 'ada at example.org',
  organization: 'Office of <Representative> & Example',
  title: 'Legislative “Aide”',
  access: 'A step-free way in.\n\nAnd </textarea> captions.',
};

async function typesAllButAName(page: Page): Promise<void> {
  await control.email(page).fill(typed.email);
  await control.organization(page).fill(typed.organization);
  await control.title(page).fill(typed.title);
  await control.access(page).fill(typed.access);
  await page.getByLabel('Press').check();
  await page.getByLabel('Online', { exact: true }).check();
}

/** As a browser without checks of its own would: the server has to be good enough alone. */
async function sends(page: Page): Promise<void> {
  await page.locator('form').evaluate((form: HTMLFormElement) => (form.noValidate = true));
  const answer = page.waitForResponse((response) => response.request().method() === 'POST');
  await control.send(page).click();
  expect((await answer).status()).toBe(422);
}

/** The list of problems above the page. */
const summary = (page: Page) => page.getByRole('group', { name: 'Please look at this again' });

for (const script of [true, false]) {
  test.describe(script ? 'with script' : 'without script', () => {
    test.use({ javaScriptEnabled: script });

    test('each problem stands beside its field and all is still there', async ({ page, dais }) => {
      const slug = await dais.publishes(openForum);
      await page.goto(`/events/${slug}`);
      await typesAllButAName(page);
      await sends(page);

      await expect(page).toHaveURL(`/events/${slug}`);
      await expect(page).toHaveTitle(/^Not sent yet: /);
      const { name, email } = { name: control.name(page), email: control.email(page) };
      await expect(name).toHaveAttribute('aria-invalid', 'true');
      await expect(email).toHaveAttribute('aria-invalid', 'true');
      expect(await description(name)).toBe('Please tell us your name.');
      expect(await description(email)).toBe('An e-mail address has no spaces in it.');
      await expect(page.locator('[aria-invalid=true]')).toHaveCount(2);

      await expect(email).toHaveValue(typed.email);
      await expect(control.organization(page)).toHaveValue(typed.organization);
      await expect(control.title(page)).toHaveValue(typed.title);
      await expect(control.access(page)).toHaveValue(typed.access);
      await expect(page.getByLabel('Press')).toBeChecked();
      await expect(page.getByLabel('Online', { exact: true })).toBeChecked();

      await expect(summary(page)).toBeFocused();
      await expect(summary(page)).toBeInViewport();
      await summary(page).getByRole('link', { name: 'Please tell us your name.' }).click();
      await expect(name).toBeFocused();
      await expect(name).toBeInViewport();

      await name.fill('Ada Example');
      await email.fill(dais.guest('Ada').email);
      await control.send(page).click();
      await expect(page).toHaveURL(`/events/${slug}/replied`);
    });

    test('an empty form is told about in our words', async ({ page, dais }) => {
      await page.goto(`/events/${await dais.publishes(withReplies({}))}`);
      const answer = page.waitForResponse((response) => response.request().method() === 'POST');
      await control.send(page).click();
      expect((await answer).status()).toBe(422);
      await expect(summary(page).getByRole('listitem')).toHaveCount(2);
      expect(await description(control.email(page))).toMatch(/^Please tell us your e-mail address/);
    });
  });
}

test('the button can be pressed again after going back', async ({ page, dais }) => {
  const slug = await dais.publishes(withReplies({}));
  await page.goto(`/events/${slug}`);
  await awake(page);
  const ben = dais.guest('Ben Example');
  await control.name(page).fill(ben.name);
  await control.email(page).fill('ben@example');
  await control.send(page).click();
  await expect(summary(page)).toBeVisible();
  await page.goBack();
  await expect(control.name(page)).toHaveValue(ben.name);
  await control.email(page).fill(ben.email);
  await control.send(page).click();
  await expect(page).toHaveURL(`/events/${slug}/replied`);
});

test('replies that closed while somebody typed are refused kindly', async ({ page, dais }) => {
  const slug = await dais.publishes(withReplies({}));
  await page.goto(`/events/${slug}`);
  const cleo = dais.guest('Cleo Example');
  await control.name(page).fill(cleo.name);
  await control.email(page).fill(cleo.email);
  await dais.changes({ ...withReplies({ closes: '2017-06-01T12:00' }), slug });
  const answer = page.waitForResponse((response) => response.request().method() === 'POST');
  await control.send(page).click();
  expect((await answer).status()).toBe(409);
  const notTaken = page.getByRole('group', { name: 'Your reply was not taken' });
  await expect(notTaken).toContainText('Replies have closed.');
});
