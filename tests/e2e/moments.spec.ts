/** Who sees what of moments, with real people: three and four browsers, some of them away. */
import { meet } from './support/acts.ts';
import { expectAccessible } from './support/axe.ts';
import { expectPost, named, openMoments, ownStory, post, postOf, remark } from './support/momentActs.ts';
import { type Page, expect, test } from './support/people.ts';

/** Nothing is said of a post, in the feed or in anything the page keeps. */
async function expectNothingOf(page: Page, words: string): Promise<void> {
  await expect(postOf(page, words)).toHaveCount(0);
  expect(await keeps(page, words), `a trace of “${words}”`).toBe(false);
}

/** Whether any row of any database of the page says these words, in text or in bytes. */
async function keeps(page: Page, words: string): Promise<boolean> {
  return (await page.evaluate(`(${KEEPS})(${JSON.stringify(words)})`)) === true;
}

/** Runs in the page. */
const KEEPS = `async (words) => {
  const told = new TextEncoder().encode(words);
  const isIn = (bytes) => bytes.some((_, at) => told.every((byte, place) => bytes[at + place] === byte));
  const says = (value) => {
    if (typeof value === 'string') return value.includes(words);
    if (value instanceof Uint8Array) return isIn(value);
    if (value instanceof ArrayBuffer) return isIn(new Uint8Array(value));
    return typeof value === 'object' && value !== null && Object.values(value).some(says);
  };
  const finished = (request) => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(new Error('the database cannot be read'));
  });
  for (const { name } of await indexedDB.databases()) {
    const database = await finished(indexedDB.open(name));
    for (const table of database.objectStoreNames) {
      const rows = await finished(database.transaction(table).objectStore(table).getAll());
      if (rows.some(says)) { database.close(); return true; }
    }
    database.close();
  }
  return false;
}`;

test('VIS-2 each post is seen by those it is for, and not a byte of it is with the others', async ({ people }) => {
  const alice = await people.start('Alice');
  const bob = await people.start('Bob');
  const carol = await people.start('Carol');
  await meet(alice, bob);
  await meet(alice, carol);
  await meet(bob, carol);
  await post(alice, { text: 'For Bob alone', audience: named('Only these people', 'Bob') });
  await post(alice, { text: 'Behind his back', audience: named('All but these people', 'Bob') });
  await post(alice, { text: 'For everybody' });
  for (const person of [bob, carol]) {
    await openMoments(person);
    await expectPost(person.page, 'For everybody');
  }
  await expectPost(bob.page, 'For Bob alone');
  await expectPost(carol.page, 'Behind his back');
  await expectNothingOf(bob.page, 'Behind his back');
  await expectNothingOf(carol.page, 'For Bob alone');
  // What is looked for would be found.
  expect(await keeps(bob.page, 'For Bob alone')).toBe(true);
});

test('VIS-4 VIS-6 VIS-15 a friend gives a post on while its poster is away; who was away is told of it; remarks stay among friends', async ({
  people,
}) => {
  const alice = await people.start('Alice');
  const bob = await people.start('Bob');
  const carol = await people.start('Carol');
  const dave = await people.start('Dave');
  for (const friend of [bob, carol, dave]) await meet(alice, friend);
  await meet(bob, carol);
  // Each was linked with Alice once: leave comes from her alone.
  await post(alice, { text: 'A first word' });
  for (const person of [bob, carol, dave]) {
    await openMoments(person);
    await expectPost(person.page, 'A first word');
  }
  await carol.close();
  await post(alice, { text: 'While Carol is away' });
  await expectPost(bob.page, 'While Carol is away');
  await expectPost(dave.page, 'While Carol is away');
  await remark(bob.page, 'While Carol is away', 'She will like it');
  await expect(postOf(alice.page, 'While Carol is away')).toContainText('She will like it');
  await alice.close();
  await carol.reopen();
  await openMoments(carol);
  await expectPost(carol.page, 'While Carol is away');
  await expect(postOf(carol.page, 'While Carol is away')).toContainText('She will like it');
  await expectNothingOf(dave.page, 'She will like it');

  await carol.close();
  await post(bob, { text: 'Bob went to sea' });
  await carol.reopen();
  // Four days later, by Carol's clock.
  await carol.context.addInitScript('{ const now = Date.now; Date.now = () => now() + 4 * 86_400_000; }');
  await carol.page.reload();
  await openMoments(carol);
  await expectPost(carol.page, 'Bob went to sea');
  await expectDigest(carol.page);
});

/** Above the posts of who comes back it says what there is, leads to it, and can be put aside. */
async function expectDigest(page: Page): Promise<void> {
  const card = page.getByRole('region', { name: 'While you were away' });
  await expect(card.getByText('1 post of 1 person')).toBeVisible();
  await expectAccessible(page, 'what was missed, above the posts');
  await card.getByRole('link', { name: 'Look at all of it' }).click();
  await expect(page.getByRole('heading', { name: 'While you were away', level: 1 })).toBeVisible();
  await expectAccessible(page, 'what was missed');
  const people = page.getByRole('region', { name: 'People' });
  await people.getByRole('link', { name: /Bob.*1 post/su }).click();
  await expect(postOf(page, 'Bob went to sea')).toBeVisible();
  await page.goBack();
  await page.goBack();
  await card.getByRole('button', { name: 'Put this aside' }).click();
  await expect(card).toHaveCount(0);
}

test('VIS-8 a story is gone from every screen and every disk when its time is over', async ({ people }) => {
  const alice = await people.start('Alice');
  const bob = await people.start('Bob');
  await meet(alice, bob);
  for (const { page } of [alice, bob]) {
    await page.clock.install();
    await page.reload();
  }
  await openMoments(bob);
  await post(alice, { text: 'Gone tomorrow', isStory: true });
  const ring = bob.page.getByRole('navigation', { name: 'Stories' }).getByRole('button', { name: /Story of .?Alice/u });
  await expect(ring).toBeVisible();
  await expect.poll(() => keeps(bob.page, 'Gone tomorrow')).toBe(true);
  for (const { page } of [alice, bob]) await page.clock.fastForward('24:10:00');
  await expect(ring).toHaveCount(0);
  await expect(ownStory(alice.page)).toHaveCount(0);
  for (const { page } of [alice, bob])
    await expect.poll(() => keeps(page, 'Gone tomorrow'), { timeout: 30_000 }).toBe(false);
});
