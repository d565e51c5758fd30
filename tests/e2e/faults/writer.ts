/** Somebody whose app is written to in bulk, and what it acknowledged: the truth that its disk is held to. */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import type { Durability } from '../../support/shared/durability.ts';
import { Person } from '../support/person.ts';
import { APP_PUBLIC, buildTestPage } from '../support/testPage.ts';
import { browserProcesses, signalAll } from './processes.ts';

const CHATS = 4;
/** How long a start may take to have everything back, ms. */
const REPAIR = 60_000;

/** Builds the page that writes. */
export function buildWriterPage(outDir: string): Promise<string> {
  return buildTestPage('durability', outDir, { publicDir: APP_PUBLIC });
}

/** Where Chromium keeps IndexedDB of a profile. */
export function databaseFolder(profile: string): string {
  return join(profile, 'Default', 'IndexedDB');
}

export class Writer {
  readonly person: Person;
  /** Every text that was acknowledged, ever. */
  readonly acknowledged: string[] = [];
  /** How many starts said that they had rebuilt the database. */
  rebuilt = 0;
  private round = 0;

  constructor(folder: string, renderer: string) {
    this.person = new Person('Writer', folder, { renderer });
  }

  /** A profile. */
  async arrive(): Promise<void> {
    await this.person.startHost();
    await this.openPage();
    await expect.poll(() => this.ask('status')).toBe('first-start');
    await this.ask('createProfile', 'Writer');
    await expect.poll(() => this.ask('status')).toBe('ready');
  }

  /** A profile with people to write to, who are never there. */
  async begin(): Promise<void> {
    await this.arrive();
    await this.person.enter();
    await this.ask('befriend', CHATS);
    await this.person.enter();
    await this.awaitReady();
  }

  /** Starts writing; resolves when all is written, or never when a crash comes first. */
  write(count: number): Promise<number> {
    this.round += 1;
    return this.ask('write', `${this.round}`, count);
  }

  /** Ends the browser at once, with all its processes. */
  async killBrowser(): Promise<void> {
    signalAll(browserProcesses(this.person.profile), 'SIGKILL');
    await this.person.wasKilled();
  }

  /** Ends what runs, in order. */
  async end(): Promise<void> {
    await this.person.leave();
  }

  /** Opens the app again and waits until everything that was ever acknowledged is there, once. */
  async reopen(): Promise<void> {
    await this.resume();
    await this.expectWhole();
  }

  /** The database goes, the journal stays. The app has compared the two by then: it is asked to write, which waits for that. */
  async loseDatabase(): Promise<void> {
    expect(await this.write(1)).toBe(0);
    await this.person.close();
    await rm(databaseFolder(this.person.profile), { recursive: true, force: true });
  }

  async expectWhole(expected: readonly string[] = this.acknowledged): Promise<void> {
    const found = async () => {
      const { missing, doubled } = await this.ask('compare', expected);
      return { missing: missing.length, doubled };
    };
    await expect.poll(found, { timeout: REPAIR, intervals: [200, 500, 1000] }).toEqual({ missing: 0, doubled: 0 });
  }

  /** Becomes a contact of somebody; both are linked afterwards. */
  async meet(other: Writer): Promise<void> {
    await other.ask('ask', await this.ask('invite'));
    await expect.poll(() => this.ask('sayYes'), { timeout: 30_000 }).toBe(1);
    await expect.poll(() => other.ask('linked'), { timeout: 30_000 }).toBe(1);
  }

  /** Opens the app again, and waits for nothing more than that it runs. */
  async resume(): Promise<void> {
    await this.openPage();
    await this.awaitReady();
  }

  async awaitReady(): Promise<void> {
    await expect
      .poll(async () => ((await this.ask('status')) === 'failed' ? this.ask('failure') : this.ask('status')), {
        timeout: REPAIR,
      })
      .toBe('ready');
    if ((await this.ask('notice')) !== null) this.rebuilt += 1;
  }

  /** Asks the page; it answers nothing any more once it is dead. */
  ask<Name extends keyof Durability>(
    name: Name,
    ...parameters: Parameters<Durability[Name]>
  ): Promise<Awaited<ReturnType<Durability[Name]>>> {
    const call = ([method, values]: readonly [string, readonly unknown[]]) => {
      // The page put it there; what crosses is plain data, typed by `Durability`.
      const all = (globalThis as unknown as { durability: Record<string, (...values: readonly unknown[]) => unknown> })
        .durability;
      return all[method]?.(...values);
    };
    return this.person.page.evaluate(call, [name, parameters] as const) as Promise<
      Awaited<ReturnType<Durability[Name]>>
    >;
  }

  private async openPage(): Promise<void> {
    await this.person.open();
    await this.person.context.exposeFunction('acknowledged', (texts: readonly string[]) => {
      this.acknowledged.push(...texts);
    });
    await this.person.enter();
    await this.person.page.waitForFunction('globalThis.durability !== undefined');
  }
}
