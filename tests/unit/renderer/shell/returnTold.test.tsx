// @vitest-environment happy-dom
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import type { ReturnEnd } from '../../../../src/renderer/services/workspace/snapshotWorkspace.ts';
import { ReturnTold } from '../../../../src/renderer/shell/ReturnTold.tsx';
import { renderScreen } from '../../../support/web/renderScreen.tsx';

afterEach(cleanup);

function opened(told: ReturnEnd | null, locale: 'en' | 'ar' = 'en') {
  const { application, show } = renderScreen(null, { locale });
  const { controls } = application.workspace;
  controls.snapshots.told = told;
  show(<ReturnTold workspace={application.workspace} />);
  return controls.snapshots;
}

test('SNP-18 says that a going back was not finished and what to do, until it is read', async () => {
  const snapshots = opened('unfinished');
  expect(await screen.findByText('Going back to a snapshot was not finished')).toBeTruthy();
  expect(screen.getByText(/go back to the snapshot made before it/u)).toBeTruthy();
  expect(screen.getByRole('link').getAttribute('href')).toBe('#/settings/backup');
  fireEvent.click(screen.getByRole('button', { name: 'Dismiss' }));
  expect(screen.queryByRole('link')).toBeNull();
  await waitFor(() => expect(snapshots.told).toBeNull());
});

test('SNP-18 says that one was undone, in Arabic as well', async () => {
  opened('undone', 'ar');
  expect(await screen.findByText('أُلغي الرجوع إلى لقطة')).toBeTruthy();
});
