/** Everything that is done with messages, each seen on the other side: three people in a group, with a browser each. */
import type { Page } from '@playwright/test';
import { composer, meet, message, naming, say } from './support/acts.ts';
import { expectAccessible } from './support/axe.ts';
import { createGroup, openGroup } from './support/groupActs.ts';
import { actOn, askInChat, openMenuOf, react, sendPictures, signOn } from './support/messageActs.ts';
import type { Person } from './support/person.ts';
import { type People, expect, test } from './support/people.ts';

const GROUP = 'Market stall';

/** Three who talk in a group. */
async function three(people: People): Promise<{ alice: Person; bob: Person; carol: Person }> {
  const alice = await people.start('Alice', { hasCable: true });
  const bob = await people.start('Bob', { hasCable: true });
  const carol = await people.start('Carol', { hasCable: true });
  await meet(alice, bob);
  await meet(alice, carol);
  await createGroup(alice, { name: GROUP, description: '', members: ['Bob', 'Carol'] });
  for (const person of [bob, carol]) {
    await openGroup(person, GROUP);
    await expect(composer(person.page)).toBeVisible();
  }
  return { alice, bob, carol };
}

/** The list beside the open chat says this of it. */
async function expectInList(page: Page, words: string): Promise<void> {
  const list = page.getByRole('list', { name: 'Conversations' });
  await expect(list.getByRole('listitem').filter({ hasText: GROUP })).toContainText(words);
}

test('an answer, signs, an edit with its history, a mention, a vote and a recall are seen by everyone', async ({
  people,
}) => {
  const { alice, bob, carol } = await three(people);
  await say(alice.page, 'Shall we meet at nine?');
  await expect(message(bob.page, 'Shall we meet at nine?')).toBeVisible();

  // An answer, with its quote and the way there and back.
  await actOn(bob.page, 'Shall we meet at nine?', /^Reply/);
  await expect(bob.page.getByRole('region', { name: naming('Reply to {name}', 'Alice') })).toBeVisible();
  await say(bob.page, 'Nine is fine');
  const quote = message(carol.page, 'Nine is fine').getByRole('button', { name: /Shall we meet at nine/ });
  await quote.click();
  await expect(message(carol.page, 'Shall we meet at nine?').first()).toBeFocused();

  // Signs, of two people, counted and named.
  await react(carol.page, 'Nine is fine', '👍');
  await expect(signOn(alice.page, 'Nine is fine', naming('👍 by {name}', 'Carol'))).toBeVisible();
  await signOn(alice.page, 'Nine is fine', /^👍/).click();
  await expect(signOn(bob.page, 'Nine is fine', /^👍/)).toContainText('2');
  await actOn(bob.page, 'Nine is fine', 'Who reacted');
  await expect(bob.page.getByRole('dialog', { name: 'Reactions' }).getByRole('listitem')).toHaveCount(2);
  await bob.page.keyboard.press('Escape');
  await signOn(alice.page, 'Nine is fine', /^👍/).click();
  await expect(signOn(bob.page, 'Nine is fine', /^👍/)).not.toContainText('2');

  // An edit, begun with the arrow up.
  await composer(alice.page).press('ArrowUp');
  const field = alice.page.getByRole('textbox', { name: 'New words for your message' });
  await expect(field).toHaveValue('Shall we meet at nine?');
  await field.fill('Shall we meet at ten?');
  await field.press('Enter');
  await expect(composer(alice.page)).toHaveValue('');
  const edited = message(bob.page, 'Shall we meet at ten?').getByRole('button', { name: 'edited' });
  await edited.click();
  const history = bob.page.getByRole('dialog', { name: 'Edit history' });
  await expect(history.getByRole('listitem')).toHaveText([/Shall we meet at ten\?/, /Shall we meet at nine\?/]);
  await expectAccessible(bob.page, 'edit history');
  await bob.page.keyboard.press('Escape');

  // Somebody is named, by completion, and finds it again.
  await composer(bob.page).pressSequentially('Ask @ca');
  await expect(bob.page.getByRole('option', { name: 'Carol' })).toHaveAttribute('aria-selected', 'true');
  await composer(bob.page).press('Enter');
  await expect(composer(bob.page)).toHaveValue('Ask @Carol ');
  await composer(bob.page).pressSequentially('please');
  await composer(bob.page).press('Enter');
  await expect(message(carol.page, 'Ask @Carol please').locator('[data-self]')).toHaveText('@Carol');
  await carol.go('chats/favourites');
  await carol.page.getByRole('tab', { name: 'Mentions' }).click();
  await carol.page.getByRole('link', { name: naming('Show in the chat with {name}', GROUP) }).click();
  await expect(message(carol.page, 'Ask @Carol please')).toBeFocused();

  // A poll.
  await askInChat(alice.page, { question: 'Who brings tea?', answers: ['Me', 'Not me'] });
  const asked = message(bob.page, 'Who brings tea?');
  await asked.getByRole('button', { name: 'Not me' }).click();
  await expect(asked.getByText('1 vote, 100%')).toBeVisible();
  await expect(message(alice.page, 'Who brings tea?').getByText('1 person voted')).toBeVisible();
  await actOn(alice.page, 'Who brings tea?', 'End the poll');
  await expect(asked.getByText('Final result')).toBeVisible();

  // Pictures sent together stand together.
  await sendPictures(alice.page, 3);
  await expect(message(carol.page, 'From this morning').getByRole('group', { name: '3 photos' })).toBeVisible();

  // Asked to be removed, after second thoughts.
  await say(alice.page, 'Wrong chat, sorry');
  await expect(message(bob.page, 'Wrong chat, sorry')).toBeVisible();
  await actOn(alice.page, 'Wrong chat, sorry', 'Ask everyone to remove');
  await alice.page.getByRole('button', { name: 'Undo' }).click();
  await actOn(alice.page, 'Wrong chat, sorry', 'Ask everyone to remove');
  await expect(message(bob.page, naming('{name} asked for this message to be removed', 'Alice'))).toBeVisible();
  await expect(message(bob.page, 'Wrong chat, sorry')).toHaveCount(0);
  await expect(message(alice.page, 'You asked everyone to remove this message')).toBeVisible();
  for (const { page } of [alice, bob, carol]) await expectInList(page, 'Asked to be removed');
});

