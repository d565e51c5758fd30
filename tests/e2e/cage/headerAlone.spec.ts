/** Bonus: everything of 1 to 19 again, with the header and nothing else. */
import { expect } from '@playwright/test';
import { test } from './support/fixtures.ts';
import { probeHeaderAlone, strangeNames } from './support/section.ts';
import { escapes, fetchLike, notStopped } from './support/sections.ts';

test('CAGE-46 with the policy, the sandbox and the app taken away, the header alone lets nothing out', async ({
  builds,
}) => {
  const sections = [fetchLike, notStopped, escapes];
  const probes = sections.flatMap(({ items }) => Object.values(items).flat());
  const { reports, seen, log } = await probeHeaderAlone(sections, builds);
  expect(probes.filter((probe) => reports[probe] === undefined)).toEqual([]);
  expect(seen).toEqual({});
  expect(strangeNames(log)).toEqual([]);
});
