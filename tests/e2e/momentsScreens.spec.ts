import { meet, openChat } from './support/acts.ts';
import { expectAccessible } from './support/axe.ts';
import * as channels from './support/channelStory.ts';
import {
  addFiles,
  expectPost,
  menuOf,
  named,
  openComposer,
  openMoments,
  ownStory,
  post,
  postOf,
  remark,
} from './support/momentActs.ts';
import { type Page, expect, test } from './support/people.ts';
import { drawPicture } from './support/pictures.ts';
import { speak } from './support/screens.ts';

async function photos(page: Page, count: number) {
  return Promise.all(
    Array.from({ length: count }, async (_, index) => ({
      name: `photo ${index + 1}.jpg`,
      mimeType: 'image/jpeg',
      buffer: await drawPicture(page, index % 2 === 0 ? { width: 900, height: 600 } : { width: 600, height: 900 }),
    })),
  );
}

test('MOM-UI-1 a post with photos is seen, liked, answered and found in the news', async ({ people }) => {
  const alice = await people.start('Alice');
  const bob = await people.start('Bob');
  await meet(alice, bob);
  const dialog = await openComposer(alice);
  await expect(dialog.getByText('Your one contact will see this.')).toBeVisible();
  await expect(dialog.getByRole('button', { name: 'Post', exact: true })).toBeDisabled();
  await dialog.getByRole('textbox', { name: 'What you say' }).fill('At the lake');
  await addFiles(alice.page, dialog, await photos(alice.page, 3));
  const chosen = dialog.getByRole('list', { name: 'What you chose' });
  await chosen.getByRole('button', { name: /photo 3\.jpg.*, 3 of 3/u }).focus();
  await alice.page.keyboard.press('ArrowLeft');
  await expect(chosen.getByRole('button', { name: /photo 3\.jpg.*, 2 of 3/u })).toBeVisible();
  await chosen.getByRole('button', { name: /Leave out .*photo 1|Remove .*photo 1/u }).click();
  await expect(chosen.locator('img')).toHaveCount(2);
  await expectAccessible(alice.page, 'writing a post');
  await dialog.getByRole('button', { name: 'Post', exact: true }).click();
  await expect(postOf(alice.page, 'At the lake').getByRole('list', { name: '2 photos' })).toBeVisible();

  await expect(bob.page.getByRole('navigation', { name: 'Rooms' }).getByText('1 new post')).toBeAttached();
  await openMoments(bob);
  await expectPost(bob.page, 'At the lake');
  const seen = postOf(bob.page, 'At the lake');
  await expect(seen.locator('img[src*="/blobs/"]')).toHaveCount(2);
  await seen.getByRole('button', { name: 'Open photo 1 of 2' }).click();
  const viewer = bob.page.getByRole('dialog', { name: /Photo from .*Alice/u });
  await expect(viewer.getByText('1 of 2')).toBeVisible();
  await bob.page.keyboard.press('ArrowRight');
  await expect(viewer.getByText('2 of 2')).toBeVisible();
  await bob.page.keyboard.press('Escape');
  await expect(viewer).toBeHidden();
  await seen.focus();
  await bob.page.keyboard.press('l');
  await expect(seen.getByRole('button', { name: /^Like/u })).toHaveAttribute('aria-pressed', 'true');
  await bob.page.keyboard.press('c');
  await bob.page.keyboard.type('Lovely!');
  await bob.page.keyboard.press('Enter');
  await expect(seen.getByRole('list', { name: 'Comments' })).toContainText('Lovely!');
  await expectAccessible(bob.page, 'the feed');

  await expect(postOf(alice.page, 'At the lake')).toContainText('Lovely!');
  await alice.go('moments/news');
  await expect(alice.page.getByRole('main').getByRole('link', { name: /Bob/u })).toHaveCount(2);
  await expectAccessible(alice.page, 'the news');
  await alice.page
    .getByRole('main')
    .getByRole('link', { name: /Lovely!/u })
    .click();
  await postOf(alice.page, 'At the lake')
    .getByRole('button', { name: /^Reply to .?Bob/u })
    .click();
  await alice.page.keyboard.type('Come along next time');
  await alice.page.keyboard.press('Enter');
  await expect(seen).toContainText('Come along next time');
});

