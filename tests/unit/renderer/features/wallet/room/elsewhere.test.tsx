// @vitest-environment happy-dom
import { act, screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { Elsewhere } from '../../../../../../src/renderer/features/wallet/room/Elsewhere.tsx';
import { WalletList } from '../../../../../../src/renderer/features/wallet/room/WalletList.tsx';
import { type MediaScreenOptions, renderWithMedia } from '../../../../../support/web/renderWithMedia.tsx';

const nothing = () => undefined;

describe('the wallet of a linked device', () => {
  it('WSV-179 says that it is on the first one, and says nothing there', async () => {
    const { application } = renderWithMedia(<Elsewhere />);
    const { devices } = application.workspace.controls.devices;
    await waitFor(() => expect(devices.get()).toHaveLength(1));
    expect(screen.queryByText(/another of your devices/)).toBeNull();
    act(() => devices.set(devices.get().map((device) => ({ ...device, keepsWallet: false }))));
    expect(await screen.findByText(/another of your devices/)).toBeTruthy();
  });

  it('WSV-179 offers nothing that another device would have to do', async () => {
    const list = <WalletList selected={null} onWallet={nothing} onOpenWallet={nothing} />;
    const prepare: MediaScreenOptions['prepare'] = ({ workspace }) => {
      const { devices } = workspace.controls.devices;
      devices.set(devices.get().map((device) => ({ ...device, keepsWallet: false })));
    };
    const here = renderWithMedia(list);
    expect(await screen.findByRole('button', { name: 'Pay or promise' })).toBeTruthy();
    expect(screen.getByRole('link', { name: 'Pots' })).toBeTruthy();
    here.unmount();
    renderWithMedia(list, { prepare });
    expect(await screen.findByText(/another of your devices/)).toBeTruthy();
    for (const name of ['Pay or promise', 'Ask for a payment'])
      expect(screen.queryByRole('button', { name })).toBeNull();
    expect(screen.queryByRole('link', { name: 'Pots' })).toBeNull();
    expect(screen.queryByText('Nobody owes anybody yet')).toBeNull();
  });
});
