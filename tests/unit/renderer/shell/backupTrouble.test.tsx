// @vitest-environment happy-dom
import { act, cleanup, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { BackupPlan } from '../../../../src/renderer/services/workspace/backupWorkspace.ts';
import { BackupTrouble } from '../../../../src/renderer/shell/BackupTrouble.tsx';
import { renderScreen } from '../../../support/web/renderScreen.tsx';

const NOW = Date.UTC(2026, 0, 20, 12);
const DAY = 86_400_000;
const HOUR = 3_600_000;

beforeEach(() => vi.useFakeTimers({ now: NOW }));
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

async function opened(plan: Partial<BackupPlan>, locale: 'en' | 'ar' = 'en') {
  const { application, show } = renderScreen(null, { locale });
  const { controls } = application.workspace;
  controls.backups.plan = { ...controls.backups.plan, every: 'day', hasKey: true, lastAt: NOW - DAY / 2, ...plan };
  show(<BackupTrouble workspace={application.workspace} />);
  await act(() => vi.advanceTimersByTimeAsync(1));
  const pass = (time: number) => act(() => vi.advanceTimersByTimeAsync(time));
  return { backups: controls.backups, pass };
}

test('RST-11 one that was not made is said over every room, until one is made', async () => {
  const { backups, pass } = await opened({ problem: 'storage-full' });
  expect(screen.getByText('The last automatic backup was not made')).toBeTruthy();
  expect(screen.getByText('There is not enough room on the disk.')).toBeTruthy();
  expect(screen.getByRole('link').getAttribute('href')).toBe('#/settings/backup');
  backups.plan = { ...backups.plan, problem: null };
  await pass(5 * 60_000);
  expect(screen.queryByRole('link')).toBeNull();
});

test('RST-15 where the last one is old, that is said once there was time to make one, with when it was', async () => {
  const { backups, pass } = await opened({ lastAt: NOW - 4 * DAY });
  await pass(2 * HOUR);
  // It waits for nobody to be at work.
  expect(screen.queryByRole('link')).toBeNull();
  await pass(HOUR);
  expect(screen.getByText('No automatic backup for a while')).toBeTruthy();
  expect(screen.getByText(/January 16, 2026/u)).toBeTruthy();
  backups.plan = { ...backups.plan, lastAt: NOW + 3 * HOUR };
  await pass(5 * 60_000);
  expect(screen.queryByRole('link')).toBeNull();
});

test.each([
  ['none is old for three days', { lastAt: NOW - 2 * DAY }],
  ['a weekly one is not old after nine days', { every: 'week', lastAt: NOW - 9 * DAY }],
  ['nobody wants any', { every: 'off', lastAt: NOW - 90 * DAY, problem: 'storage-full' }],
] as const)('RST-15 nothing is said where %s', async (_why, plan) => {
  const { pass } = await opened(plan);
  await pass(6 * HOUR);
  expect(screen.queryByRole('link')).toBeNull();
});

test('RST-15 a weekly one is old after ten days, in Arabic as well', async () => {
  const { pass } = await opened({ every: 'week', lastAt: NOW - 11 * DAY }, 'ar');
  await pass(3 * HOUR);
  expect(screen.getByText('لم تُنشأ نسخة احتياطية تلقائية منذ مدة')).toBeTruthy();
});
