// @vitest-environment happy-dom
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import type { ScannedAll } from '@services/workspace/importWorkspace.ts';
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
async function chosen(found: ScannedAll | null): Promise<HTMLElement> {
  const rendered = renderWithMedia(<Everything />);
  rendered.application.workspace.controls.imports.foundAll = found;
  fireEvent.click(await screen.findByRole('button', { name: 'Import…' }));
  const dialog = await screen.findByRole('dialog', { name: 'Import an export' });
  const [input] = dialog.querySelectorAll('input[type=file]');
  if (!(input instanceof HTMLInputElement)) throw new Error('no chooser');
  fireEvent.change(input, { target: { files: [new File(['x'], 'banyan.zip')] } });
  return dialog;
}

test('IMA-2 before an export comes in a person is told what comes back as what, afterwards what came', async () => {
  const counts = { conversations: 2, messages: 5, moments: 1 };
  const found = { name: 'Ann', exportedAt: 0, counts, broken: ['data/posts.jsonl'], isOwn: false };
  const dialog = await chosen(found);
  await within(dialog).findByText(/2 chats, 5 messages, 1 post/u);
  expect(within(dialog).getByText('1 file of data is missing, damaged or was changed')).toBeDefined();
  expect(within(dialog).getByText(/made by another account/u)).toBeDefined();
  expect(within(dialog).getByText(/come back as chats that are only read/u)).toBeDefined();
  fireEvent.click(within(dialog).getByRole('button', { name: 'Import' }));
  await within(dialog).findByText('1 chat with 3 messages came in.');
  expect(within(dialog).getByText('2 messages and posts were here already.')).toBeDefined();
  expect(within(dialog).getByText('1 line could not be read')).toBeDefined();
});

test('IMA-1 what is no export of everything is told of, and another file can be chosen', async () => {
  const dialog = await chosen(null);
  await within(dialog).findByText(/This is no export of everything that Banyan made/u);
  expect(within(dialog).getByRole('button', { name: 'Choose a file…' })).toBeDefined();
});
