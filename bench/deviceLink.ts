/**
 * `device.link`, `device.link-first`: a new device is linked to one with a hundred thousand messages in fifty chats, in the real app, from the
 * press that goes into the account. First is when its list shows a chat, whole is when its database holds every event the other holds.
 * Baseline: the bytes of as many events over a bare channel, every signature checked, the same rows put, one after the other. Files are no part
 * of history: a gigabyte of them is fetched by the rule for files (BLB-6) over the same link meanwhile, and how much is there when the history is,
 * and when all of it is, is told beside the figure.
 */
import type { Benchmark } from './support/benchmark.ts';
import { blobCouple } from './support/blobCouple.ts';
import { TOOLS_SCRIPT } from './support/plainPeople.ts';
import { type Person, end, openApp, openTools, startPerson, tools } from './support/profiles.ts';
import { figureOf, rounded } from './support/statistics.ts';
import { catchUpWith } from './syncCatchup.ts';
import { type World, settled } from './support/world.ts';

/** How often it is looked how much is there, ms. */
const LOOK_EVERY = 250;
const PATIENCE = 1_200_000;
/** Of each film, and of all of them. */
const FILM_BYTES = 4 * 1024 * 1024;
const MEDIA_BYTES = 1024 * 1024 * 1024;
/** How long they are waited for once the history is there, ms: what came by then is told. */
const MEDIA_PATIENCE = 180_000;

interface Linked {
  readonly first: number;
  readonly whole: number;
  readonly events: number;
  readonly baseline: number;
  readonly media: Media;
}

/** Files that came: bytes of all there are, those that were here when the history was, those that came, and ms until then. */
interface Media {
  readonly bytes: number;
  readonly withHistory: number;
  readonly here: number;
  readonly ms: number;
}

let known: Promise<Linked> | null = null;

/** Both benchmarks are of one linking. */
function linkOnce(world: World, isQuick: boolean): Promise<Linked> {
  known ??= link(world, isQuick);
  return known;
}

async function link(world: World, isQuick: boolean): Promise<Linked> {
  const { person } = await world.manyChats();
  await openTools(person);
  const films = Math.ceil((isQuick ? MEDIA_BYTES / 64 : MEDIA_BYTES) / FILM_BYTES);
  // The oldest of the chats, and one word at its end.
  await tools(person.page, 'seed', [{ name: 'Sender of films', messages: films + 1, fileBytes: FILM_BYTES }]);
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
  const media = await mediaOf(other, { bytes: films * FILM_BYTES, start });
  await end(other);
  await person.page.goto('about:blank');
  const couple = await blobCouple(TOOLS_SCRIPT);
  // Once unmeasured: an app that is open has everything compiled.
  await catchUpWith(couple, { what: 'talk', spaces: 1, events: isQuick ? 500 : 2000 });
  const { baseline } = await catchUpWith(couple, { what: 'talk', spaces: 1, events });
  return { first, whole, events, baseline, media };
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

/** What the rows of a table in the databases of a page's profile come to. Run there, as text, for this file knows no page. */
const overDatabases = (table: string, fold: string) => `(async () => {
  const asked = (request) =>
    new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  const fold = ${fold};
  let all = 0;
  for (const { name } of await indexedDB.databases()) {
    const database = await asked(indexedDB.open(name));
    if (database.objectStoreNames.contains('${table}') && database.objectStoreNames.contains('messages'))
      all = fold(all, await asked(database.transaction('${table}').objectStore('${table}').getAll()));
    database.close();
  }
  return all;
})()`;

/** The events, by the ends of the chains: to count a hundred thousand rows keeps the database from what is measured. */
const COUNT_EVENTS = overDatabases(
  'chains',
  '(most, chains) => Math.max(most, chains.reduce((sum, { seq, floor = 0 }) => sum + seq - floor + 1, 0))',
);
/** Bytes of the films whose records say that they are here, whole. */
const COUNT_FILMS = overDatabases(
  'blobs',
  `(here, blobs) => blobs.reduce((sum, { size, state }) => (state === 'complete' && size === ${FILM_BYTES} ? sum + size : sum), here)`,
);

/** Waits for the media. */
async function mediaOf(
  { page }: Person,
  { bytes, start }: { readonly bytes: number; readonly start: number },
): Promise<Media> {
  const withHistory = await page.evaluate<number>(COUNT_FILMS);
  const until = performance.now() + MEDIA_PATIENCE;
  let here = withHistory;
  while (here < bytes && performance.now() < until) {
    await page.waitForTimeout(LOOK_EVERY);
    here = await page.evaluate<number>(COUNT_FILMS);
  }
  return { bytes, withHistory, here, ms: performance.now() - start };
}

function eventsOf({ page }: Person): Promise<number> {
  return page.evaluate<number>(COUNT_EVENTS);
}

export const deviceLink: Benchmark = {
  id: 'device.link',
  run: async (world, { quick }) => {
    const { first, whole, events, baseline, media } = await linkOnce(world, quick);
    const question = {
      id: 'device.link',
      title: 'A new device has the history of the other',
      unit: 'ms',
      goal: 'ratio ≤ 1.5',
      limits: [{ of: 'ratio', most: 1.5 }],
    } as const;
    const details = {
      ...{ first: rounded(first), events, mediaMB: rounded(media.bytes / 1e6) },
      ...{ mediaWithHistoryMB: rounded(media.withHistory / 1e6), mediaHereMB: rounded(media.here / 1e6) },
      mediaMs: rounded(media.ms),
    };
    return figureOf(question, { measured: [whole], baseline: [baseline] }, details);
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
