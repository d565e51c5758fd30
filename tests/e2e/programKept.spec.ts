/** What a mini program may put into a chat for ever, and who decides when that is much. */
import { makePackage } from '../support/node/zipBuilder.ts';
import { meet, openChat } from './support/acts.ts';
import { closeProgram, programFrame, programPane, sendAsProgram, startProgram } from './support/programActs.ts';
import { type Page, expect, test } from './support/people.ts';

/** What the canary tried and did not get: the browser says so in the console. */
const SHUT = /ERR_NETWORK_ACCESS_REVOKED/;

/** Says a word at each press, and lists what was said. */
function talkingProgram(): Buffer {
  return Buffer.from(
    makePackage({
      'index.html': `<!doctype html><meta charset="utf-8"><title>Talking</title><script src="webxdc.js"></script>
<button>Say</button><ul></ul><script>
let count = 0;
document.querySelector('button').onclick = () => { count += 1; webxdc.sendUpdate({ payload: 'word ' + count }, ''); };
webxdc.setUpdateListener(({ payload }) => {
  const item = document.createElement('li');
  item.textContent = payload;
  document.querySelector('ul').append(item);
});
</script>`,
      'manifest.toml': 'name = "Talking"\n',
    }),
  );
}

const said = (page: Page) => programFrame(page, 'Talking').getByRole('listitem');
/** Without a pointer: a notice that comes moves the program, and a pointer presses for a moment where its button was. */
const say = (page: Page) => programFrame(page, 'Talking').getByRole('button', { name: 'Say' }).dispatchEvent('click');

/**
 * As if 110 MB of a document of the program were kept here: what is counted are the bytes of its rows. As text: these tests are compiled without
 * the DOM.
 */
const KEEP_MUCH = `(async () => {
  const settled = (request) => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const names = (await indexedDB.databases()).map(({ name }) => name);
  const database = await settled(indexedDB.open(names.find((one) => /^banyan-[A-Za-z0-9_-]{43}$/.test(one))));
  try {
    const transaction = database.transaction(['programs', 'documentSnapshots'], 'readwrite');
    const [{ space, instance }] = await settled(transaction.objectStore('programs').getAll());
    const row = { space, instance, document: 'instance/much', serial: 1, digest: new Uint8Array(32) };
    await settled(transaction.objectStore('documentSnapshots').put({ ...row, bytes: new Uint8Array(110_000_000) }));
  } finally {
    database.close();
  }
})()`;

test('PRG-22 a program that keeps much says nothing more, and the person is told, until they allow it', async ({
  people,
}) => {
  const [alice, bob] = [await people.start('Alice'), await people.start('Bob')];
  for (const person of [alice, bob]) person.expectComplaint(SHUT);
  // Who made the program is told, too.
  alice.expectComplaint(/update-dropped/);
  await meet(alice, bob);
  await openChat(alice, 'Bob');
  await sendAsProgram(alice, talkingProgram());
  for (const { page } of [alice, bob]) await startProgram(page, 'Talking');
  await say(alice.page);
  await expect(said(bob.page)).toHaveText(['word 1']);
  await alice.page.evaluate(KEEP_MUCH);

  const notice = programPane(alice.page).getByRole('status').filter({ hasText: 'Talking keeps' });
  // It is counted twenty seconds after it was opened.
  await expect(notice).toContainText('110 MB in this chat', { timeout: 60_000 });
  const dropped = alice.page.waitForEvent('console', (message) => message.text().includes('update-dropped'));
  await say(alice.page);
  await dropped;
  await say(bob.page);
  // What others say still comes, and of one's own nothing went.
  await expect(said(alice.page)).toHaveText(['word 1', 'word 1']);
  await expect(said(bob.page)).toHaveText(['word 1', 'word 1']);

  await notice.getByRole('button', { name: 'Allow 100 MB more' }).click();
  await expect(notice).toHaveCount(0);
  await say(alice.page);
  await expect(said(bob.page)).toHaveText(['word 1', 'word 1', 'word 3']);

  await closeProgram(alice.page);
});
