/** Making messages: spoken, drawn on, cut out, put on the map; each heard or seen on the other side. */
import type { Locator, Page } from '@playwright/test';
import { composer, expectState, meet, message, messages, naming, say } from './support/acts.ts';
import { expectAccessible } from './support/axe.ts';
import { expect, test } from './support/people.ts';
import { drawPicture } from './support/pictures.ts';
import { silence } from './support/sounds.ts';

/** A microphone that beeps, and a camera, without a question of the browser. */
const SPEAKING = {
  permissions: ['microphone', 'clipboard-read', 'clipboard-write'],
  arguments: ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'],
};

const player = (page: Page): Locator => messages(page).getByRole('slider', { name: 'Place in the recording' });

/** Waits until a recording has run for a moment: the clock rounds. */
async function record(page: Page): Promise<Locator> {
  await page.getByRole('button', { name: 'Record a voice note' }).click();
  const bar = page.getByRole('group', { name: 'Voice note' });
  await expect(bar.getByRole('timer')).toHaveText(/0:0[1-9]/);
  return bar;
}

test('VOI-4 VOI-6 what is spoken is heard first, given up with Escape or sent, and played on the other side', async ({
  people,
}) => {
  const alice = await people.start('Alice', SPEAKING);
  const bob = await people.start('Bob', SPEAKING);
  await meet(alice, bob);

  // Given up: nothing is sent, and the field is back with the focus.
  await record(alice.page);
  await alice.page.keyboard.press('Escape');
  await expect(composer(alice.page)).toBeFocused();
  await expect(messages(alice.page)).toHaveCount(0);

  // Paused, gone on with, heard, and sent.
  const bar = await record(alice.page);
  await bar.getByRole('button', { name: 'Pause recording' }).click();
  await expect(bar.getByText('Paused')).toBeVisible();
  await bar.getByRole('button', { name: 'Go on recording' }).click();
  await bar.getByRole('button', { name: 'Stop and listen' }).click();
  await bar.getByRole('button', { name: 'Play', exact: true }).click();
  await expect(bar.getByRole('button', { name: /^Speed/ })).toBeVisible();
  await expectAccessible(alice.page, 'hearing a recording');
  await bar.getByRole('button', { name: 'Send voice note' }).click();
  await expect(composer(alice.page)).toBeFocused();

  await expect(player(bob.page)).toBeVisible();
  const note = messages(bob.page).last();
  await bob.page.evaluate(FARTHEST);
  await note.getByRole('button', { name: 'Play', exact: true }).click();
  await expect.poll(() => bob.page.evaluate('globalThis.farthest')).toBeGreaterThan(0);
  await note.getByRole('button', { name: /^Speed/ }).click();
  await expect(note.getByRole('button', { name: /^Speed/ })).toHaveText('1.5×');
  // Once it has rested again it goes where the keys say, and stays there.
  await expect(note.getByRole('button', { name: 'Play', exact: true })).toBeVisible();
  const length = (await player(bob.page).getAttribute('aria-valuemax')) ?? '';
  expect(Number(length)).toBeGreaterThan(400);
  await player(bob.page).press('End');
  await expect(player(bob.page)).toHaveAttribute('aria-valuenow', length);
  await player(bob.page).press('Home');
  await expect(player(bob.page)).toHaveAttribute('aria-valuenow', '0');
  await expectAccessible(bob.page, 'a voice note');
});

test('VOI-5 where the microphone is refused, that is said in words', async ({ people }) => {
  const alice = await people.start('Alice', {
    permissions: ['clipboard-read', 'clipboard-write'],
    arguments: ['--use-fake-device-for-media-stream', '--deny-permission-prompts'],
  });
  const bob = await people.start('Bob');
  await meet(alice, bob);
  await alice.page.getByRole('button', { name: 'Record a voice note' }).click();
  await expect(alice.page.getByText(/may not use the microphone/)).toBeVisible();
  await expect(composer(alice.page)).toBeVisible();
});

