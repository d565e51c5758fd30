// @vitest-environment happy-dom
import { act, cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, test } from 'vitest';
import type { BlobId } from '@shared/ids.ts';
import type { StoredFile } from '@services/workspace/fileWorkspace.ts';
import { SettingsContent } from '../../../../../src/renderer/features/settings/index.ts';
import { nothingStored } from '../../../../support/web/fakeFiles.ts';
import { fakeAccountId, fakeEventId } from '../../../../support/web/fakeIds.ts';
import { renderScreen, spaceOf } from '../../../../support/web/renderScreen.tsx';

const file = (name: string, change: Partial<StoredFile> = {}): StoredFile => ({
  blob: fakeEventId(name) as string as BlobId,
  message: fakeEventId(`of ${name}`),
  name,
  mime: 'application/pdf',
  size: 3_000_000,
  held: 3_000_000,
  at: 1_700_000_000_000,
  author: fakeAccountId('ada'),
  origin: 'received',
  keep: false,
  isPicture: false,
  ...change,
});

async function open(files: readonly StoredFile[] = [], feedBytes = 0) {
  const rendered = renderScreen(<SettingsContent selected="storage" />);
  const { controls } = rendered.application.workspace;
  const bytes = files.reduce((sum, { held }) => sum + held, 0);
  const chats = files.length === 0 ? [] : [{ space: spaceOf('ada'), name: 'Ada', bytes, files }];
  const kinds = { ...nothingStored.kinds, others: bytes };
  act(() =>
    controls.files.use.set({ ...nothingStored, fileBytes: bytes, kinds, feedBytes, reclaimableBytes: bytes, chats }),
  );
  await screen.findByText(/in all$/);
  return controls;
}

afterEach(cleanup);

