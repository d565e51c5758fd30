import { readFile } from 'node:fs/promises';
import encodeQR from 'qr';
import {
  askByInvite,
  copyInvite,
  deleteContact,
  meet,
  naming,
  openAddDialog,
  openChat,
  openContact,
  openInvite,
  openRequest,
  pasteInvite,
} from './support/acts.ts';
import type { Person } from './support/person.ts';
import { type Locator, expect, test } from './support/people.ts';

const WEEK = 7 * 24 * 60 * 60 * 1000;

test('a pasted link shows who it is from and the same safety number on both sides; accepting makes contacts', async ({
  people,
}) => {
  const alice = await people.start('Alice');
  const bob = await people.start('Bob');
  const dialog = await pasteInvite(bob, `  ${await copyInvite(alice)}\n`);
  await expect(dialog.getByRole('heading', { name: naming('Add {name}?', 'Alice') })).toBeVisible();
  const seenByBob = await safetyNumber(dialog);
  await dialog.getByRole('button', { name: 'Ask to be contacts' }).click();
  await expect(bob.page.getByText(naming('Your request to {name} is on its way', 'Alice'))).toBeVisible();
  const request = await openRequest(alice, 'Bob');
  expect(await safetyNumber(request)).toBe(seenByBob);
  expect(seenByBob).toMatch(/^(\d{5} ){11}\d{5}$/);
  await request.getByRole('button', { name: 'Accept' }).click();
  await openChat(bob, 'Alice');
  await expect(bob.page.getByText('Online', { exact: true })).toBeVisible();
  const contact = await openContact(alice, 'Bob');
  await contact.getByRole('button', { name: 'Compare' }).click();
  const comparison = alice.page.getByRole('dialog', { name: naming('Safety number with {name}', 'Bob') });
  expect(await safetyNumber(comparison)).toBe(seenByBob);
  await comparison.getByRole('button', { name: 'They are the same' }).click();
  await expect(contact.getByText(/^Compared on/)).toBeVisible();
});

test('a QR code saved as a picture by one is read from the file by the other', async ({ people }) => {
  const alice = await people.start('Alice');
  const bob = await people.start('Bob');
  const mine = await openAddDialog(alice);
  const download = alice.page.waitForEvent('download');
  await mine.getByRole('button', { name: 'More' }).click();
  await alice.page.getByRole('menuitem', { name: 'Save as picture' }).click();
  const picture = await readFile(await (await download).path());
  const theirs = await openAddDialog(bob);
  await choosePicture(bob, theirs, picture);
  await expect(theirs.getByRole('heading', { name: naming('Add {name}?', 'Alice') })).toBeVisible();
  await theirs.getByRole('button', { name: 'Back' }).click();
  // As a photo of the screen would be: the code as it is drawn, with what is around it.
  await choosePicture(bob, theirs, await mine.screenshot());
  await theirs.getByRole('button', { name: 'Ask to be contacts' }).click();
  await expect(mine.getByText('This code was used.')).toBeVisible();
  await mine.getByRole('button', { name: 'Close' }).click();
  await openRequest(alice, 'Bob');
});

test('a request can be declined or blocked, and the other side is told of neither', async ({ people }) => {
  const alice = await people.start('Alice');
  const bob = await people.start('Bob');
  await askByInvite(bob, await copyInvite(alice));
  const first = await openRequest(alice, 'Bob');
  await first.getByRole('button', { name: 'Decline' }).click();
  await expect(alice.page.getByText(naming('The request of {name} was declined', 'Bob'))).toBeVisible();
  await expect(alice.page.getByText('Nobody here yet')).toBeVisible();
  await expectWaiting(bob);
  const bobsContact = await openContact(bob, 'Alice');
  await deleteContact(bob, bobsContact);
  await askByInvite(bob, await copyInvite(alice));
  const second = await openRequest(alice, 'Bob');
  await second.getByRole('button', { name: 'Block' }).click();
  await expect(alice.page.getByText(naming('{name} is blocked', 'Bob'))).toBeVisible();
  await expectWaiting(bob);
});

