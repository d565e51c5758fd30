import { defineConfig } from '@playwright/test';
import { testBrowserArguments, browserPath } from './tests/support/node/browserPath.ts';
import { PATIENCE } from './tests/support/shared/until.ts';

const isCi = process.env['CI'] === 'true';

export default defineConfig({
  testDir: 'tests/e2e',
  outputDir: 'test-results/e2e',
  // Whole files side by side: each has hosts, profiles, ports and networks of its own. About half of a run is waiting, for faults
  // to last and for links to heal, so two fill two cores; more would make waiting of working.
  workers: 2,
  fullyParallel: false,
  forbidOnly: isCi,
  // In CI what fails is tried once more: real browsers, processes and networks on a machine that others use, too, are at times
  // slower than any patience. What needed it is named at the end of the run and counted in its last line, for someone to mend. At
  // home nothing is hidden. Unit tests get one, too, and no more than three of them: see docs/adr/0065.
  retries: isCi ? 1 : 0,
  timeout: 180_000,
  expect: { timeout: PATIENCE },
  reporter: [
    ['list'],
    ['json', { outputFile: process.env['PLAYWRIGHT_JSON_OUTPUT_FILE'] ?? 'test-results/playwright.json' }],
  ],
  use: {
    launchOptions: { executablePath: await browserPath(), args: [...testBrowserArguments] },
    // Without pictures of the page at every act: those are asked of every frame, and a hidden mini program stands still and answers nobody.
    trace: { mode: 'retain-on-failure', snapshots: false, screenshots: false },
    screenshot: 'only-on-failure',
  },
  projects: [
    { name: 'browser', testIgnore: 'electron/**' },
    { name: 'electron', testMatch: 'electron/**/*.spec.ts' },
  ],
});