describe('Settings → Storage', () => {
  test('STO-UI-1 says what takes how much, and what could go', async () => {
    await open([file('a.pdf'), file('b.pdf')], 2_000_000);
    expect(screen.getByText('14.1 MB in all')).toBeTruthy();
    expect(screen.getByText('Moments and channels').nextSibling?.textContent).toBe('2 MB');
    expect(screen.getByText('Other files').nextSibling?.textContent).toBe('6 MB');
    expect(screen.getByText('Photos').nextSibling?.textContent).toBe('0 bytes');
    expect(screen.queryByText('Films')).toBeNull();
    expect(screen.queryByText('Backups')).toBeNull();
    expect(screen.getByText('Second copy of messages').nextSibling?.textContent).toBe('1.9 MB');
    expect(screen.getByText(/^6 MB could be let go/)).toBeTruthy();
  });

  test('STO-UI-8 says what of moments and channels can be let go, and lets go of it when asked', async () => {
    const { files } = await open();
    act(() => files.use.set({ ...files.use.get(), feedBytes: 1_200_000_000, feedLooseBytes: 800_000_000 }));
    expect(await screen.findByText('Moments and channels: 1.2 GB. 800 MB can be let go.')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Let go now' }));
    const question = await screen.findByRole('alertdialog');
    fireEvent.click(within(question).getByRole('button', { name: 'Let go now' }));
    expect(await screen.findByText('Moments and channels: 400 MB. Nothing can be let go.')).toBeTruthy();
    expect(files.asked).toContain('letGoFeedFiles ');
  });

  test('STO-UI-8 for how long they are kept is chosen', async () => {
    const { store } = await open();
    fireEvent.change(screen.getByLabelText('Photos and videos of posts'), { target: { value: '91' } });
    await waitFor(() => expect(store.state.settings.feedFileDays).toBe(91));
  });

  test('STO-UI-9 says what articles to read offline take of how much they may, which is chosen', async () => {
    const { files, store } = await open();
    act(() => files.use.set({ ...files.use.get(), articleBytes: 12_000_000 }));
    expect(await screen.findByText('Articles to read offline: 12 MB of at most 200 MB.')).toBeTruthy();
    const room = screen.getByLabelText('Room for articles to read offline');
    fireEvent.change(room, { target: { value: '5000000' } });
    await waitFor(() => expect(store.state.settings.articleBudget).toBe(5_000_000));
    expect(await screen.findByText('Articles to read offline: 12 MB of at most 5 MB.')).toBeTruthy();
    fireEvent.change(room, { target: { value: String(Number.MAX_SAFE_INTEGER) } });
    expect(await screen.findByText('Articles to read offline: 12 MB.')).toBeTruthy();
  });

  test('STO-UI-2 without files it says so', async () => {
    await open();
    expect(screen.getByText('No files yet')).toBeTruthy();
    expect(screen.getByText('Nothing is waiting to be let go.')).toBeTruthy();
  });

  test('STO-UI-3 a chat is cleared only after a question that names what may be lost', async () => {
    const { files } = await open([
      file('a.pdf'),
      file('mine.pdf', { origin: 'own' }),
      file('kept.pdf', { keep: true }),
    ]);
    fireEvent.click(screen.getByRole('button', { name: 'Remove files' }));
    const question = within(await screen.findByRole('alertdialog'));
    expect(question.getByText(/^6 MB go off this device/)).toBeTruthy();
    expect(question.getByText(/One of them is a file you sent/)).toBeTruthy();
    fireEvent.click(question.getByRole('button', { name: 'Cancel' }));
    expect(files.asked).toEqual([]);
    fireEvent.click(screen.getByRole('button', { name: 'Remove files' }));
    fireEvent.click(within(await screen.findByRole('alertdialog')).getByRole('button', { name: 'Remove' }));
    expect(await screen.findByText('6 MB go off this device')).toBeTruthy();
    expect(screen.queryByRole('button', { name: /^Ada/ })).toBeNull();
    expect(files.asked).toEqual([]);
    fireEvent.click(screen.getByRole('button', { name: 'Undo' }));
    expect(await screen.findByRole('button', { name: /^Ada/ })).toBeTruthy();
    expect(files.asked).toEqual([]);
    fireEvent.click(screen.getByRole('button', { name: 'Remove files' }));
    fireEvent.click(within(await screen.findByRole('alertdialog')).getByRole('button', { name: 'Remove' }));
    // Whoever leaves the page has made up their mind.
    cleanup();
    await waitFor(() => expect(files.asked).toEqual([`clearFiles ${spaceOf('ada')}`]));
  });

  test('STO-UI-4 a file is kept for ever, or removed after a question', async () => {
    const one = file('a.pdf');
    const { files } = await open([one]);
    fireEvent.click(screen.getByRole('button', { name: /^Ada/ }));
    fireEvent.click(screen.getByRole('button', { name: /Keep .*a\.pdf.* for ever/ }));
    await waitFor(() => expect(files.asked).toEqual([`keepFile ${one.blob}`]));
    fireEvent.click(screen.getByRole('button', { name: /Remove .*a\.pdf/ }));
    fireEvent.click(within(await screen.findByRole('alertdialog')).getByRole('button', { name: 'Remove' }));
    await waitFor(() => expect(files.asked[1]).toBe(`removeFile ${one.blob}`));
  });

  test('STO-UI-5 the rules are changed at once, and one that was set elsewhere is shown', async () => {
    const { store } = await open();
    const limit = () => screen.getByRole<HTMLSelectElement>('combobox', { name: 'Fetch by itself' });
    expect(limit().selectedOptions[0]?.textContent).toBe('Up to 25 MB');
    fireEvent.change(limit(), { target: { value: '0' } });
    await waitFor(() => expect(store.state.settings.autoDownload.limit).toBe(0));
    expect(screen.getByRole<HTMLInputElement>('switch', { name: 'Also on a metered connection' }).disabled).toBe(true);
    act(() => store.change((state) => (state.settings = { ...state.settings, blobBudget: 7_000_000_000 })));
    const budget = screen.getByRole<HTMLSelectElement>('combobox', { name: 'Room for files' });
    await waitFor(() => expect(budget.selectedOptions[0]?.textContent).toBe('7 GB'));
    fireEvent.change(budget, { target: { value: String(Number.MAX_SAFE_INTEGER) } });
    await waitFor(() => expect(budget.selectedOptions[0]?.textContent).toBe('No limit'));
  });

  describe('how long things stay', () => {
    const rule = (name: string) => screen.getByRole<HTMLSelectElement>('combobox', { name });

    test('STO-UI-11 a rule that takes nothing now is chosen without a question', async () => {
      const { store } = await open();
      fireEvent.change(rule('Files and messages of chats'), { target: { value: 'files-90' } });
      await waitFor(() => expect(store.state.settings.retention).toBe('files-90'));
      expect(screen.queryByRole('alertdialog')).toBeNull();
    });

    test('STO-UI-11 that messages are to go is asked also where none is old enough yet', async () => {
      const { store } = await open();
      fireEvent.change(rule('Files and messages of chats'), { target: { value: 'messages-30' } });
      const question = within(await screen.findByRole('alertdialog', { name: 'Let go of what is older?' }));
      expect(question.getByText('Nothing goes off this device now. It will as it grows old.')).toBeTruthy();
      expect(question.getByText(/do not come back by themselves/)).toBeTruthy();
      expect(store.state.settings.retention).toBe('all');
      fireEvent.click(question.getByRole('button', { name: 'Let go' }));
      await waitFor(() => expect(store.state.settings.retention).toBe('messages-30'));
    });

    test('STO-UI-11 one that takes something says how much before, and can be taken back after', async () => {
      const { store, files } = await open();
      files.wouldGo = { files: 12, bytes: 34_000_000, messages: 1 };
      fireEvent.change(rule('Files and messages of chats'), { target: { value: 'messages-30' } });
      const question = within(await screen.findByRole('alertdialog', { name: 'Let go of what is older?' }));
      expect(question.getByText(/^12 files, 34 MB, and one message would go off this device now/)).toBeTruthy();
      expect(question.getByText(/Their signed originals stay/)).toBeTruthy();
      fireEvent.click(question.getByRole('button', { name: 'Cancel' }));
      await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull());
      expect(store.state.settings.retention).toBe('all');
      fireEvent.change(rule('Files and messages of chats'), { target: { value: 'messages-30' } });
      fireEvent.click(within(await screen.findByRole('alertdialog')).getByRole('button', { name: 'Let go' }));
      await waitFor(() => expect(store.state.settings.retention).toBe('messages-30'));
      fireEvent.click(await screen.findByRole('button', { name: 'Undo' }));
      await waitFor(() => expect(store.state.settings.retention).toBe('all'));
    });

    test('STO-UI-12 a chat gets a rule of its own that keeps everything, is changed, and goes as the others again', async () => {
      const { files } = await open();
      const another = await screen.findByRole('combobox', { name: 'Another rule for one chat or channel' });
      const space = spaceOf('leila');
      fireEvent.change(another, { target: { value: space } });
      await waitFor(() => expect(files.asked).toEqual([`setRetention ${space} all`]));
      const own = await screen.findByRole<HTMLSelectElement>('combobox', { name: /^In .*Leila/ });
      expect(own.selectedOptions[0]?.textContent).toBe('Keep everything');
      fireEvent.change(own, { target: { value: 'files-365' } });
      await waitFor(() => expect(files.asked.at(-1)).toBe(`setRetention ${space} files-365`));
      fireEvent.change(own, { target: { value: 'none' } });
      await waitFor(() => expect(files.asked.at(-1)).toBe(`setRetention ${space} null`));
      await waitFor(() => expect(screen.queryByRole('combobox', { name: /^In .*Leila/ })).toBeNull());
    });
  });

  test('STO-UI-13 room that runs out is said in plain words, and not before', async () => {
    const { files } = await open();
    act(() => files.use.set({ ...files.use.get(), databaseBytes: 899_000_000, quotaBytes: 1_000_000_000 }));
    expect(await screen.findByText('899 MB used of 1 GB that the browser gives.')).toBeTruthy();
    expect(screen.queryByText('The room for the database is nearly full')).toBeNull();
    act(() => files.use.set({ ...files.use.get(), databaseBytes: 950_000_000 }));
    expect(await screen.findByText('The room for the database is nearly full')).toBeTruthy();
    expect(screen.getByText(/^50 MB are left of what the browser gives/)).toBeTruthy();
  });
});
