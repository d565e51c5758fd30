// @vitest-environment happy-dom
import { act, fireEvent, screen } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { codeLink } from '@domain/device/linkCode.ts';
import { deviceKindOf } from '../../../../../src/renderer/features/onboarding/deviceKindOf.ts';
import { Onboarding } from '../../../../../src/renderer/features/onboarding/index.ts';
import { createFakeApplication } from '../../../../support/web/fakeApplication.ts';
import { renderWithMedia } from '../../../../support/web/renderWithMedia.tsx';

const LINK = codeLink({ token: new Uint8Array(9).fill(7), signaling: [] });

async function begin(code: string) {
  const application = createFakeApplication({ start: 'first-start' });
  renderWithMedia(<Onboarding application={application} locale="en" onLocale={() => undefined} />);
  fireEvent.click(await screen.findByRole('button', { name: 'I have Banyan on another device' }));
  fireEvent.change(await screen.findByRole('textbox', { name: 'Code or link' }), { target: { value: code } });
  fireEvent.click(screen.getByRole('button', { name: 'Next' }));
  return application;
}

describe('I have Banyan on another device', () => {
  it('goes from a code to digits that can be read out', async () => {
    const { joining } = await begin(LINK);
    expect(await screen.findByText('Looking for your other device…')).toBeTruthy();
    act(() => joining.set({ status: 'digits', digits: '271828' }));
    expect(await screen.findByText('271 828')).toBeTruthy();
    act(() => joining.set({ status: 'asking', name: 'Mira', number: '01234 56789 01234 56789' }));
    expect(await screen.findByText(/account of .*Mira/)).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'It is linked there' }));
    expect(await screen.findByText(/Opening your account/)).toBeTruthy();
  });

  it('says after a while that nobody answers, and takes another code', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    try {
      await begin(LINK);
      await screen.findByText('Looking for your other device…');
      expect(screen.queryByText('Nobody answers yet')).toBeNull();
      act(() => void vi.advanceTimersByTime(20_000));
      expect(await screen.findByText('Nobody answers yet')).toBeTruthy();
      fireEvent.click(screen.getByRole('button', { name: 'Use another code' }));
      expect(await screen.findByRole('textbox', { name: 'Code or link' })).toBeTruthy();
    } finally {
      vi.useRealTimers();
    }
  });

  it.each([
    ['another product', 'https://example.org/pair'],
    ['a slip', 'K7QD 4MXA 93WT 0PNX'],
  ])('says so of %s', async (_, code) => {
    await begin(code);
    expect(await screen.findByText(/isn't a code for linking a device/)).toBeTruthy();
  });

  it('says what to do after the digits were wrong too often, and lets one begin again or go back', async () => {
    const { joining } = await begin(LINK);
    await screen.findByText('Looking for your other device…');
    act(() => joining.set({ status: 'failed', reason: 'wrong' }));
    expect(await screen.findByText(/wrong three times/)).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Begin again' }));
    expect(await screen.findByRole('textbox', { name: 'Code or link' })).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Back' }));
    expect(await screen.findByRole('textbox', { name: 'Your name' })).toBeTruthy();
  });

  it.each([
    ['Mozilla/5.0 (X11; Linux x86_64) Chrome/156.0.0.0', 'Linux'],
    ['Mozilla/5.0 (Windows NT 10.0; Win64; x64)', 'Windows'],
    ['Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)', 'Mac'],
    ['Mozilla/5.0 (Linux; Android 16)', 'Android'],
    ['nothing known', null],
  ])('%s is named', (userAgent, name) => {
    expect(deviceKindOf(userAgent)).toBe(name);
  });
});