test('MOM-UI-2 a post is edited, deleted with a way back, saved, hidden and muted', async ({ people }) => {
  const alice = await people.start('Alice');
  const bob = await people.start('Bob');
  await meet(alice, bob);
  await post(alice, { text: 'First words' });
  await post(alice, { text: 'Other words' });
  await openMoments(bob);
  await expectPost(bob.page, 'First words');
  await expectPost(bob.page, 'Other words');
  await menuOf(alice.page, 'First words', 'Edit');
  const edit = alice.page.getByRole('dialog', { name: 'Edit the post' });
  await edit.getByRole('textbox').fill('Better words');
  await edit.getByRole('button', { name: 'Save' }).click();
  await expect(postOf(bob.page, 'Better words')).toContainText('edited');
  await menuOf(alice.page, 'Better words', 'Who can see this');
  await expect(alice.page.getByRole('dialog', { name: 'Who can see this' }).getByText('Bob')).toBeVisible();
  await alice.page.keyboard.press('Escape');

  await menuOf(alice.page, 'Better words', 'Delete');
  await expect(postOf(alice.page, 'Better words')).toHaveCount(0);
  await alice.page.getByRole('button', { name: 'Undo' }).click();
  await expect(postOf(alice.page, 'Better words')).toBeVisible();
  await menuOf(alice.page, 'Better words', 'Delete');
  await expect(postOf(bob.page, 'Better words')).toHaveCount(0, { timeout: 30_000 });

  await menuOf(bob.page, 'Other words', 'Save');
  await bob.go('moments/saved');
  await expect(postOf(bob.page, 'Other words')).toBeVisible();
  await openMoments(bob);
  await menuOf(bob.page, 'Other words', 'Not interested');
  await expect(postOf(bob.page, 'Other words')).toHaveCount(0);
  await bob.page.getByRole('button', { name: 'Undo' }).click();
  await expect(postOf(bob.page, 'Other words')).toBeVisible();
  await menuOf(bob.page, 'Other words', /^Mute posts of/u);
  await expect(postOf(bob.page, 'Other words')).toHaveCount(0);
  await bob.go('moments/choices');
  await expect(bob.page.getByRole('switch', { name: 'I see their posts' })).not.toBeChecked();
  await bob.page.getByRole('switch', { name: 'I see their posts' }).click();
  await openMoments(bob);
  await expect(postOf(bob.page, 'Other words')).toBeVisible();
});

test('MOM-UI-3 a story has a ring until it was looked at, and its poster sees who looked', async ({ people }) => {
  const alice = await people.start('Alice');
  const bob = await people.start('Bob');
  await meet(alice, bob);
  await post(alice, { text: 'Sunrise', isStory: true, files: await photos(alice.page, 1) });
  await openMoments(bob);
  const stories = bob.page.getByRole('navigation', { name: 'Stories' });
  await stories.getByRole('button', { name: /^Story of .?Alice.?, new$/u }).click();
  const viewer = bob.page.getByRole('dialog', { name: /Story of .?Alice/u });
  await expect(viewer).toContainText('Sunrise');
  // Whoever wants less to move (as these browsers do) turns stories themselves.
  await expect(viewer.getByRole('button', { name: 'Go on' })).toBeVisible();
  await bob.page.keyboard.press(' ');
  await expect(viewer.getByRole('button', { name: 'Pause' })).toBeVisible();
  await bob.page.keyboard.press(' ');
  await expect(viewer.getByRole('button', { name: 'Go on' })).toBeVisible();
  await expectAccessible(bob.page, 'a story');
  await bob.page.keyboard.press('Escape');
  await expect(stories.getByRole('button', { name: /^Story of .?Alice.?$/u })).toBeVisible();
  await ownStory(alice.page).click();
  const own = alice.page.getByRole('dialog', { name: /Story of/u });
  await own.getByRole('button', { name: '1 person looked' }).click();
  await expect(own.getByRole('list', { name: 'Who looked' })).toContainText('Bob');
});

