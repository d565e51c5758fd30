// @vitest-environment happy-dom
import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { SettingsContent } from '../../../../../src/renderer/features/settings/index.ts';
import { renderWithMedia } from '../../../../support/web/renderWithMedia.tsx';

function open() {
  const { application } = renderWithMedia(<SettingsContent selected="connections" />);
  const { controls } = application.workspace;
  return { proxy: () => controls.store.state.settings.proxy };
}

describe('Settings → Connections → Proxy', () => {
  it('takes an own proxy once its address is whole, and gives it up again', async () => {
    const { proxy } = open();
    expect(proxy()).toEqual({ mode: 'system' });
    fireEvent.click(await screen.findByRole('radio', { name: /^This one/ }));
    // Nothing is set by looking at it.
    expect(proxy()).toEqual({ mode: 'system' });
    const address = await screen.findByLabelText('Address and port');
    fireEvent.change(address, { target: { value: 'proxy.example.org' } });
    fireEvent.click(screen.getByRole('button', { name: 'Use it' }));
    expect(await screen.findByText(/The port is missing/)).toBeDefined();
    fireEvent.change(address, { target: { value: 'proxy.example.org:3128' } });
    fireEvent.click(screen.getByRole('button', { name: 'Use it' }));
    await waitFor(() =>
      expect(proxy()).toEqual({ mode: 'manual', kind: 'http', host: 'proxy.example.org', port: 3128 }),
    );
    fireEvent.click(await screen.findByRole('radio', { name: /^None/ }));
    await waitFor(() => expect(proxy()).toEqual({ mode: 'none' }));
  });

  it('PRX-4 says while the chosen way could not be set, what that means and what to do', async () => {
    const { application } = renderWithMedia(<SettingsContent selected="connections" />);
    const { connection } = application.workspace.controls;
    await screen.findByRole('radio', { name: /^This one/ });
    expect(screen.queryByText(/could not switch/)).toBeNull();
    act(() => connection.set({ ...connection.get(), state: 'offline', services: [], proxyFailed: true }));
    const said = await screen.findByText(/could not switch to this way .* choose another way here/);
    expect(said.closest('[role=alert]')).not.toBeNull();
    expect(screen.getByText(/The chosen way to the network could not be set/)).toBeDefined();
    expect(screen.queryByText(/No meeting point answers/)).toBeNull();
    act(() => connection.set({ ...connection.get(), state: 'looking', proxyFailed: false }));
    await waitFor(() => expect(screen.queryByText(/could not switch/)).toBeNull());
  });

  it('says that the browser decides where it does', async () => {
    renderWithMedia(<SettingsContent selected="connections" />, {
      prepare: ({ workspace }) => {
        workspace.controls.servers.canSetProxy = false;
      },
    });
    expect(await screen.findByText(/Here your browser decides/)).toBeDefined();
  });
});
