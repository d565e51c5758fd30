// @vitest-environment happy-dom
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import { SettingsContent } from '../../../../../src/renderer/features/settings/index.ts';
import { fakeSnapshot } from '../../../../support/web/fakeSnapshots.ts';
import { renderScreen } from '../../../../support/web/renderScreen.tsx';

afterEach(cleanup);

const WEEKLY = fakeSnapshot(Date.UTC(2026, 4, 3, 12), 'weekly', 2_000_000);
const UPDATE = fakeSnapshot(Date.UTC(2026, 3, 1, 12), 'before-update', 1_000_000);

/** The page of backups, with those listed. */
function page(...listed: readonly (typeof WEEKLY)[]) {
  const { application, show } = renderScreen(<SettingsContent selected="about" />);
  const { controls } = application.workspace;
  controls.snapshots.listed = [...listed];
  show(<SettingsContent selected="backup" />);
  return controls;
}

test('SNP-14 lists when, why and how large, and what all of them take', async () => {
  page(WEEKLY, UPDATE);
  expect(await screen.findByText(/^Made for the week · 2 MB$/u)).toBeTruthy();
  expect(screen.getByText(/^Before an update of the database · 1 MB$/u)).toBeTruthy();
  expect(screen.getByText('Snapshots take 3 MB.')).toBeTruthy();
});

test('SNP-3 says that there is none yet, and makes one', async () => {
  const controls = page();
  expect(await screen.findByText('No snapshot yet')).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: 'Make one now' }));
  expect(await screen.findByText(/The snapshot is made/u)).toBeTruthy();
  expect(await screen.findByText(/^Made by hand · /u)).toBeTruthy();
  controls.failNext('storage-full');
  fireEvent.click(screen.getByRole('button', { name: 'Make one now' }));
  expect(await screen.findByText(/disk|space|room/iu)).toBeTruthy();
  expect(controls.snapshots.listed).toHaveLength(1);
});

test('SNP-10 SNP-13 going back says what comes back, what stays and what is lost, and nothing is done without a yes', async () => {
  const controls = page(WEEKLY);
  const button = await screen.findByRole('button', { name: /^Go back to the snapshot of/u });
  fireEvent.click(button);
  const dialog = within(await screen.findByRole('alertdialog'));
  for (const said of [
    /messages you deleted/u,
    /Nothing paid or promised is undone/u,
    /You lose what you changed/u,
    /a snapshot of now is made/u,
  ])
    expect(dialog.getByText(said)).toBeTruthy();
  fireEvent.click(dialog.getByRole('button', { name: 'Cancel' }));
  expect(controls.snapshots.gone).toEqual([]);
  fireEvent.click(button);
  fireEvent.click(within(await screen.findByRole('alertdialog')).getByRole('button', { name: 'Go back' }));
  expect(await screen.findByText(/^Back: 2 messages, 1 contact, choices about no chat/u)).toBeTruthy();
  expect(controls.snapshots.gone).toEqual([WEEKLY.id]);
  expect(await screen.findByText(/^Before going back · /u)).toBeTruthy();
});

test('SNP-5 a damaged one is refused with a plain sentence, to look at and to go back to', async () => {
  const controls = page(WEEKLY);
  controls.failNext('snapshot-damaged');
  fireEvent.click(await screen.findByRole('button', { name: /^Look at the snapshot of/u }));
  expect(await screen.findByText(/This snapshot is damaged, or its key is gone/u)).toBeTruthy();
  expect(controls.snapshots.checked).toEqual([]);
});

test('SNP-1 one is removed when the person says so', async () => {
  const controls = page(WEEKLY, UPDATE);
  fireEvent.click((await screen.findAllByRole('button', { name: /^Remove the snapshot of/u }))[0] as HTMLElement);
  fireEvent.click(within(await screen.findByRole('alertdialog')).getByRole('button', { name: 'Remove' }));
  await waitFor(() => expect(controls.snapshots.listed).toEqual([UPDATE]));
  await waitFor(() => expect(screen.queryByText(/^Made for the week/u)).toBeNull());
});
