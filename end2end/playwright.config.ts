// How the journeys are run. They start their own servers, each with a data folder of its own
// (the program: DAIS_PROGRAM), so nothing is started here.
import { defineConfig } from '@playwright/test';

export default defineConfig({
  testDir: '.',
  fullyParallel: true,
  forbidOnly: Boolean(process.env.CI),
  retries: 0,
  workers: 2,
  reporter: 'list',
  use: {
    browserName: 'chromium',
    // Visitors from elsewhere must see the event's own time.
    timezoneId: 'Europe/Berlin',
    locale: 'en-US',
    // A trace of every test takes as long as the tests: `--trace on` where one is needed.
    screenshot: 'only-on-failure',
    // No control of ours takes longer to appear.
    actionTimeout: 15_000,
    launchOptions: {
      executablePath: process.env.DAIS_CHROMIUM || undefined,
      // As root, in a container, without a network.
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
  projects: [
    { name: 'desktop', use: { viewport: { width: 1280, height: 900 } } },
    { name: 'phone', use: { viewport: { width: 390, height: 844 }, hasTouch: true } },
  ],
});
