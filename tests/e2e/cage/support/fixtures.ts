import { rm } from 'node:fs/promises';
import { test as base } from '@playwright/test';
import { type CageBuilds, buildPage, buildProbes } from './builds.ts';

/** `test` with the built pages. */
export const test = base.extend<object, { readonly builds: CageBuilds }>({
  builds: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright takes a pattern and nothing else here
    async ({}, use) => {
      const builds = { harness: await buildPage('cage-harness'), probes: await buildProbes() };
      await use(builds);
      await rm(builds.harness, { recursive: true });
    },
    { scope: 'worker' },
  ],
});
