/**
 * `device.link`, `device.link-first`: a new device is linked to one with a hundred thousand messages in fifty chats, in the real app, from the
 * press that goes into the account. First is when its list shows a chat, whole is when its database holds every event the other holds.
 * Baseline: the bytes of as many events over a bare channel, every signature checked, the same rows put, one after the other. Files are no part
 * of history: they are fetched by the rule for files (BLB-6) or when they are looked at, at the speed of `blob.throughput`.
 */
import type { Benchmark } from './support/benchmark.ts';
import { blobCouple } from './support/blobCouple.ts';
import { TOOLS_SCRIPT } from './support/plainPeople.ts';
import { type Person, end, openApp, startPerson } from './support/profiles.ts';
import { figureOf, rounded } from './support/statistics.ts';
import { catchUpWith } from './syncCatchup.ts';
import { type World, settled } from './support/world.ts';

/** How often it is looked how much is there, ms. */
const LOOK_EVERY = 250;
const PATIENCE = 1_200_000;

interface Linked {
  readonly first: number;
  readonly whole: number;
  readonly events: number;
  readonly baseline: number;
}

let known: Promise<Linked> | null = null;

/** Both benchmarks are of one linking. */
function linkOnce(world: World, isQuick: boolean): Promise<Linked> {
  known ??= link(world, isQuick);
  return known;
}

async function link(world: World, isQuick: boolean): Promise<Linked> {
  const { person } = await world.manyChats();
  const other = await startPerson();
  await openApp(person);
  // A device that has been in use has its index of words: that is no part of what a new one waits for.
  await settled(person);
  await person.page.goto(`${person.origin}/#/settings/devices`);
  const events = await eventsOf(person);
  await comeToTheDoor(person, other);
  const start = performance.now();
  await other.page.getByRole('button', { name: 'It is linked there' }).click();
  const list = other.page.getByRole('list', { name: 'Conversations' });
  await list.getByRole('link').first().waitFor({ timeout: PATIENCE });
  const first = performance.now() - start;
  const deadline = start + PATIENCE;
  while ((await eventsOf(other)) < events) {
    if (performance.now() > deadline) throw new Error(`${await eventsOf(other)} of ${events} events came`);
    await other.page.waitForTimeout(LOOK_EVERY);
  }
  const whole = performance.now() - start;
  await end(other);
  await person.page.goto('about:blank');
  const couple = await blobCouple(TOOLS_SCRIPT);
  // Once unmeasured: an app that is open has everything compiled.
  await catchUpWith(couple, { what: 'talk', spaces: 1, events: isQuick ? 500 : 2000 });
  const { baseline } = await catchUpWith(couple, { what: 'talk', spaces: 1, events });
  return { first, whole, events, baseline };
}

/** Up to where the new device asks whose account it is. */
async function comeToTheDoor({ page }: Person, { page: door }: Person): Promise<void> {
  await page.getByRole('button', { name: 'Link a device' }).click();
  const dialog = page.getByRole('dialog', { name: 'Link a device' });
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await dialog.getByRole('button', { name: 'Copy link' }).click();
  const code = await page.evaluate<string>('navigator.clipboard.readText()');
  await door.getByRole('button', { name: 'I have Banyan on another device' }).click();
  await door.getByRole('textbox', { name: 'Code or link' }).fill(code);
  await door.getByRole('button', { name: 'Next' }).click();
  const digits = door.getByRole('status').locator('output');
  await digits.waitFor();
  await dialog.getByRole('textbox', { name: 'Digits on the new device' }).fill((await digits.textContent()) ?? '');
  await dialog.getByRole('button', { name: 'Link', exact: true }).click();
  await door.getByRole('button', { name: 'It is linked there' }).waitFor();
}

/**
 * Counts the events in the database of a page's profile, by the ends of its chains: to count a hundred thousand rows keeps the database from what is
 * measured. Run there, as text, for this file knows no page.
 */
const COUNT_EVENTS = `(async () => {
  const asked = (request) =>
    new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  let most = 0;
  for (const { name } of await indexedDB.databases()) {
    const database = await asked(indexedDB.open(name));
    if (database.objectStoreNames.contains('chains') && database.objectStoreNames.contains('messages')) {
      const chains = await asked(database.transaction('chains').objectStore('chains').getAll());
      most = Math.max(most, chains.reduce((sum, { seq, floor = 0 }) => sum + seq - floor + 1, 0));
    }
    database.close();
  }
  return most;
})()`;

function eventsOf({ page }: Person): Promise<number> {
  return page.evaluate<number>(COUNT_EVENTS);
}

export const deviceLink: Benchmark = {
  id: 'device.link',
  run: async (world, { quick }) => {
    const { first, whole, events, baseline } = await linkOnce(world, quick);
    const question = {
      id: 'device.link',
      title: 'A new device has the history of the other',
      unit: 'ms',
      goal: 'ratio ≤ 1.5',
      limits: [{ of: 'ratio', most: 1.5 }],
    } as const;
    // So that nobody takes it for more than it is: the chats hold words only.
    const extent = { events, media: 'none' };
    return figureOf(question, { measured: [whole], baseline: [baseline] }, { first: rounded(first), ...extent });
  },
};

export const deviceLinkFirst: Benchmark = {
  id: 'device.link-first',
  run: async (world, { quick }) => {
    const { first, events } = await linkOnce(world, quick);
    const question = {
      id: 'device.link-first',
      title: 'A new device shows the first chats',
      unit: 'ms',
      goal: '≤ 3000 ms',
      limits: [{ of: 'value', most: 3000 }],
    } as const;
    return figureOf(question, { measured: [first] }, { events });
  },
};
