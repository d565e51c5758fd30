// @vitest-environment happy-dom
import { fireEvent, screen, waitFor } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { fail } from '@shared/result.ts';
import { Onboarding } from '../../../../../src/renderer/features/onboarding/index.ts';
import { createFakeApplication } from '../../../../support/web/fakeApplication.ts';
import { fakePicture } from '../../../../support/web/fakeMedia.ts';
import { renderWithMedia } from '../../../../support/web/renderWithMedia.tsx';

const start = (
  application = createFakeApplication({ start: 'first-start' }),
  onLocale = vi.fn<(locale: string) => void>(),
) => {
  const { media } = renderWithMedia(<Onboarding application={application} locale="en" onLocale={onLocale} />);
  return { application, media, onLocale };
};

const choose = (file: File) => {
  const input = document.querySelector('input[type=file]');
  if (!(input instanceof HTMLInputElement)) throw new Error('no file input');
  Object.defineProperty(input, 'files', { value: [file], configurable: true });
  fireEvent.change(input);
};
const photo = () => new File([new Uint8Array([1])], 'me.jpg', { type: 'image/jpeg' });

describe('first start', () => {
  it('makes a profile from a name alone and lets the app open', async () => {
    const { application } = start();
    fireEvent.change(await screen.findByRole('textbox', { name: 'Your name' }), { target: { value: 'Mira' } });
    fireEvent.click(screen.getByRole('button', { name: 'Start' }));
    await waitFor(() => expect(application.startup.get().status).toBe('ready'));
    expect(application.workspace.controls.store.state.own.profile).toEqual({
      name: 'Mira',
      avatar: { kind: 'generated' },
    });
  });

  it('says what is wrong with a name at the name, and forgets it when one types again', async () => {
    const application = createFakeApplication({ start: 'first-start' });
    start({ ...application, createProfile: async () => fail('name-empty', 'empty') });
    fireEvent.click(await screen.findByRole('button', { name: 'Start' }));
    const field = screen.getByRole('textbox', { name: 'Your name' });
    await waitFor(() => expect(field.getAttribute('aria-invalid')).toBe('true'));
    expect(screen.getByText(/at least one visible letter/)).toBeTruthy();
    fireEvent.change(field, { target: { value: 'M' } });
    expect(field.getAttribute('aria-invalid')).toBeNull();
  });

  it('keeps a chosen and cut picture for the profile', async () => {
    const { application } = start();
    await screen.findByRole('button', { name: 'Choose a picture' });
    choose(photo());
    fireEvent.click(await screen.findByRole('button', { name: 'Use this picture' }));
    await screen.findByRole('button', { name: 'Change the picture' });
    fireEvent.change(screen.getByRole('textbox', { name: 'Your name' }), { target: { value: 'Mira' } });
    fireEvent.click(screen.getByRole('button', { name: 'Start' }));
    await waitFor(() => expect(application.workspace.controls.store.state.own.profile.avatar).toEqual(fakePicture));
  });

  it('says in plain words why a picture was refused and goes on without it', async () => {
    const { media } = start();
    media.answers.picture = { code: 'picture-too-many-pixels', message: 'bomb' };
    await screen.findByRole('button', { name: 'Choose a picture' });
    choose(photo());
    expect((await screen.findByText(/more than 40 million pixels/)).getAttribute('role')).toBe('alert');
    expect(screen.queryByRole('button', { name: 'Use this picture' })).toBeNull();
  });

  it('offers each language under its own name', async () => {
    const { onLocale } = start();
    fireEvent.click(await screen.findByRole('button', { name: 'العربية' }));
    expect(onLocale).toHaveBeenCalledWith('ar');
  });
});
