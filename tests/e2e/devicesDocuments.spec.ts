/** What a program keeps for one person alone, on two devices of theirs, in a real browser. */
import { makePackage } from '../support/node/zipBuilder.ts';
import { meet, openChat } from './support/acts.ts';
import { linkLaptop } from './support/deviceActs.ts';
import { programFrame, programPane, sendAsProgram, startProgram } from './support/programActs.ts';
import { type Page, expect, test } from './support/people.ts';

/** A program with a list of the person's own, into which a word goes at each press. */
function listingProgram(): Buffer {
  return Buffer.from(
    makePackage({
      'index.html': `<!doctype html><meta charset="utf-8"><script src="webxdc.js"></script>
<label>Word <input></label><button disabled>Add</button><output>opening</output><script>
banyan.document('list', { scope: 'person' }).then((own) => {
  const list = own.getArray('words');
  const show = () => { document.querySelector('output').textContent = 'kept: ' + list.toArray().toSorted().join(', '); };
  const button = document.querySelector('button');
  button.addEventListener('click', () => list.push([document.querySelector('input').value]));
  button.disabled = false;
  list.observe(show);
  show();
});
</script>`,
      'manifest.toml': 'name = "List"\n[banyan]\npermissions = ["storage.sync"]\n',
    }),
  );
}

const kept = (page: Page) => programFrame(page, 'List').locator('output');

async function add(page: Page, word: string): Promise<void> {
  const program = programFrame(page, 'List');
  await program.getByRole('textbox', { name: 'Word' }).fill(word);
  await program.getByRole('button', { name: 'Add' }).click();
}

test('DEV-78 what a program keeps for a person is seen on their other device, and nobody else has it', async ({
  people,
}) => {
  test.setTimeout(240_000);
  const alice = await people.start('Alice');
  const bob = await people.start('Bob');
  await meet(alice, bob);
  await openChat(alice, 'Bob');
  await sendAsProgram(alice, listingProgram());
  await startProgram(alice.page, 'List');
  await expect(kept(alice.page)).toHaveText('kept: ');
  await add(alice.page, 'desktop');
  await expect(kept(alice.page)).toHaveText('kept: desktop');

  const laptop = await linkLaptop(people, alice);
  for (const person of [alice, bob, laptop]) person.expectComplaint(/ERR_NETWORK_ACCESS_REVOKED/);
  await openChat(laptop, 'Bob');
  await startProgram(laptop.page, 'List');
  // Written before the laptop was linked, and heard by a page that may be open already.
  await expect(kept(laptop.page)).toHaveText('kept: desktop', { timeout: 60_000 });
  await add(laptop.page, 'laptop');
  await expect(kept(laptop.page)).toHaveText('kept: desktop, laptop');

  await openChat(alice, 'Bob');
  if (!(await programPane(alice.page).isVisible())) await startProgram(alice.page, 'List');
  await expect(kept(alice.page)).toHaveText('kept: desktop, laptop', { timeout: 60_000 });
  await add(alice.page, 'both');
  await expect(kept(laptop.page)).toHaveText('kept: both, desktop, laptop', { timeout: 60_000 });

  await openChat(bob, 'Alice');
  await startProgram(bob.page, 'List');
  await expect(kept(bob.page)).toHaveText('kept: ');
});