test('words with marks, an edited album, a film, a sticker, a place and a card arrive as they were made', async ({
  people,
}) => {
  const alice = await people.start('Alice');
  const bob = await people.start('Bob');
  await meet(alice, bob);
  const { page } = alice;

  // Marks, by keys and by name of an emoji.
  const input = composer(page);
  await input.fill('buy milk');
  await input.press('ControlOrMeta+a');
  await input.press('ControlOrMeta+b');
  await expect(input).toHaveValue('**buy milk**');
  await input.press('ControlOrMeta+z');
  await expect(input).toHaveValue('buy milk');
  await input.press('ControlOrMeta+a');
  await page.getByRole('toolbar', { name: 'Format the selected words' }).getByRole('button', { name: 'Bold' }).click();
  await input.press('End');
  await input.pressSequentially(' :tad');
  await expect(page.getByRole('listbox', { name: 'Emoji of that name' })).toBeVisible();
  await input.press('Tab');
  await expect(input).toHaveValue('**buy milk** 🎉 ');
  await input.press('Enter');
  await expect(message(bob.page, 'buy milk').locator('strong')).toHaveText('buy milk');
  const list = bob.page.getByRole('list', { name: 'Conversations' });
  await expect(list.getByText('buy milk 🎉')).toBeVisible();

  // Two photos and what only says that it is one; one of them cut and drawn on.
  const photo = await drawPicture(page, { width: 1200, height: 800 });
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Attach', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Attach files' }).click();
  await (
    await chooser
  ).setFiles([
    { name: 'one.jpg', mimeType: 'image/jpeg', buffer: photo },
    { name: 'two.jpg', mimeType: 'image/jpeg', buffer: photo },
  ]);
  const sheet = page.getByRole('dialog', { name: /^Send/ });
  await sheet.getByRole('button', { name: /^Edit .*one\.jpg/ }).click();
  const editor = page.getByRole('dialog', { name: 'Edit picture' });
  const frame = editor.getByRole('button', { name: /^What stays/ });
  for (let presses = 0; presses < 10; presses += 1) await frame.press('Shift+ArrowLeft');
  await editor.getByRole('button', { name: 'Text', exact: true }).click();
  await editor.getByRole('textbox').fill('Hello');
  await editor.getByRole('button', { name: 'Put in the middle' }).click();
  await editor.getByRole('button', { name: 'Turn right' }).click();
  await editor.getByRole('button', { name: 'Undo' }).click();
  await expectAccessible(page, 'editing a picture');
  await editor.getByRole('button', { name: 'Use this picture' }).click();
  await expect(editor).toBeHidden();
  await expect(sheet.getByRole('img', { name: 'photo.webp' })).toBeVisible();
  await sheet.getByRole('button', { name: 'Send', exact: true }).click();
  const album = messages(bob.page).getByRole('group', { name: /2 photos|Album/i });
  await expect(album.locator('img[src*="/blobs/"]')).toHaveCount(2);
  const shown = '[role=feed] [role=group] img[src*="/blobs/"]';
  const widths = () =>
    bob.page.evaluate(`Array.from(document.querySelectorAll('${shown}'), ({ naturalWidth }) => naturalWidth)`);
  // A fifth of the first was cut off.
  await expect.poll(widths).toEqual([960, 1200]);

  // A film that says how long it is.
  const film = Buffer.from(String(await page.evaluate(FILM)), 'base64');
  const filming = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Attach', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Attach files' }).click();
  await (
    await filming
  ).setFiles([
    { name: 'film.webm', mimeType: 'video/webm', buffer: film },
    { name: 'holiday.png', mimeType: 'image/png', buffer: Buffer.from(SCRIPTED) },
    { name: 'menu.png', mimeType: 'image/png', buffer: Buffer.from(PAGE) },
    { name: 'song.wav', mimeType: 'audio/wav', buffer: silence(60) },
  ]);
  await expect(sheet.getByText(/Plays in the chat, 0:0[1-3]/)).toBeVisible();
  await expect(sheet.getByText(/holiday/)).toBeVisible();
  await sheet.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(messages(bob.page).getByRole('button', { name: /^Play .*film\.webm/ })).toBeVisible();
  // What is a drawing with a script, or a page, under the name of a picture is a file, and nothing draws it.
  for (const name of ['holiday', 'menu']) {
    await expect(message(bob.page, name)).toBeVisible();
    await expect(message(bob.page, name).locator('[data-bubble] img')).toHaveCount(0);
  }

  // Large: from the first photo through the second to the film, nearer and turned on the way, and back to the talk.
  await bob.page.getByRole('button', { name: 'Open photo 1 of 2' }).click();
  const viewer = bob.page.getByRole('dialog', { name: naming('Photo from {name}', 'Alice') });
  await expect(viewer.getByText('1 of 3')).toBeVisible();
  await expectAccessible(bob.page, 'a photo large');
  const large = viewer.getByRole('img', { name: 'Photo' });
  await bob.page.keyboard.press('+');
  await expect(large).toHaveCSS('transform', /^matrix\(1\.5, 0, 0, 1\.5/);
  await large.hover();
  await bob.page.mouse.wheel(0, -600);
  await expect(large).not.toHaveCSS('transform', /^matrix\(1\.5,/);
  await bob.page.keyboard.press('0');
  await viewer.getByRole('button', { name: 'Turn right' }).click();
  await expect(large).toHaveCSS('transform', /^matrix\(0, 1, -1, 0/);
  await viewer.getByRole('button', { name: 'Forward' }).click();
  const forwarding = bob.page.getByRole('dialog', { name: /^Forward/ });
  await expect(forwarding.getByRole('checkbox', { name: 'Alice' })).toBeVisible();
  await bob.page.keyboard.press('Escape');
  await expect(forwarding).toBeHidden();
  await bob.page.keyboard.press('ArrowRight');
  await expect(viewer.getByText('2 of 3')).toBeVisible();
  await bob.page.keyboard.press('ArrowRight');
  const playing = bob.page.getByRole('dialog', { name: naming('Video from {name}', 'Alice') });
  await expect(playing.locator('video')).toHaveJSProperty('error', null);
  await expectAccessible(bob.page, 'a film large');
  await playing.getByRole('button', { name: 'Show in the chat' }).click();
  await expect(message(bob.page, /0:0[1-3]/).last()).toBeFocused();

  // A sound goes on in another room, and leads back to where it was sent.
  await bob.page.getByRole('button', { name: /^Play .*song\.wav/ }).click();
  await bob.go('settings/about');
  const bar = bob.page.getByRole('region', { name: 'Player' });
  await expect(bar.getByRole('slider')).not.toHaveAttribute('aria-valuenow', '0');
  await expect(bar.getByRole('button', { name: 'Pause' })).toBeVisible();
  await bar.getByRole('button', { name: /^Speed/ }).click();
  await expectAccessible(bob.page, 'the player');
  await bar.getByRole('link', { name: /Alice/ }).click();
  await expect(message(bob.page, 'song.wav')).toBeFocused();
  await bar.getByRole('button', { name: 'Stop and close' }).click();
  await expect(bar).toHaveCount(0);

  // A sticker, made here, kept there.
  const stickers = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Emoji' }).click();
  await page.getByRole('tab', { name: 'Stickers' }).click();
  await page.getByRole('button', { name: 'Make a sticker' }).click();
  await (await stickers).setFiles({ name: 'cat.jpg', mimeType: 'image/jpeg', buffer: photo });
  await editor.getByRole('button', { name: 'Use this picture' }).click();
  const form = page.getByRole('dialog', { name: 'Make a sticker' });
  await form.getByRole('textbox', { name: 'Emoji it stands for' }).fill('🐈');
  await form.getByRole('textbox', { name: 'Pack' }).fill('Cats');
  await form.getByRole('button', { name: 'Save' }).click();
  await expect(form).toBeHidden();
  await page.getByRole('button', { name: 'Emoji' }).click();
  await page.getByRole('tab', { name: 'Stickers' }).click();
  await expectAccessible(page, 'the stickers at hand');
  await page.getByRole('button', { name: /^Send the sticker/ }).click();
  const sticker = messages(bob.page).getByRole('img', { name: /Sticker.*🐈/ });
  await expect(sticker.first()).toBeVisible();
  await messages(bob.page).last().locator('[data-bubble]').click({ button: 'right' });
  await bob.page.getByRole('menuitem', { name: 'Keep this sticker' }).click();
  await bob.page.getByRole('button', { name: 'Emoji' }).click();
  await bob.page.getByRole('tab', { name: 'Stickers' }).click();
  await expect(bob.page.getByRole('button', { name: /^Send the sticker/ })).toBeVisible();
  await bob.page.keyboard.press('Escape');

  // A place and somebody's card.
  await page.getByRole('button', { name: 'Attach', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Place' }).click();
  const place = page.getByRole('dialog', { name: 'Send a place' });
  await place.getByRole('textbox', { name: 'Where' }).fill('https://www.openstreetmap.org/#map=16/48.2010/16.3695');
  await place.getByRole('textbox', { name: 'What it is called' }).fill('The market');
  await place.getByRole('button', { name: 'Send place' }).click();
  await expect(message(bob.page, 'The market')).toBeVisible();
  await page.getByRole('button', { name: 'Attach', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Contact card' }).click();
  await page.getByRole('dialog', { name: 'Send a contact card' }).getByRole('button', { name: /Alice/ }).click();
  await expectState(page, /Alice/, 'Delivered');
  await expect(messages(bob.page).last().getByRole('link', { name: 'Write to them' })).toBeVisible();
  await say(bob.page, 'All here');
  await expect(message(page, 'All here')).toBeVisible();
});

/** Notes how far the slider of a recording has come: it may be at its end before anybody looks. */
const FARTHEST = `(() => {
  globalThis.farthest = 0;
  const slider = document.querySelector('[role=feed] [role=slider]');
  const note = () => { globalThis.farthest = Math.max(globalThis.farthest, Number(slider.getAttribute('aria-valuenow'))); };
  new MutationObserver(note).observe(slider, { attributes: true });
})()`;

/** A drawing that would run a script where it were drawn. */
const SCRIPTED = '<svg xmlns="http://www.w3.org/2000/svg" onload="document.title=1"><script>1</script></svg>';

/** A page that would run a script where it were one. */
const PAGE = '<!doctype html><html><body><script>document.title = 1</script></body></html>';

/** Two seconds of colours, as base64. */
const FILM = `(async () => {
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [320, 240];
  const pen = canvas.getContext('2d');
  const recorder = new MediaRecorder(canvas.captureStream(20), { mimeType: 'video/webm' });
  const chunks = [];
  recorder.ondataavailable = ({ data }) => chunks.push(data);
  const stopped = new Promise((resolve) => { recorder.onstop = resolve; });
  recorder.start();
  for (let frame = 0; frame < 40; frame += 1) {
    pen.fillStyle = 'hsl(' + frame * 9 + ' 80% 50%)';
    pen.fillRect(0, 0, 320, 240);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  recorder.stop();
  await stopped;
  const bytes = new Uint8Array(await new Blob(chunks).arrayBuffer());
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
})()`;