test('many messages are chosen, sent on, kept and put away; the screens of it have no barrier', async ({ people }) => {
  const alice = await people.start('Alice', { hasCable: true });
  const bob = await people.start('Bob', { hasCable: true });
  await meet(alice, bob);
  const { page } = alice;
  const chat = new URL(page.url()).hash.replace('#/', '');
  await createGroup(alice, { name: GROUP, description: '', members: ['Bob'] });
  await openGroup(bob, GROUP);
  await expect(composer(bob.page)).toBeVisible();
  await alice.go(chat);
  for (const words of ['Tomatoes', 'Basil', 'Two kinds of olives']) await say(page, words);

  // A dialog from the menu that is left gives the focus back.
  await actOn(page, 'Basil', /^Forward/);
  await expect(page.getByRole('dialog', { name: /^Forward/ })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(message(page, 'Basil')).toBeFocused();

  // By pointer with Ctrl, and by keys.
  await message(page, 'Tomatoes').click({ modifiers: ['ControlOrMeta'] });
  await message(page, 'Basil').click();
  const bar = page.getByRole('toolbar', { name: 'Selected messages' });
  await expect(bar.getByRole('status')).toHaveText('2 messages selected');
  await expectAccessible(page, 'selection');
  await bar.getByRole('button', { name: 'Forward' }).click();
  const dialog = page.getByRole('dialog', { name: 'Forward 2 messages to' });
  await dialog.getByRole('searchbox').fill('market');
  await dialog.getByRole('searchbox').press('Enter');
  await expectAccessible(page, 'forward');
  await dialog.getByRole('button', { name: 'Forward to 1 chat' }).click();
  await expect(dialog).toBeHidden();
  await expect(message(bob.page, 'Tomatoes')).toContainText('Forwarded');
  await expect(message(bob.page, 'Basil')).toContainText('Forwarded');

  await message(page, 'Two kinds of olives').focus();
  await page.keyboard.press('Space');
  await page.keyboard.press('Shift+ArrowUp');
  await expect(bar.getByRole('status')).toHaveText('2 messages selected');
  await bar.getByRole('button', { name: 'Delete for me' }).click();
  await expect(message(page, 'Basil')).toHaveCount(0);
  await page.getByRole('button', { name: 'Undo' }).last().click();
  await expect(message(page, 'Basil')).toBeVisible();

  // Kept, found again, and let go of.
  await actOn(page, 'Two kinds of olives', 'Add to favourites');
  await expect(message(page, 'Two kinds of olives').getByRole('img', { name: 'Favourite' })).toBeVisible();
  await alice.go('chats');
  await page.getByRole('button', { name: 'Favourites and mentions' }).click();
  const kept = page.getByRole('list', { name: 'Favourites' });
  await expect(kept.getByRole('listitem')).toHaveCount(1);
  await expectAccessible(page, 'favourites');
  await kept.getByRole('link', { name: naming('Show in the chat with {name}', 'Bob') }).click();
  await expect(message(page, 'Two kinds of olives')).toBeFocused();

  // Put off, and sent at once after all.
  await composer(page).fill('Bring change');
  await page.getByRole('button', { name: 'Send', exact: true }).click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Send later…' }).click();
  const later = page.getByRole('dialog', { name: 'Send later' });
  await later.getByRole('button', { name: 'In an hour' }).click();
  await expectAccessible(page, 'send later');
  await later.getByRole('button', { name: 'Send then' }).click();
  await expect(composer(page)).toHaveValue('');
  await page.getByRole('button', { name: '1 message to be sent later' }).click();
  await page.getByRole('dialog', { name: 'To be sent later' }).getByRole('button', { name: 'Send now' }).click();
  await expect(message(page, 'Bring change')).toBeVisible();
  await expect(page.getByRole('button', { name: /to be sent later/ })).toHaveCount(0);
  await message(page, 'Two kinds of olives').focus();

  // Escape leaves an answer, and two quick presses beside the words are a sign.
  await page.keyboard.press('r');
  await expect(composer(page)).toBeFocused();
  await composer(page).press('Escape');
  await expect(page.getByRole('region', { name: /^Reply to/ })).toBeHidden();
  const row = await message(page, 'Tomatoes').boundingBox();
  await page.mouse.dblclick((row?.x ?? 0) + 8, (row?.y ?? 0) + (row?.height ?? 0) / 2);
  await expect(signOn(page, 'Tomatoes', /^👍/)).toBeVisible();
  await openMenuOf(page, 'Tomatoes');
  await expectAccessible(page, 'message menu');
  await page.keyboard.press('Escape');

  // Put off again, and said by itself once its time has come: an hour later by the clock of this computer.
  await bob.go(chat);
  await expect(message(bob.page, 'Bring change')).toBeVisible();
  await expect(signOn(bob.page, 'Tomatoes', /^👍/)).toBeVisible();
  await putOff(page, 'The stall is open', 'In an hour');
  await expect(message(bob.page, 'The stall is open')).toHaveCount(0);
  await page.clock.setSystemTime(Date.now() + 61 * 60_000);
  await page.reload();
  await expect(message(bob.page, 'The stall is open')).toBeVisible();
  await expect(page.getByRole('button', { name: /to be sent later/ })).toHaveCount(0);
});

/** Writes words and has them sent later. */
async function putOff(page: Page, words: string, when: string): Promise<void> {
  await composer(page).fill(words);
  await page.getByRole('button', { name: 'Send', exact: true }).click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Send later…' }).click();
  const later = page.getByRole('dialog', { name: 'Send later' });
  await later.getByRole('button', { name: when }).click();
  await later.getByRole('button', { name: 'Send then' }).click();
  await expect(composer(page)).toHaveValue('');
}
