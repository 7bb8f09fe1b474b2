// A misspelt well-known domain: a question, never a refusal.
import { expect, test } from '../dais';
import { briefing } from '../documents';
import { control, replies } from '../form';

test('the hint comes on leaving the field and its button puts the address right', async ({ page, dais }) => {
  await page.goto(`/events/${await dais.publishes(briefing)}`);
  const use = page.getByRole('button', { name: 'Use this address' });
  await control.email(page).fill('ada@example.org');
  await control.organization(page).focus();
  await expect(use).toBeHidden();

  await control.email(page).fill('ada@gmial.com');
  await control.organization(page).focus();
  const hint = page.getByText('Did you mean ada@gmail.com?');
  await expect(hint).toBeVisible();
  await expect(control.email(page)).not.toHaveAttribute('aria-invalid');

  await use.click();
  await expect(control.email(page)).toHaveValue('ada@gmail.com');
  await expect(control.email(page)).toBeFocused();
  await expect(hint).toBeHidden();
  await expect(use).toBeHidden();
});

for (const script of [true, false]) {
  test.describe(script ? 'with script' : 'without script', () => {
    test.use({ javaScriptEnabled: script });

    test('who sends it anyway is taken, and asked once more', async ({ page, dais }) => {
      const slug = await dais.publishes(briefing);
      const guest = { name: 'Ada Example', email: `${slug}@gmial.com` };
      await replies(page, slug, guest);
      await expect(page.getByText('Did you mean gmail.com?')).toBeVisible();
      expect(page.url()).not.toContain(slug + '@');
      await dais.letter(guest, 1);
    });
  });
}
