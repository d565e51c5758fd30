// @vitest-environment happy-dom
import { act, cleanup, fireEvent, screen } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import { MediaContext } from '@services/media/context.tsx';
import { useExport } from '../../../../../../src/renderer/features/wallet/room/files/useExport.ts';
import { createFakeMedia } from '../../../../../support/web/fakeMedia.ts';
import { ada, fakeUnit } from '../../../../../support/web/fakePayments.ts';
import { renderScreen } from '../../../../../support/web/renderScreen.tsx';

function Proofs() {
  const exporting = useExport();
  return (
    <button type="button" onClick={exporting.saveOn(fakeUnit(ada), 'bundle')}>
      Proofs
    </button>
  );
}

afterEach(cleanup);

test('WAL-UI-7 a double click saves once, and a press later once more', async () => {
  const media = createFakeMedia();
  const { application } = renderScreen(
    <MediaContext value={media}>
      <Proofs />
    </MediaContext>,
  );
  const { wallet } = application.workspace.controls;
  act(() => wallet.room.exported.set({ csv: '', bundle: new Uint8Array([1]), payments: 1 }));
  const button = screen.getByRole('button', { name: 'Proofs' });
  await act(async () => fireEvent.click(button, { detail: 1 }));
  await act(async () => fireEvent.click(button, { detail: 2 }));
  expect(media.saved).toHaveLength(1);
  await act(async () => fireEvent.click(button, { detail: 1 }));
  expect(media.saved).toHaveLength(2);
});
