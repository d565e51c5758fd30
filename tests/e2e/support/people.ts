/** Tests told as stories: `people.start('Alice')` gives someone a computer of their own. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base, expect } from '@playwright/test';
import { Person, type PersonOptions } from './person.ts';
import { introduce } from './acts.ts';

export { type Locator, type Page, expect } from '@playwright/test';

/** Everyone in a test. */
export interface People {
  /** A computer with the app open for the first time. */
  arrive(name: string, options?: PersonOptions): Promise<Person>;
  /** The same, with the profile made. */
  start(name: string, options?: PersonOptions): Promise<Person>;
}

/** The test function of this folder: ends every process it started, and fails on what a page complained about. */
export const test = base.extend<{ people: People }>({
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads the names of the fixtures needed from the pattern.
  people: async ({}, provide) => {
    const folder = await mkdtemp(join(tmpdir(), 'banyan-e2e-'));
    const everyone: Person[] = [];
    const arrive: People['arrive'] = async (name, options) => {
      const person = new Person(name, join(folder, String(everyone.length)), options);
      everyone.push(person);
      await person.startHost();
      await person.open();
      return person;
    };
    const start: People['start'] = async (name, options) => {
      const person = await arrive(name, options);
      await introduce(person);
      return person;
    };
    await provide({ arrive, start });
    const unexpected = everyone.flatMap((person) => person.unexpected);
    await Promise.all(everyone.map((person) => person.leave()));
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    expect(unexpected, 'errors of pages that no test expected').toEqual([]);
  },
});
