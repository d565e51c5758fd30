// @vitest-environment happy-dom
import { act, cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, test } from 'vitest';
import type { ScannedExport } from '@services/workspace/importWorkspace.ts';
import { ChatDetails } from '../../../../../src/renderer/features/chats/details/ChatDetails.tsx';
import { ChatKeeping } from '../../../../../src/renderer/features/chats/settings.ts';
import { spaceOf } from '../../../../support/web/renderScreen.tsx';
import { type MediaScreen, renderWithMedia } from '../../../../support/web/renderWithMedia.tsx';

afterEach(cleanup);

const FOUND: ScannedExport = {
  source: 'whatsapp',
  name: 'Ana Lee',
  files: 2,
  order: { order: 'day-first', isSure: false },
  chats: [
    {
      index: 0,
      name: '',
      messages: 5,
      people: [
        { key: 'Ana Lee', name: 'Ana Lee', messages: 3 },
        { key: 'Me Myself', name: 'Me Myself', messages: 2 },
      ],
    },
  ],
};

const importsOf = ({ application }: MediaScreen) => application.workspace.controls.imports;

/** The settings, with the dialog open and a file chosen. */
async function chosen(found: ScannedExport | null): Promise<{ rendered: MediaScreen; dialog: HTMLElement }> {
  const rendered = renderWithMedia(<ChatKeeping />);
  importsOf(rendered).found = found;
  fireEvent.click(await screen.findByRole('button', { name: 'Import a chat…' }));
  const dialog = await screen.findByRole('dialog', { name: 'Import a chat' });
  const [input] = dialog.querySelectorAll('input[type=file]');
  if (!(input instanceof HTMLInputElement)) throw new Error('no chooser');
  fireEvent.change(input, { target: { files: [new File(['x'], 'WhatsApp Chat with Ana Lee.txt')] } });
  return { rendered, dialog };
}

test('IMP-14 an import that the end of the app interrupted is told of until that was read', async () => {
  const rendered = renderWithMedia(<ChatKeeping />);
  importsOf(rendered).interrupt('Ana Lee');
  const title = await screen.findByText(/Importing .*Ana Lee.* was interrupted/u);
  fireEvent.click(screen.getByRole('button', { name: 'OK' }));
  await waitFor(() => expect(title.isConnected).toBe(false));
});

describe('bringing a chat in', () => {
  test('IMP-3 where dates can be read in two ways the person is asked; of two people the other is oneself', async () => {
    const { rendered, dialog } = await chosen(FOUND);
    const name = await within(dialog).findByRole<HTMLInputElement>('textbox', { name: 'Name of the chat' });
    expect(name.value).toBe('Ana Lee');
    expect(within(dialog).getByRole<HTMLSelectElement>('combobox', { name: 'Which one are you' }).value).toBe(
      'Me Myself',
    );
    fireEvent.click(within(dialog).getByRole('radio', { name: 'Month, day, year' }));
    fireEvent.click(within(dialog).getByRole('checkbox', { name: 'Pictures and files as well' }));
    fireEvent.click(within(dialog).getByRole('button', { name: 'Import' }));
    await screen.findByText('Ana Lee');
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(importsOf(rendered).wishes).toMatchObject([
      { name: 'Ana Lee', me: 'Me Myself', order: 'month-first', withFiles: false, chat: 0 },
    ]);
  });

  test('IMP-3 where they cannot, nobody is asked', async () => {
    const { dialog } = await chosen({ ...FOUND, order: { order: 'day-first', isSure: true } });
    await within(dialog).findByRole('textbox', { name: 'Name of the chat' });
    expect(within(dialog).queryByRole('radio')).toBeNull();
  });

  test('IMP-10 a chat with as many messages of the same app is here: the person is warned, and may go on', async () => {
    const { rendered, dialog } = await chosen(FOUND);
    const name = await within(dialog).findByRole('textbox', { name: 'Name of the chat' });
    expect(within(dialog).queryByText(/is here already/u)).toBeNull();
    act(() => importsOf(rendered).add({ id: spaceOf('twice'), name: 'Ana Lee', messages: 5 }));
    await within(dialog).findByText(/A chat like this is here already/u);
    expect(name.isConnected).toBe(true);
    expect(within(dialog).getByRole('button', { name: 'Import' })).toHaveProperty('disabled', false);
  });

  test.each([
    [{ is: 'here', fresh: 0, already: 5 }, /^Nothing new came in: 5 messages of .*Ana Lee.* were here already\.$/u],
    [
      { is: 'more', fresh: 0, already: 5 },
      /^No new messages came in, but the files of .*Ana Lee.*, and which one you are in it, are now as in this import\.$/u,
    ],
    [{ is: 'more', fresh: 1, already: 4 }, /^1 new message came in: .*Ana Lee.*\. 4 messages were here already\.$/u],
  ] as const)('IMP-17 what of it was here already is told: %o', async (came, said) => {
    const { rendered, dialog } = await chosen(FOUND);
    importsOf(rendered).came = came;
    fireEvent.click(await within(dialog).findByRole('button', { name: 'Import' }));
    await screen.findByText(said);
  });

  test('IMP-1 what is no export is told of, and another file can be chosen', async () => {
    const { dialog } = await chosen(null);
    await within(dialog).findByText('This is no chat that WhatsApp or Telegram Desktop exported.');
    expect(within(dialog).getByRole('button', { name: 'Choose a file…' })).toBeDefined();
  });
});

describe('saving a chat', () => {
  test('CEX-1 the person chooses, and is told what is in it and what is not', async () => {
    const rendered = renderWithMedia(<ChatDetails space={spaceOf('ada')} page="settings" />);
    fireEvent.click(await screen.findByRole('button', { name: 'Save…' }));
    const dialog = await screen.findByRole('dialog');
    const day = (name: string, value: string) =>
      fireEvent.change(within(dialog).getByLabelText(name), { target: { value } });
    day('From', '2026-05-02');
    day('To', '2026-05-01');
    expect(within(dialog).getByRole('alert').textContent).toBe('The first day is after the last one.');
    expect(within(dialog).getByLabelText('To').getAttribute('aria-invalid')).toBe('true');
    expect(within(dialog).getByRole('button', { name: 'Save' })).toHaveProperty('disabled', true);
    day('From', '');
    day('To', '');
    fireEvent.click(within(dialog).getByRole('radio', { name: 'No files' }));
    fireEvent.click(within(dialog).getByRole('button', { name: 'Save' }));
    await within(dialog).findByText(/3 messages and 1 file are in the archive/u);
    await within(dialog).findByText(/1 message whose words end was left out/u);
    await waitFor(() => expect(rendered.media.saved.map(({ type }) => type)).toEqual(['application/zip']));
    expect(rendered.media.saved[0]?.name).toMatch(/\.zip$/u);
  });
});
