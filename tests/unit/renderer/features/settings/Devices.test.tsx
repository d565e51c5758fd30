// @vitest-environment happy-dom
import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { SettingsContent } from '../../../../../src/renderer/features/settings/index.ts';
import { FAKE_DIGITS } from '../../../../support/web/fakeDevices.ts';
import { fakeDeviceId } from '../../../../support/web/fakeIds.ts';
import { renderWithMedia } from '../../../../support/web/renderWithMedia.tsx';

const open = () => {
  const { application } = renderWithMedia(<SettingsContent selected="devices" />);
  return application.workspace.controls.devices;
};
const laptop = {
  device: fakeDeviceId('laptop'),
  name: 'Laptop',
  isThis: false,
  isRevoked: false,
  addedAt: 1,
  mayCertify: true,
  isLinked: true,
  lastSeenAt: 1,
};
const CODE = { typed: 'K7QD 4MXA 93WT 0PNE', link: 'banyan://device#o2F2', expiresAt: 600_000 };

describe('Settings → Devices', () => {
  it('shows a code, asks for the digits of who came with it, and says how often they may still be wrong', async () => {
    const { offer } = open();
    fireEvent.click(await screen.findByRole('button', { name: 'Link a device' }));
    expect(await screen.findByText(CODE.typed)).toBeTruthy();
    expect(screen.getByRole('img', { name: 'Code for linking a device' })).toBeTruthy();
    act(() => offer.set({ state: 'found', code: CODE, name: 'Laptop', left: 3 }));
    const field = await screen.findByRole('textbox', { name: 'Digits on the new device' });
    const link = screen.getByRole('button', { name: 'Link' });
    expect(link).toHaveProperty('disabled', true);
    fireEvent.change(field, { target: { value: ' 1 2 3  4 5 67' } });
    expect(field).toHaveProperty('value', ' 1 2 3  4 5 6');
    fireEvent.click(link);
    expect(await screen.findByText(/2 more tries/)).toBeTruthy();
    fireEvent.change(field, { target: { value: FAKE_DIGITS } });
    fireEvent.click(screen.getByRole('button', { name: 'Link' }));
    expect(await screen.findByRole('dialog', { name: 'Linked' })).toBeTruthy();
  });

  it('a code that is over says why, and makes way for another', async () => {
    const { offer } = open();
    fireEvent.click(await screen.findByRole('button', { name: 'Link a device' }));
    await screen.findByText(CODE.typed);
    act(() => offer.set({ state: 'over', reason: 'wrong' }));
    expect(await screen.findByText(/wrong three times/)).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'New code' }));
    expect(await screen.findByText(CODE.typed)).toBeTruthy();
  });

  it('closing the dialog ends the code', async () => {
    const { offer } = open();
    fireEvent.click(await screen.findByRole('button', { name: 'Link a device' }));
    await screen.findByText(CODE.typed);
    fireEvent.click(screen.getByRole('button', { name: 'Cancel' }));
    await waitFor(() => expect(offer.get()).toEqual({ state: 'none' }));
  });

  it('a device is removed only after it was said what that means', async () => {
    const { devices } = open();
    act(() => devices.set([...devices.get(), laptop]));
    fireEvent.click(await screen.findByRole('button', { name: /^Remove .*Laptop/ }));
    const dialog = await screen.findByRole('alertdialog');
    expect(within(dialog).getByText(/erases nothing there/)).toBeTruthy();
    expect(devices.get().every(({ isRevoked }) => !isRevoked)).toBe(true);
    fireEvent.click(within(dialog).getByRole('button', { name: 'Remove device' }));
    expect(await screen.findByRole('heading', { name: 'Removed' })).toBeTruthy();
    expect(devices.get().find(({ name }) => name === 'Laptop')?.isRevoked).toBe(true);
  });

  it('RST-10 what has not reached this device is said to be lost before one is removed', async () => {
    const { devices } = open();
    act(() => devices.set([...devices.get(), laptop]));
    fireEvent.click(await screen.findByRole('button', { name: /^Remove .*Laptop/ }));
    expect(within(await screen.findByRole('alertdialog')).getByText(/has not reached this device yet/)).toBeTruthy();
  });

  it('with the phrase nothing is removed before all twelve words are there', async () => {
    const { devices } = open();
    act(() => devices.set([...devices.get(), laptop]));
    fireEvent.click(await screen.findByRole('button', { name: /^Remove .*Laptop/ }));
    const dialog = await screen.findByRole('alertdialog');
    fireEvent.click(within(dialog).getByRole('switch', { name: /Someone else has it/ }));
    expect(within(dialog).getByRole('button', { name: 'Remove device' })).toHaveProperty('disabled', true);
    expect(within(dialog).getAllByRole('textbox')).toHaveLength(12);
  });

  it('a device has the name its person gives it', async () => {
    const { devices } = open();
    fireEvent.click(await screen.findByRole('button', { name: /^Rename / }));
    const dialog = await screen.findByRole('dialog', { name: 'Name of the device' });
    fireEvent.change(within(dialog).getByRole('textbox', { name: 'Name' }), { target: { value: 'Desk' } });
    fireEvent.click(within(dialog).getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(devices.get()[0]?.name).toBe('Desk'));
  });

  it('a device that was taken out itself says so', async () => {
    const { devices } = open();
    act(() => devices.set([...devices.get().map((device) => ({ ...device, isRevoked: true })), laptop]));
    expect(await screen.findByText(/was removed from your account/)).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Link a device' })).toBeNull();
    expect(screen.queryByRole('button', { name: /^Rename / })).toBeNull();
    // A thief may have done it: the phrase answers that, and nothing else does (DEV-5).
    fireEvent.click(screen.getByRole('button', { name: /^Remove .*Laptop/ }));
    const dialog = await screen.findByRole('alertdialog');
    expect(within(dialog).queryByRole('switch')).toBeNull();
    expect(within(dialog).getAllByRole('textbox')).toHaveLength(12);
    expect(within(dialog).getByRole('button', { name: 'Remove device' })).toHaveProperty('disabled', true);
  });
});
