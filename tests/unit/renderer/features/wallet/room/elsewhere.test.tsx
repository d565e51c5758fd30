// @vitest-environment happy-dom
import { act, screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { Elsewhere } from '../../../../../../src/renderer/features/wallet/room/Elsewhere.tsx';
import { renderWithMedia } from '../../../../../support/web/renderWithMedia.tsx';

describe('the wallet of a linked device', () => {
  it('WSV-179 says that it is on the first one, and says nothing there', async () => {
    const { application } = renderWithMedia(<Elsewhere />);
    const { devices } = application.workspace.controls.devices;
    await waitFor(() => expect(devices.get()).toHaveLength(1));
    expect(screen.queryByText(/another of your devices/)).toBeNull();
    act(() => devices.set(devices.get().map((device) => ({ ...device, keepsWallet: false }))));
    expect(await screen.findByText(/another of your devices/)).toBeTruthy();
  });
});
