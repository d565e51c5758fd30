// @vitest-environment happy-dom
import { screen } from '@testing-library/react';
import type { ReactNode } from 'react';
import { expect, it } from 'vitest';
import { useBackupProgressText } from '@i18n/useBackupTexts.ts';
import { renderWithMedia } from '../../../support/web/renderWithMedia.tsx';

function Said({ done, total }: { readonly done: number; readonly total: number }): ReactNode {
  return <p>{useBackupProgressText()({ state: 'writing', done, total })}</p>;
}

it('speaks of no bytes before it is known how many there are', async () => {
  const shown = renderWithMedia(<Said done={0} total={0} />);
  expect(await screen.findByText('Starting…')).toBeTruthy();
  shown.show(<Said done={0} total={2000} />);
  expect(await screen.findByText(/^Writing: 0/)).toBeTruthy();
});