test('MOM-UI-4 who is chosen sees a post, and nobody else', async ({ people }) => {
  const alice = await people.start('Alice');
  const bob = await people.start('Bob');
  const carol = await people.start('Carol');
  await meet(alice, bob);
  await meet(alice, carol);
  await post(alice, { text: 'For Bob alone', audience: named('Only these people', 'Bob') });
  await post(alice, { text: 'For all but Bob', audience: named('All but these people', 'Bob') });
  await post(alice, { text: 'For everybody' });
  await openMoments(bob);
  await openMoments(carol);
  for (const one of [bob, carol]) await expectPost(one.page, 'For everybody');
  await expectPost(bob.page, 'For Bob alone');
  await expectPost(carol.page, 'For all but Bob');
  await expect(postOf(bob.page, 'For all but Bob')).toHaveCount(0);
  await expect(postOf(carol.page, 'For Bob alone')).toHaveCount(0);
  await remark(bob.page, 'For everybody', 'Said by Bob');
  await expect(postOf(alice.page, 'For everybody')).toContainText('Said by Bob');
  // Bob and Carol are no contacts of each other.
  await expect(postOf(carol.page, 'For everybody')).not.toContainText('Said by Bob');
});

/** A second of moving colours, as the browser itself records them. */
async function film(page: Page) {
  const base64 = await page.evaluate(`(async () => {
    const canvas = document.createElement('canvas');
    const pen = canvas.getContext('2d');
    const recorder = new MediaRecorder(canvas.captureStream(10), { mimeType: 'video/webm' });
    const parts = [];
    recorder.ondataavailable = ({ data }) => parts.push(data);
    const over = new Promise((resolve) => { recorder.onstop = resolve; });
    recorder.start();
    for (let frame = 0; frame < 12; frame += 1) {
      pen.fillStyle = 'hsl(' + frame * 30 + ' 60% 50%)';
      pen.fillRect(0, 0, canvas.width, canvas.height);
      await new Promise((resolve) => setTimeout(resolve, 80));
    }
    recorder.stop();
    await over;
    const bytes = new Uint8Array(await new Blob(parts).arrayBuffer());
    return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
  })()`);
  return { name: 'film.webm', mimeType: 'video/webm', buffer: Buffer.from(String(base64), 'base64') };
}

/** A microphone that beeps, without a question of the browser. */
const SPEAKING = {
  permissions: ['microphone', 'clipboard-read', 'clipboard-write'],
  arguments: ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'],
};

test('MOM-UI-9 MOM-UI-20 a video stands alone, and plays where a friend looks at it; so does a voice note', async ({
  people,
}) => {
  const alice = await people.start('Alice', SPEAKING);
  const bob = await people.start('Bob');
  await meet(alice, bob);
  const dialog = await openComposer(alice);
  await addFiles(alice.page, dialog, await photos(alice.page, 1));
  const chooser = alice.page.waitForEvent('filechooser');
  await dialog.getByRole('button', { name: 'Photos or video' }).click();
  await (await chooser).setFiles([await film(alice.page)]);
  await expect(dialog.getByText('A video or a voice note stands alone: take the others away.')).toBeVisible();
  await dialog.getByRole('button', { name: /^Leave out .*photo 1/u }).click();
  await dialog.getByRole('textbox', { name: 'What you say' }).fill('Moving colours');
  await dialog.getByRole('button', { name: 'Post', exact: true }).click();
  await openMoments(bob);
  await expectPost(bob.page, 'Moving colours');
  const video = postOf(bob.page, 'Moving colours').locator('video');
  await expect(video).toBeVisible();
  await expect
    .poll(() => bob.page.evaluate(`document.querySelector('[data-post] video').readyState`))
    .toBeGreaterThan(0);
  const spoken = await openComposer(alice);
  await spoken.getByRole('button', { name: 'Voice', exact: true }).click();
  await expect(spoken.getByRole('timer')).toHaveText(/0:0[1-9]/u);
  await spoken.getByRole('button', { name: 'Stop and listen' }).click();
  await spoken.getByRole('button', { name: 'Use this recording' }).click();
  await spoken.getByRole('textbox', { name: 'What you say' }).fill('Hear the quay');
  await spoken.getByRole('button', { name: 'Post', exact: true }).click();
  await expectPost(bob.page, 'Hear the quay');
  const note = postOf(bob.page, 'Hear the quay');
  await expect(note.getByRole('slider', { name: 'Place in the recording' })).toBeVisible();
  await note.getByRole('button', { name: 'Play', exact: true }).click();
  await expect(note.getByRole('button', { name: /^Speed/u })).toBeVisible();
  await expectAccessible(bob.page, 'a voice note of a post');
});

