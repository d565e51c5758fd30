// @vitest-environment happy-dom
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import type { BackPlan, ScannedAll } from '@services/workspace/importWorkspace.ts';
import { Everything } from '../../../../../src/renderer/features/chats/everything.ts';
import { renderWithMedia } from '../../../../support/web/renderWithMedia.tsx';

afterEach(cleanup);

test('EXA-1 before everything is exported a person is told who could read it, and afterwards what is in it and what is not', async () => {
  const rendered = renderWithMedia(<Everything />);
  fireEvent.click(await screen.findByRole('button', { name: 'Export…' }));
  const dialog = await screen.findByRole('dialog', { name: 'Export everything' });
  expect(within(dialog).getByText('Anyone who has the file can read it')).toBeDefined();
  expect(within(dialog).getByText(/Not in it: the recovery phrase/u)).toBeDefined();
  fireEvent.click(within(dialog).getByRole('button', { name: 'Export' }));
  await within(dialog).findByText(/2 chats, 3 messages, 1 post and 1 file/u);
  expect(within(dialog).getByText('1 message that disappears was left out.')).toBeDefined();
  expect(within(dialog).queryByText(/not on this device/u)).toBeNull();
  await waitFor(() => expect(rendered.media.saved.map(({ type }) => type)).toEqual(['application/zip']));
  expect(rendered.media.saved[0]?.name).toMatch(/^banyan-\d{4}-\d{2}-\d{2}\.zip$/u);
});

/** The dialog that brings everything in, with a file chosen. */
async function chosen(found: ScannedAll | null, plan: BackPlan | null = null) {
  const rendered = renderWithMedia(<Everything />);
  const { imports } = rendered.application.workspace.controls;
  Object.assign(imports, { foundAll: found, plan });
  fireEvent.click(await screen.findByRole('button', { name: 'Import…' }));
  const dialog = await screen.findByRole('dialog', { name: 'Import an export' });
  const [input] = dialog.querySelectorAll('input[type=file]');
  if (!(input instanceof HTMLInputElement)) throw new Error('no chooser');
  fireEvent.change(input, { target: { files: [new File(['x'], 'banyan.zip')] } });
  return { dialog, imports };
}

test('IMA-2 before an export comes in a person is told what comes back as what, afterwards what came', async () => {
  const counts = { conversations: 2, messages: 5, moments: 1 };
  const found = { name: 'Ann', exportedAt: 0, counts, broken: ['data/posts.jsonl'], isOwn: false };
  const { dialog } = await chosen(found);
  await within(dialog).findByText(/2 chats, 5 messages, 1 post/u);
  expect(within(dialog).getByText('1 file of data is missing, damaged or was changed')).toBeDefined();
  expect(within(dialog).getByText(/made by another account/u)).toBeDefined();
  expect(within(dialog).getByText(/come as chats that are only read/u)).toBeDefined();
  fireEvent.click(within(dialog).getByRole('button', { name: 'Import' }));
  await within(dialog).findByText('1 chat with 3 messages came in.');
  expect(within(dialog).getByText('2 messages and posts were here already.')).toBeDefined();
  expect(within(dialog).getByText('1 line could not be read')).toBeDefined();
});

test('IMA-1 what is no export of everything is told of, and another file can be chosen', async () => {
  const { dialog } = await chosen(null);
  await within(dialog).findByText(/This is no export of everything that Banyan made/u);
  expect(within(dialog).getByRole('button', { name: 'Choose a file…' })).toBeDefined();
});

const NONE = { fresh: 0, here: 0, without: 0, unread: 0 };
const FOUND = { name: 'Ann', exportedAt: 0, counts: { conversations: 1 }, broken: [], isOwn: true };
const PLAN: BackPlan = {
  counts: {
    contacts: { ...NONE, fresh: 2, without: 1 },
    settings: { ...NONE, here: 3 },
    stickers: { ...NONE, fresh: 1, unread: 1 },
    favourites: NONE,
    drafts: NONE,
  },
  strangers: ['Zoe'],
};

test('IMA-8 a person sees how much of each kind would come back, what never does, chooses, and can undo it', async () => {
  const { dialog, imports } = await chosen(FOUND, PLAN);
  const names = await within(dialog).findByRole('checkbox', { name: 'Names and tags you gave your contacts: 2 new' });
  expect(names).toHaveProperty('checked', true);
  expect(within(dialog).getByText('1 is no contact here.')).toBeDefined();
  expect(within(dialog).getByText('Settings and folders: nothing new')).toBeDefined();
  expect(within(dialog).getByText(/No contacts here: .*Zoe/u)).toBeDefined();
  expect(
    within(dialog).getByText(
      /does not come back: channels themselves .*, the wallet .*, your keys, and mini programs\./u,
    ),
  ).toBeDefined();
  expect(within(dialog).queryByText(/Favourites/u)).toBeNull();
  fireEvent.click(names);
  fireEvent.click(within(dialog).getByRole('checkbox', { name: 'Bring them in, to be read and searched' }));
  fireEvent.click(within(dialog).getByRole('button', { name: 'Import' }));
  await within(dialog).findByText('2 things came back into your account.');
  expect(within(dialog).getByText('1 could not be brought back.')).toBeDefined();
  expect(imports.brought).toEqual([['stickers']]);
  expect(within(dialog).queryByText(/came in/u)).toBeNull();
  fireEvent.click(within(dialog).getByRole('button', { name: 'Undo what came back' }));
  await within(dialog).findByText('It is as it was before.');
  expect(imports.brought).toEqual([]);
});

test('IMA-8 of another account’s export nothing is chosen beforehand, and with nothing chosen nothing can be begun', async () => {
  const { dialog } = await chosen({ ...FOUND, isOwn: false }, PLAN);
  const names = await within(dialog).findByRole('checkbox', { name: /Names and tags/u });
  expect(names).toHaveProperty('checked', false);
  fireEvent.click(within(dialog).getByRole('checkbox', { name: 'Bring them in, to be read and searched' }));
  expect(within(dialog).queryByRole('button', { name: 'Import' })).toBeNull();
});
