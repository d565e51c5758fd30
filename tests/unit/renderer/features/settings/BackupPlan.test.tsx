// @vitest-environment happy-dom
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import { SettingsContent } from '../../../../../src/renderer/features/settings/index.ts';
import { renderScreen } from '../../../../support/web/renderScreen.tsx';

afterEach(cleanup);

const PHRASE = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'];

const page = () => {
  const { application } = renderScreen(<SettingsContent selected="backup" />);
  return application.workspace.controls.backups;
};

const typeWords = (words: readonly string[]) => {
  const dialog = within(screen.getByRole('dialog'));
  for (const [index, word] of words.entries()) {
    fireEvent.change(dialog.getByRole('textbox', { name: `Word ${index + 1}` }), { target: { value: word } });
  }
  return dialog;
};

test('RST-12 turning automatic backups on asks for the words where they are not kept; wrong ones can be typed again', async () => {
  const controls = page();
  fireEvent.click(await screen.findByRole('radio', { name: 'Daily' }));
  await screen.findByRole('dialog', { name: 'Your twelve recovery words' });
  fireEvent.click(typeWords(['wrong', ...PHRASE.slice(1)]).getByRole('button', { name: 'Turn on' }));
  expect(await screen.findByText(/These are not the words of this account/u)).toBeTruthy();
  expect(controls.plan.every).toBe('off');
  fireEvent.click(typeWords(PHRASE).getByRole('button', { name: 'Turn on' }));
  await waitFor(() => expect(controls.plan.every).toBe('day'));
  expect(controls.words).toEqual([PHRASE.join(' ')]);
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  fireEvent.click(screen.getByRole('radio', { name: 'A year' }));
  await waitFor(() => expect(controls.plan).toMatchObject({ every: 'day', keep: 'year' }));
});

test('RST-11 one that was not made is said with what to do, and tried again', async () => {
  const { application, show } = renderScreen(<SettingsContent selected="about" />);
  const { backups } = application.workspace.controls;
  backups.plan = { ...backups.plan, every: 'day', hasKey: true };
  backups.planProblem = 'backup-folder';
  show(<SettingsContent selected="backup" />);
  fireEvent.click(await screen.findByRole('button', { name: 'Back up now' }));
  expect(await screen.findByText(/The folder for backups is not there/u)).toBeTruthy();
  backups.planProblem = null;
  fireEvent.click(await screen.findByRole('button', { name: 'Try again' }));
  expect(await screen.findByText(/^Everything, \W*\d/u)).toBeTruthy();
  await waitFor(() => expect(screen.queryByText(/The folder for backups is not there/u)).toBeNull());
});

test('BAK-15 where all that was in the folder is gone, one begins anew there only by saying so', async () => {
  const { application, show } = renderScreen(<SettingsContent selected="about" />);
  const { backups } = application.workspace.controls;
  backups.plan = { ...backups.plan, every: 'day', hasKey: true, canChoose: false };
  show(<SettingsContent selected="backup" />);
  await screen.findByRole('button', { name: 'Back up now' });
  expect(screen.queryByRole('button', { name: 'Begin anew here' })).toBeNull();
  show(<SettingsContent selected="about" />);
  backups.plan = { ...backups.plan, problem: 'backup-folder' };
  show(<SettingsContent selected="backup" />);
  fireEvent.click(await screen.findByRole('button', { name: 'Begin anew here' }));
  await waitFor(() => expect(screen.queryByText(/The folder for backups is not there/u)).toBeNull());
});

test('BAK-15 a folder is chosen by the host’s own dialog, and left again', async () => {
  const controls = page();
  fireEvent.click(await screen.findByRole('button', { name: 'Choose folder' }));
  expect(await screen.findByText('/media/mira/drive')).toBeTruthy();
  expect(controls.plan.folder.isChosen).toBe(true);
  fireEvent.click(screen.getByRole('button', { name: 'Use Banyan’s own' }));
  await waitFor(() => expect(controls.plan.folder.isChosen).toBe(false));
});

test('BAK-17 a backup that was under way when the page was opened is shown, and one that never ended is named', async () => {
  const { application, show } = renderScreen(<SettingsContent selected="about" />);
  const { backups } = application.workspace.controls;
  backups.isUnderWay = true;
  backups.unfinished = Date.UTC(2026, 0, 5);
  show(<SettingsContent selected="backup" />);
  expect(await screen.findByText('A backup is under way')).toBeTruthy();
  expect(await screen.findByText('A backup was not finished')).toBeTruthy();
});
