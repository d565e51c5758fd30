/** What programs keep: shared documents that were changed often, and how much lies on the device. */
import * as Y from 'yjs';
import { makePackage } from '../support/node/zipBuilder.ts';
import { meet, naming } from './support/acts.ts';
import { closeProgram, programFrame, programPane, sendAsProgram, startProgram } from './support/programActs.ts';
import { type Page, expect, test } from './support/people.ts';

const CHANGES = 300;

/** A program that says how many entries its own document has, and stores 200 kB. */
function keepingProgram(): Buffer {
  return Buffer.from(
    makePackage({
      'index.html': `<!doctype html><meta charset="utf-8"><script src="webxdc.js"></script><output>opening</output><script>
localStorage.setItem('much', 'x'.repeat(100_000));
banyan.document('notes', { scope: 'person' }).then((notes) => {
  document.querySelector('output').textContent = 'entries: ' + notes.getMap('map').size;
});
</script>`,
      'manifest.toml': 'name = "Keeping"\n[banyan]\npermissions = ["storage.sync"]\n',
    }),
  );
}

/** Changes of the document, each of one entry. */
function changes(): number[][] {
  const source = new Y.Doc();
  const made: number[][] = [];
  source.on('update', (change: Uint8Array) => made.push([...change]));
  for (let turn = 0; turn < CHANGES; turn += 1) source.getMap('map').set(`k${turn}`, turn);
  return made;
}

/** A page's script that has the database of its account, and waits for what it asks of it. These tests are compiled without the DOM. */
const withDatabase = (work: string) => `(async () => {
  const settled = (request) => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const names = (await indexedDB.databases()).map(({ name }) => name);
  const name = names.find((one) => /^banyan-[A-Za-z0-9_-]{43}$/.test(one));
  const database = await settled(indexedDB.open(name));
  const stores = ['programs', 'programEntries', 'programLedgers', 'documentSnapshots'];
  const store = (() => {
    const transaction = database.transaction(stores, 'readwrite');
    return (one) => transaction.objectStore(one);
  })();
  try { ${work} } finally { database.close(); }
})()`;

/** Puts changes behind one another, as if the program had made them in the course of some minutes. */
const writeChanges = (page: Page, made: readonly number[][]) =>
  page.evaluate(
    withDatabase(`
  const [{ space, instance, author }] = await settled(store('programs').getAll());
  for (const [index, bytes] of ${JSON.stringify(made)}.entries())
    await settled(store('programEntries').put({
      space, instance, document: 'person/notes', serial: index + 1, author, bytes: new Uint8Array(bytes),
    }));
  await settled(store('programLedgers').put({ space, instance, serial: 1000, document: null, summary: null, lines: [] }));`),
  );

const forgetChanges = (page: Page) => page.evaluate(withDatabase(`await settled(store('programEntries').clear());`));

/** The serials of the snapshots there are. */
const snapshots = (page: Page) =>
  page.evaluate(
    withDatabase(`return (await settled(store('documentSnapshots').getAll())).map(({ serial }) => serial);`),
  );

test('a document with many changes is opened by what they came to, and what is stored is told', async ({ people }) => {
  const alice = await people.start('Alice');
  const bob = await people.start('Bob');
  for (const person of [alice, bob]) person.expectComplaint(/ERR_NETWORK_ACCESS_REVOKED/);
  await meet(alice, bob);
  const { page } = alice;
  const output = programFrame(page, 'Keeping').locator('output');
  await sendAsProgram(alice, keepingProgram());
  await startProgram(page, 'Keeping');
  await expect(output).toHaveText('entries: 0');
  await closeProgram(page);
  await writeChanges(page, changes());
  await startProgram(page, 'Keeping');
  await expect(output).toHaveText(`entries: ${CHANGES}`);
  // A worker of its own puts them together, beside.
  await expect.poll(() => snapshots(page)).toEqual([CHANGES]);
  await closeProgram(page);
  // Without the changes what they came to says the same: that is what is read.
  await forgetChanges(page);
  await startProgram(page, 'Keeping');
  await expect(output).toHaveText(`entries: ${CHANGES}`);
  await programPane(page)
    .getByRole('button', { name: naming('More about {name}', 'Keeping') })
    .click();
  await page.getByRole('menuitem', { name: 'Information' }).click();
  const stored = page.getByRole('dialog').locator('dt', { hasText: 'Stored by it, about' }).locator('xpath=..');
  await expect(stored).toHaveText(/[2-9]\d\d kB/);
});

/** A program that writes three million letters into a shared document at once, and says how many it has, and what was written after them. */
function pastingProgram(): Buffer {
  return Buffer.from(
    makePackage({
      'index.html': `<!doctype html><meta charset="utf-8"><script src="webxdc.js"></script><button>Paste</button><output>opening</output><script>
banyan.document('notes').then((notes) => {
  const text = notes.getText('text');
  const show = () => {
    document.querySelector('output').textContent = text.length + ' letters, ' + (notes.getMap('map').get('after') ?? 'nothing') + ' after';
  };
  notes.on('update', show);
  document.querySelector('button').onclick = () => {
    text.insert(0, 'letters by the million, '.repeat(125_000));
    notes.getMap('map').set('after', 'a word');
  };
  show();
});
</script>`,
      'manifest.toml': 'name = "Pasting"\n[banyan]\npermissions = ["storage.sync"]\n',
    }),
  );
}

test('MPH-48 what is pasted at once, larger than any message, reaches the other whole, and is there again', async ({
  people,
}) => {
  const alice = await people.start('Alice');
  const bob = await people.start('Bob');
  for (const person of [alice, bob]) person.expectComplaint(/ERR_NETWORK_ACCESS_REVOKED/);
  await meet(alice, bob);
  await sendAsProgram(alice, pastingProgram());
  for (const { page } of [alice, bob]) {
    await startProgram(page, 'Pasting');
    await expect(programFrame(page, 'Pasting').locator('output')).toHaveText('0 letters, nothing after');
  }
  await programFrame(alice.page, 'Pasting').getByRole('button', { name: 'Paste' }).click();
  const whole = '3000000 letters, a word after';
  for (const { page } of [bob, alice])
    await expect(programFrame(page, 'Pasting').locator('output')).toHaveText(whole, { timeout: 30_000 });
  await closeProgram(alice.page);
  await startProgram(alice.page, 'Pasting');
  await expect(programFrame(alice.page, 'Pasting').locator('output')).toHaveText(whole);
});