test('MOM-UI-18 CHN-UI-22 CHN-19 a channel’s post that is passed on says what it is, is read by following, and what one thinks of it is counted', async ({
  people,
}) => {
  const alice = await people.start('Alice');
  const bob = await people.start('Bob');
  await meet(alice, bob);
  await channels.openChannel(alice, 'Harbour News');
  await channels.post(alice, 'The new quay opens on Monday');
  const shown = channels.postOf(alice.page, 'The new quay opens on Monday');
  await shown.getByRole('button', { name: /^More/u }).click();
  await alice.page.getByRole('menuitem', { name: 'Share in Moments' }).click();
  const dialog = alice.page.getByRole('dialog', { name: 'New post' });
  await expect(dialog).toContainText('Harbour News');
  await dialog.getByRole('textbox', { name: 'What you say' }).fill('At last');
  await dialog.getByRole('button', { name: 'Post', exact: true }).click();
  const card = /The new quay opens on Monday.*of the channel .?Harbour News/u;
  await openMoments(bob);
  await expectPost(bob.page, 'At last');
  await postOf(bob.page, 'At last').getByRole('button', { name: card }).click();
  const page = bob.page.getByRole('region', { name: 'Follow this channel to read the post' });
  await expect(page).toContainText('Harbour News');
  await expectAccessible(bob.page, 'a post of a channel that is not followed');
  await page.getByRole('button', { name: 'Follow', exact: true }).click();
  await expect(bob.page.getByRole('main')).toContainText('The new quay opens on Monday');
  await bob.page.getByRole('button', { name: 'React' }).click();
  await bob.page.getByRole('menuitem', { name: '🎉' }).click();
  await expect(bob.page.getByRole('button', { name: /🎉.*1 reader/u })).toBeVisible();
  await openMoments(alice);
  await postOf(alice.page, 'At last').getByRole('button', { name: card }).click();
  await expect(alice.page).toHaveURL(/#\/channels\/[\w-]+\/post\//u);
  await expect(alice.page.getByRole('main')).toContainText('The new quay opens on Monday');
  await expect(alice.page.getByRole('button', { name: /🎉.*1 reader/u })).toBeVisible();
  await alice.page.getByRole('main').getByRole('button', { name: /^More/u }).first().click();
  await alice.page.getByRole('menuitem', { name: 'Send to a chat' }).click();
  const chats = alice.page.getByRole('dialog', { name: 'Send the post to' });
  await chats.getByRole('checkbox', { name: 'Bob' }).check();
  await expectAccessible(alice.page, 'the chats a post is sent to');
  await chats.getByRole('button', { name: 'Forward to 1 chat' }).click();
  await openChat(bob, 'Alice');
  const read = bob.page.getByRole('link', { name: /^Read .*The new quay opens on Monday/u });
  await expect(read).toBeVisible();
  await expectAccessible(bob.page, 'a post of a channel in a chat');
  await read.click();
  await expect(bob.page).toHaveURL(/#\/channels\/[\w-]+\/post\//u);
  await expect(bob.page.getByRole('main')).toContainText('The new quay opens on Monday');
});

test('MOM-UI-5 the room is readable in Arabic and in the dark', async ({ people }) => {
  const alice = await people.start('Alice');
  await post(alice, { text: 'Only here', files: await photos(alice.page, 4) });
  await speak(alice, 'ar');
  await alice.page.emulateMedia({ colorScheme: 'dark' });
  for (const page of ['all', 'mine', 'news', 'saved', 'choices', 'new/post']) {
    await alice.go(`moments/${page}`);
    await expect(alice.page.locator('[aria-busy=true]')).toHaveCount(0);
    await expectAccessible(alice.page, `${page} in Arabic and dark`);
  }
});
