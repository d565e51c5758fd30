// @vitest-environment happy-dom
import { act, cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { EventId } from '@shared/ids.ts';
import type { Program, ProgramStorage } from '@services/workspace/programWorkspace.ts';
import { ProgramDesk } from '../../../../../src/renderer/features/programs/desk/desk.ts';
import { ProgramDeskContext } from '../../../../../src/renderer/features/programs/desk/deskContext.ts';
import { StorageActs } from '../../../../../src/renderer/features/programs/package/StorageActs.tsx';
import { COUNTED_AFTER, StorageNotice } from '../../../../../src/renderer/features/programs/pane/StorageNotice.tsx';
import { makeBlob } from '../../../../support/shared/blobFixtures.ts';
import { idOf } from '../../../../support/shared/storeFixtures.ts';
import { fakeAccountId } from '../../../../support/web/fakeIds.ts';
import { renderScreen, spaceOf } from '../../../../support/web/renderScreen.tsx';

const program: Program = {
  instance: idOf<EventId>('poll'),
  space: spaceOf('ada'),
  package: makeBlob(new Uint8Array(3)).id,
  name: 'Poll',
  version: null,
  icon: null,
  size: 2000,
  author: fakeAccountId('ada'),
  own: false,
  at: 1,
  document: null,
  summary: null,
  lastOpened: 1,
  favourite: false,
  declared: [],
  net: [],
  permissions: [],
};

/** Shows what a program keeps, as it is. */
function show(storage: ProgramStorage) {
  const shown = renderScreen(null);
  const { programs } = shown.application.workspace;
  shown.application.workspace.controls.programs.storage.set(storage);
  const desk = new ProgramDesk(programs);
  shown.show(
    <ProgramDeskContext value={desk}>
      <StorageActs program={program} />
    </ProgramDeskContext>,
  );
  return shown;
}

const figures = () =>
  screen.getAllByRole('term').map((term) => [term.textContent, term.nextElementSibling?.textContent]);

afterEach(cleanup);

describe('what a program keeps', () => {
  test('PRG-12 is shown part by part, and what goes before it is wiped', async () => {
    const shown = show({ updates: 3000, documents: 5000, own: 7000 });
    await screen.findByText('Said in it');
    expect(figures()).toEqual([
      ['Stored by it, about', '7 kB'],
      ['Said in it', '3 kB'],
      ['Shared documents', '5 kB'],
      ['Its package', '2 kB'],
    ]);
    fireEvent.click(screen.getByRole('button', { name: 'Remove storage' }));
    await screen.findByText('About 7 kB on this device goes.');
    shown.application.workspace.controls.programs.storage.set({ updates: 3000, documents: 5000, own: 0 });
    fireEvent.click(screen.getAllByRole('button', { name: 'Remove storage' }).at(-1) ?? shown.container);
    expect(await screen.findByText(/^What .*Poll.* stored here is gone$/)).toBeTruthy();
    await waitFor(() => expect(figures()[0]).toEqual(['Stored by it, about', '0 bytes']));
  });

  test('PRG-12 what cannot be told is said to be unknown, and no size is named before it is wiped', async () => {
    show({ updates: 3000, documents: 0, own: null });
    await screen.findByText('Said in it');
    expect(figures()).toEqual([
      ['Stored by it, about', 'Not known'],
      ['Said in it', '3 kB'],
      ['Its package', '2 kB'],
    ]);
    await act(async () => fireEvent.click(screen.getByRole('button', { name: 'Remove storage' })));
    await screen.findByText('It is closed and begins anew, with what was said in the chat.');
    expect(screen.queryByText(/on this device goes/)).toBeNull();
  });
});

describe('a program that keeps much', () => {
  test('PRG-12 is said so where it is seen, with where that can be ended; one that keeps little is not', async () => {
    vi.useFakeTimers();
    const shown = renderScreen(null);
    const { storage } = shown.application.workspace.controls.programs;
    const look = async (own: number) => {
      storage.set({ own, updates: 1_000_000, documents: 0 });
      shown.show(<StorageNotice key={own} program={program} />);
      await act(() => vi.advanceTimersByTimeAsync(COUNTED_AFTER + 100));
      return screen.queryByText(/^It keeps/)?.textContent ?? null;
    };
    expect(await look(98_000_000)).toBeNull();
    expect(await look(300_000_000)).toMatch(/^It keeps 301\sMB on this device\. .*“Information”/);
    vi.useRealTimers();
  });
});
