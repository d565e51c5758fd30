/** A section of the checklist whose items are probes: each goes off inside and outside of the cage, and observers see it outside only. */
import { expect } from '@playwright/test';
import { CONNECTION_ALLOWLIST } from '../../../../src/main/services/mini/programHeaders.ts';
import type { CageBuilds } from './builds.ts';
import { test } from './fixtures.ts';
import type { NetLog } from './netLog.ts';
import { CONTROL, type Probed, probeBare, probeCaged } from './probing.ts';

/** Probes by the title of their test, which begins with the number of the item. */
export interface Section {
  readonly items: Readonly<Record<string, readonly string[]>>;
  /** Items whose probes may not share a page. */
  readonly alone: readonly string[];
  /** Probes that no browser lets out of a frame, cage or not, and does out of a page by itself. */
  readonly first: readonly string[];
  /** Probes that reach nothing anywhere here, and why; if one day they do, the control says so. */
  readonly silent: Readonly<Record<string, string>>;
}

/** What browsers look up for themselves, and what is the app's own. Everything else that was asked for is a leak. */
const OWN_NAME = /^((canary\.|[a-z2-7]{26}\.)?localhost|(bare-\d+|x-control)\.localhost|127\.0\.0\.1|~notfound)$/;

/** Names in the log that nobody but a probe can have asked for. */
export function strangeNames({ names }: NetLog): string[] {
  return names.filter((name) => !OWN_NAME.test(name));
}

/** The probes of a section, as they are let loose. */
export function trialOf({ items, alone, first, silent }: Section) {
  const all = Object.entries(items);
  const isAlone = (title: string) => alone.some((item) => title.startsWith(`${item} `));
  const pick = (wanted: boolean) => all.filter(([title]) => isAlone(title) === wanted).flatMap(([, probes]) => probes);
  return { together: pick(false), alone: pick(true), first, silent: Object.keys(silent) };
}

/** Declares the tests of a section, inside and outside. */
export function describeSection(section: Section): void {
  const trial = trialOf(section);
  let caged: Probed;
  let bare: Probed;
  test.beforeAll(async ({ builds }) => {
    caged = await probeCaged(trial, builds);
    bare = await probeBare(
      { ...trial, together: trial.together.filter((probe) => !trial.first.includes(probe)) },
      builds,
    );
  });
  for (const [title, probes] of Object.entries(section.items))
    test(title, () => {
      expect(probes.filter((probe) => caged.reports[probe] === undefined)).toEqual([]);
      expect(probes.filter((probe) => caged.seen[probe] !== undefined)).toEqual([]);
      // The control: the same files without the cage.
      expect(probes.filter((probe) => bare.seen[probe] === undefined)).toEqual(
        probes.filter((probe) => section.silent[probe] !== undefined),
      );
    });
  test('the observers saw a page outside while they saw no program', () => {
    expect(caged.seen[CONTROL]).toEqual(['http', 'tcp', 'dns']);
    expect(Object.keys(caged.seen)).toEqual([CONTROL]);
    expect(strangeNames(caged.log)).toEqual([]);
  });
}

/** Lets all probes of some sections loose under the header alone: no policy, no sandbox, no app around. */
export function probeHeaderAlone(sections: readonly Section[], builds: CageBuilds): Promise<Probed> {
  const trials = sections.map(trialOf);
  const trial = {
    together: trials.flatMap(({ together }) => together),
    alone: trials.flatMap(({ alone }) => alone),
    first: [],
    silent: [],
  };
  return probeBare(trial, builds, { 'Connection-Allowlist': CONNECTION_ALLOWLIST });
}
