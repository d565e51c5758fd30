// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { useState } from 'react';
import { afterEach, expect, test } from 'vitest';
import { ContextMenu } from '@ui/overlays/ContextMenu.tsx';
import { Dialog } from '@ui/overlays/Dialog.tsx';
import '../../../../support/web/waiting.ts';

afterEach(cleanup);

function Row() {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <ContextMenu label="Row" items={() => [{ id: 'ask', label: 'Ask', onAction: () => setOpen(true) }]}>
        <button type="button">row</button>
      </ContextMenu>
      <Dialog isOpen={isOpen} title="Asked" closeLabel="Close" onClose={() => setOpen(false)}>
        words
      </Dialog>
    </>
  );
}

async function askAndLeave(): Promise<void> {
  const row = screen.getByText('row');
  row.focus();
  fireEvent.contextMenu(row, { clientX: 20, clientY: 30 });
  fireEvent.click(await screen.findByRole('menuitem', { name: 'Ask' }));
  const dialog = await screen.findByRole('dialog', { name: 'Asked' });
  await waitFor(() => expect(dialog.contains(document.activeElement)).toBe(true));
  fireEvent.keyDown(dialog, { key: 'Escape' });
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
}

test('CHAT-UI-101 a dialog that a menu opened gives the focus back to what had it before the menu, each time', async () => {
  render(<Row />);
  for (let time = 0; time < 2; time += 1) {
    await askAndLeave();
    await waitFor(() => expect(document.activeElement).toBe(screen.getByText('row')));
  }
});
