// @vitest-environment happy-dom
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
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