test('an invite that cannot be used says why: not one, cut, changed, own, expired, from a contact, from someone blocked', async ({
  people,
}) => {
  const alice = await people.start('Alice');
  const bob = await people.start('Bob');
  const link = await copyInvite(alice);
  await expectRefusal(bob, 'https://example.org/', 'This is not a Banyan invite.');
  await expectRefusal(bob, link.slice(0, -20), 'This invite is damaged or cut short.');
  const changed = `${link.slice(0, -30)}${link.at(-30) === 'A' ? 'B' : 'A'}${link.slice(-29)}`;
  await expectRefusal(bob, changed, 'This invite was changed on its way and cannot be trusted.');
  await expectRefusal(alice, link, 'This is your own invite.');
  await bob.page.clock.setSystemTime(Date.now() + WEEK + 60_000);
  await expectRefusal(bob, link, 'This invite has expired. Ask for a new one.');
  await bob.page.clock.setSystemTime(Date.now());
  await meet(alice, bob);
  const another = await copyInvite(alice);
  await expectRefusal(bob, another, 'You already have this person in your contacts.');
  const contact = await openContact(bob, 'Alice');
  await contact.getByRole('button', { name: 'Block' }).click();
  await bob.page.getByRole('alertdialog').getByRole('button', { name: 'Block' }).click();
  await expect(contact.getByRole('button', { name: 'Unblock' })).toBeVisible();
  await expectRefusal(bob, another, 'This invite is from someone you blocked. Unblock them in Contacts first.');
});

test('an invite works once: who opens it after someone else, or after it was taken back, is told', async ({
  people,
}) => {
  const alice = await people.start('Alice');
  const bob = await people.start('Bob');
  const carol = await people.start('Carol');
  const link = await copyInvite(alice);
  await askByInvite(bob, link);
  await openRequest(alice, 'Bob');
  await askByInvite(carol, link);
  const told = await openContact(carol, 'Alice');
  await expect(
    told.getByText(naming('The invite of {name} was used by someone else first. Ask them for a new one.', 'Alice')),
  ).toBeVisible();
  const second = await copyInvite(alice);
  const dialog = await openAddDialog(alice);
  await dialog.getByText('1 open invite').click();
  await dialog.getByRole('button', { name: /^Take back the invite/ }).click();
  await expect(alice.page.getByText('This code no longer works.').first()).toBeVisible();
  await dialog.getByRole('button', { name: 'Close' }).click();
  await deleteContact(carol, told);
  await askByInvite(carol, second);
  const again = await openContact(carol, 'Alice');
  await expect(
    again.getByText(naming('{name} took the invite back before your request arrived.', 'Alice')),
  ).toBeVisible();
});

test('a QR code of something else and a picture without one are told apart', async ({ people }) => {
  const bob = await people.start('Bob');
  const dialog = await openAddDialog(bob);
  const other = encodeQR('https://example.org/menu', 'gif', { scale: 6 });
  await choosePicture(bob, dialog, Buffer.from(other), 'image/gif');
  await expect(dialog.getByRole('alert')).toContainText('This is not a Banyan invite.');
  await dialog.getByRole('button', { name: 'Back' }).click();
  await choosePicture(bob, dialog, await bob.page.screenshot({ clip: { x: 0, y: 0, width: 60, height: 60 } }));
  await expect(dialog.getByRole('alert')).toHaveText(
    'There is no readable QR code in this picture. Try a sharper or closer one.',
  );
  await choosePicture(bob, dialog, Buffer.from('not a picture at all'));
  await expect(dialog.getByRole('alert')).toHaveText('That is not a PNG, JPEG, WebP or GIF picture.');
});

async function safetyNumber(within: Locator): Promise<string> {
  const groups = within.getByRole('list', { name: /^Safety number, 12 groups/ }).getByRole('listitem');
  await expect(groups).toHaveCount(12);
  return (await groups.allInnerTexts()).join(' ');
}

async function choosePicture(person: Person, dialog: Locator, buffer: Buffer, mimeType = 'image/png'): Promise<void> {
  await dialog.getByRole('tab', { name: 'Their code or link' }).click();
  const chooser = person.page.waitForEvent('filechooser');
  await dialog.getByRole('button', { name: 'Choose a picture' }).click();
  await (await chooser).setFiles({ name: 'code.png', mimeType, buffer });
}

async function expectRefusal(person: Person, text: string, sentence: string): Promise<void> {
  const dialog = text.startsWith('banyan:') ? await openInvite(person, text) : await pasteInvite(person, text);
  await expect(dialog.getByRole('alert')).toContainText(sentence);
  await dialog.getByRole('button', { name: 'Close' }).click();
  await expect(dialog).toBeHidden();
}

/** They know of the request, and nothing more. */
async function expectWaiting(person: Person): Promise<void> {
  const contact = await openContact(person, 'Alice');
  await expect(
    contact.getByText(naming('{name} has your request. You can talk as soon as they accept.', 'Alice')),
  ).toBeVisible();
}
