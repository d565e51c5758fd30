// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { writableSnapshot } from '@ports/snapshot.ts';
import { LOOKING_NAME } from '@services/snapshots/looking.ts';
import type { Past } from '@services/snapshots/past.ts';
import type { Startup, WorkspaceErrorCode } from '@services/workspace/workspace.ts';
import { fail, ok } from '@shared/result.ts';
import { App } from '../../../../src/renderer/shell/App.tsx';
import { createFakeApplication } from '../../../support/web/fakeApplication.ts';
import { fakeSnapshot } from '../../../support/web/fakeSnapshots.ts';
import '../../../support/web/waiting.ts';

// The screen's parts are loaded on first use.
const WEEKLY = fakeSnapshot(Date.UTC(2026, 4, 3, 12), 'weekly');
const UPDATE = fakeSnapshot(Date.UTC(2026, 3, 1, 12), 'before-update');

beforeEach(() => {
  localStorage.clear();
  sessionStorage.clear();
  location.hash = '#/settings';
});
afterEach(cleanup);

/** A start that ended so. */
function ended(code: WorkspaceErrorCode, past: Past) {
  const startup = writableSnapshot<Startup>({ status: 'failed', error: { code, message: '' } });
  render(<App application={{ ...createFakeApplication(), startup }} past={past} />);
}

const two: Past = { list: async () => ok([WEEKLY, UPDATE]), check: async () => ok() };

test.each(['store-newer', 'migration-failed', 'storage-failed'] as const)(
  'SNP-15 a start that ended with %s offers to look at how it was, and reads one before it is shown',
  async (code) => {
    const reload = vi.spyOn(location, 'reload').mockImplementation(() => undefined);
    const checked: string[] = [];
    ended(code, { ...two, check: async (id) => ok(void checked.push(id)) });
    expect(await screen.findByRole('heading', { name: 'Look at how it was' })).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Try again' })).toBeTruthy();
    expect(screen.getByText('Before an update of the database')).toBeTruthy();
    const buttons = screen.getAllByRole('button', { name: /^Look at the snapshot of/u });
    expect(buttons).toHaveLength(2);
    fireEvent.click(buttons[1] ?? document.body);
    await waitFor(() => expect(reload).toHaveBeenCalledOnce());
    expect(checked).toEqual([UPDATE.id]);
    expect([sessionStorage.getItem(LOOKING_NAME), location.hash]).toEqual([UPDATE.id, '#/chats']);
  },
);

test('SNP-15 one that does not hold is not shown, and another can be chosen', async () => {
  const reload = vi.spyOn(location, 'reload').mockImplementation(() => undefined);
  ended('store-newer', { ...two, check: async (id) => (id === WEEKLY.id ? fail('snapshot-damaged', '') : ok()) });
  const [first, second] = await screen.findAllByRole('button', { name: /^Look at the snapshot of/u });
  fireEvent.click(first ?? document.body);
  expect(await screen.findByText(/This snapshot is damaged/u)).toBeTruthy();
  expect([sessionStorage.getItem(LOOKING_NAME), reload.mock.calls.length]).toEqual([null, 0]);
  fireEvent.click(second ?? document.body);
  await waitFor(() => expect(sessionStorage.getItem(LOOKING_NAME)).toBe(UPDATE.id));
});

test('SNP-15 without snapshots, or where trying again is what helps, nothing of that is said', async () => {
  let asked = 0;
  const none: Past = {
    ...two,
    list: async () => {
      asked += 1;
      return ok([]);
    },
  };
  ended('store-newer', none);
  await waitFor(() => expect(asked).toBeGreaterThan(0));
  expect(screen.queryByRole('heading', { name: 'Look at how it was' })).toBeNull();
  cleanup();
  asked = 0;
  ended('store-blocked', none);
  await screen.findByText(/Another window of Banyan is holding the data/u);
  expect(asked).toBe(0);
});
