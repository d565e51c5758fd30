import { createHash, randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { composer, meet, message, messages, openChat } from './support/acts.ts';
import { expectAccessible } from './support/axe.ts';
import { chooseFiles, sendFiles } from './support/messageActs.ts';
import { type People, expect, test } from './support/people.ts';
import type { Person } from './support/person.ts';
import { drawPicture, metadataIn, withMetadata } from './support/pictures.ts';

/** Bytes of the first picture that is wholly here. */
async function shownPicture(page: Page): Promise<{ bytes: Buffer; width: number; height: number }> {
  const image = messages(page).locator('img[src*="/blobs/"]').first();
  await expect(image).toBeVisible();
  const shown = await page.evaluate(
    `(async () => {
      const image = document.querySelector('[role=feed] img[src*="/blobs/"]');
      await image.decode();
      const bytes = new Uint8Array(await (await fetch(image.src)).arrayBuffer());
      return { text: Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''), width: image.naturalWidth, height: image.naturalHeight };
    })()`,
  );
  const { text, width, height } = shown as { text: string; width: number; height: number };
  return { bytes: Buffer.from(text, 'latin1'), width, height };
}

/** Saves the only file of the chat and gives its digest. */
async function saveFile(page: Page): Promise<{ readonly name: string; readonly digest: string }> {
  const download = page.waitForEvent('download');
  await messages(page).getByRole('button', { name: /^Save/ }).click();
  const saved = await download;
  return { name: saved.suggestedFilename(), digest: digestOf(await readFile(await saved.path())) };
}

/** What a browser is told of the only file of the chat when it is dragged by a hand. */
async function draggedOut(page: Page): Promise<string> {
  const card = messages(page).locator('[draggable=true]');
  await expect(card).toBeVisible();
  await page.evaluate(`document.addEventListener('dragstart', ({ dataTransfer }) => {
    globalThis.dragged = dataTransfer.getData('DownloadURL');
  })`);
  await card.hover();
  await page.mouse.down();
  await page.mouse.move(0, 0, { steps: 5 });
  await page.mouse.up();
  return String(await page.evaluate('globalThis.dragged'));
}

function digestOf(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

async function couple(people: People): Promise<{ alice: Person; bob: Person }> {
  const alice = await people.start('Alice', { hasCable: true });
  const bob = await people.start('Bob', { hasCable: true });
  await meet(alice, bob);
  return { alice, bob };
}

/** Nothing comes to this person unless it is asked for. */
async function fetchNothing(person: Person, chatWith: string): Promise<void> {
  await person.go('settings/storage');
  await person.page.getByRole('combobox', { name: 'Fetch by itself' }).selectOption({ label: 'Nothing' });
  await openChat(person, chatWith);
}

test('a photo goes over without what its file says, turned as it should be, and sent as a file it stays as it is', async ({
  people,
}) => {
  const { alice, bob } = await couple(people);
  const photo = withMetadata(await drawPicture(alice.page, { width: 900, height: 600 }));
  expect(metadataIn(photo)).toContain('GPS');
  const given = { name: 'PXL_20260101_Berlin.jpg', mimeType: 'image/jpeg', buffer: photo };
  const sheet = await chooseFiles(alice.page, given);
  await expect(sheet.getByText('what the file says of place, time and camera stays here')).toBeVisible();
  await expectAccessible(alice.page, 'send sheet');
  await sheet.getByRole('textbox', { name: 'Caption' }).fill('Look at this');
  await sheet.getByRole('textbox', { name: 'Caption' }).press('Enter');
  await expect(message(bob.page, 'Look at this')).toBeVisible();
  const came = await shownPicture(bob.page);
  expect(metadataIn(came.bytes)).toEqual([]);
  // The file said: turn by a quarter.
  expect([came.width, came.height]).toEqual([600, 900]);
  await expectAccessible(bob.page, 'chat with a picture');

  const asFile = await chooseFiles(alice.page, given);
  await asFile.getByRole('switch', { name: 'Send as a file' }).check({ force: true });
  await asFile.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(bob.page.getByRole('button', { name: /^Save .*PXL_20260101_Berlin/ })).toBeVisible();
  expect(await saveFile(bob.page)).toEqual({ name: 'PXL_20260101_Berlin.jpg', digest: digestOf(photo) });
});

test('the place of a picture does not change its size when the picture comes, and the viewer shows it large', async ({
  people,
}) => {
  const { alice, bob } = await couple(people);
  await fetchNothing(bob, 'Alice');
  const photo = await drawPicture(alice.page, { width: 1600, height: 1000, type: 'image/png' });
  await sendFiles(alice.page, { name: 'a.png', mimeType: 'image/png', buffer: photo });
  const place = messages(bob.page).first();
  await expect(place.getByRole('button', { name: /^Fetch/ })).toBeVisible();
  const before = await place.boundingBox();
  await place.getByRole('button', { name: /^Fetch/ }).click();
  await shownPicture(bob.page);
  expect(await place.boundingBox()).toEqual(before);

  await sendFiles(bob.page, { name: 'b.png', mimeType: 'image/png', buffer: photo });
  await expect(messages(bob.page).locator('img[src*="/blobs/"]')).toHaveCount(2);
  await bob.page.getByRole('button', { name: 'Open the photo' }).first().click();
  const viewer = bob.page.getByRole('dialog', { name: /Photo from/ });
  await expect(viewer.getByText('1 of 2')).toBeVisible();
  await expectAccessible(bob.page, 'viewer');
  await bob.page.keyboard.press('ArrowRight');
  await expect(bob.page.getByRole('dialog', { name: 'Photo from you' })).toBeVisible();
  await bob.page.keyboard.press('Escape');
  await expect(bob.page.getByRole('dialog')).toHaveCount(0);
});

test('a file of 20 MB goes over byte for byte, and goes on after a reload half way', async ({ people }) => {
  const { alice, bob } = await couple(people);
  await fetchNothing(bob, 'Alice');
  const bytes = randomBytes(20_000_000);
  await sendFiles(alice.page, { name: 'film.bin', mimeType: 'application/octet-stream', buffer: bytes });
  await bob.page.getByRole('button', { name: /^Fetch .*film/ }).click();
  const ring = messages(bob.page).getByRole('progressbar');
  await expect
    .poll(async () => Number(await ring.getAttribute('aria-valuenow')), { intervals: [50] })
    .toBeGreaterThan(5);
  await bob.page.reload();
  await expect(bob.page.getByRole('button', { name: /^Save .*film/ })).toBeVisible({ timeout: 60_000 });
  expect(await saveFile(bob.page)).toEqual({ name: 'film.bin', digest: digestOf(bytes) });
});

test('a file whose sender is away says so, and comes when they are back', async ({ people }) => {
  const { alice, bob } = await couple(people);
  await fetchNothing(bob, 'Alice');
  await sendFiles(alice.page, { name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('the notes') });
  const fetch = bob.page.getByRole('button', { name: /^Fetch .*notes/ });
  await expect(fetch).toBeVisible();
  await alice.close();
  await expect(bob.page.getByText('Looking for your contacts').first()).toBeVisible({ timeout: 40_000 });
  await fetch.click();
  await expect(messages(bob.page).getByText('On nobody’s device that is here now')).toBeVisible();
  await alice.reopen();
  await expect(bob.page.getByRole('button', { name: /^Save .*notes/ })).toBeVisible({ timeout: 60_000 });
});

test('a third person is given nothing of a chat they are not in', async ({ people }) => {
  const { alice, bob } = await couple(people);
  const carol = await people.start('Carol');
  await meet(alice, carol);
  await openChat(alice, 'Bob');
  await sendFiles(alice.page, { name: 'ours.txt', mimeType: 'text/plain', buffer: Buffer.from('ours alone') });
  await expect(bob.page.getByRole('button', { name: /^Save .*ours/ })).toBeVisible();
  await carol.go('settings/storage');
  await expect(carol.page.getByText('No files yet')).toBeVisible();
  const download = bob.page.waitForEvent('download');
  await bob.page.getByRole('button', { name: /^Save .*ours/ }).click();
  const blob = new URL((await download).url()).pathname.split('/').at(-1) ?? '';
  expect(blob).not.toBe('');
  expect((await carol.page.request.get(`${carol.origin}/blobs/${'A'.repeat(43)}/${blob}`)).status()).toBe(404);
});

test('names are shown as what they are, and what can run programs is said to', async ({ people }) => {
  const { alice, bob } = await couple(people);
  await sendFiles(alice.page, {
    name: 'photo\u{202E}gpj.exe',
    mimeType: 'image/jpeg',
    buffer: Buffer.from('MZ not a picture'),
  });
  await expect(messages(bob.page).getByText('Can run programs')).toBeVisible();
  await expect(messages(bob.page).getByText('photogpj')).toBeVisible();
  // CHAT-UI-146 Dragged out it has the same name, and the browser is told where it is.
  const [, name, ...place] = (await draggedOut(bob.page)).split(':');
  expect(name).toBe('photogpj.exe');
  const given = await bob.page.request.get(place.join(':'));
  expect(await given.text()).toBe('MZ not a picture');
  await bob.go('chats');
  await expect(bob.page.getByRole('link', { name: /File: .*photogpj\.exe/ })).toBeVisible();
});

test('a second tab sends files, and dropping shows where they go', async ({ people }) => {
  const { alice, bob } = await couple(people);
  const second = await alice.openTab();
  await openChat(alice, 'Bob', second);
  await sendFiles(second, { name: 'two.txt', mimeType: 'text/plain', buffer: Buffer.from('from the second tab') });
  await expect(bob.page.getByRole('button', { name: /^Save .*two/ })).toBeVisible();
  await expect(second.getByRole('button', { name: /^Save .*two/ })).toBeVisible();

  const data = await second.evaluateHandle(
    `(() => { const data = new DataTransfer(); data.items.add(new File(['dropped'], 'dropped.txt')); return data; })()`,
  );
  await composer(second).dispatchEvent('dragenter', { dataTransfer: data });
  await expect(second.getByText('Drop to send')).toBeVisible();
  await composer(second).dispatchEvent('drop', { dataTransfer: data });
  await expect(second.getByText('Drop to send')).toBeHidden();
  await second.getByRole('dialog').getByRole('button', { name: 'Send', exact: true }).click();
  await expect(bob.page.getByRole('button', { name: /^Save .*dropped/ })).toBeVisible();
});

test('the storage page says what a chat takes, and clears it', async ({ people }) => {
  const { alice, bob } = await couple(people);
  await sendFiles(alice.page, { name: 'big.bin', mimeType: 'application/zip', buffer: randomBytes(2_000_000) });
  await expect(bob.page.getByRole('button', { name: /^Save .*big/ })).toBeVisible();
  await bob.go('settings/storage');
  const { page } = bob;
  await expect(page.getByText('2 MB could be let go')).toBeVisible();
  await page.getByRole('button', { name: 'Alice 1 file' }).click();
  await expectAccessible(page, 'storage');
  await page.getByRole('button', { name: 'Remove files' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Remove' }).click();
  await expect(page.getByText('No files yet')).toBeVisible();
  await openChat(bob, 'Alice');
  await page.getByRole('button', { name: /^Fetch .*big/ }).click();
  await expect(page.getByRole('button', { name: /^Save .*big/ })).toBeVisible();
});
