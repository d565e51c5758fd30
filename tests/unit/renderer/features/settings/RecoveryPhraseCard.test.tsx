// @vitest-environment happy-dom
import { fireEvent, screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { RecoveryPhraseCard } from '../../../../../src/renderer/features/settings/reminder.ts';
import { renderWithMedia } from '../../../../support/web/renderWithMedia.tsx';

describe('the reminder of the recovery phrase', () => {
  it('goes for now when put off, and comes back with the next start', async () => {
    const first = renderWithMedia(<RecoveryPhraseCard />);
    fireEvent.click(await screen.findByRole('button', { name: 'Later' }));
    expect(screen.queryByText('Keep your account safe')).toBeNull();
    first.show(<p>elsewhere</p>);
    first.show(<RecoveryPhraseCard />);
    await Promise.resolve();
    expect(screen.queryByText('Keep your account safe')).toBeNull();
    first.unmount();
    sessionStorage.clear();
    renderWithMedia(<RecoveryPhraseCard />);
    expect(await screen.findByText('Keep your account safe')).toBeTruthy();
  });

  it('is gone for good once the phrase was checked', async () => {
    const { application } = renderWithMedia(<RecoveryPhraseCard />);
    expect(await screen.findByRole('button', { name: 'Write them down' })).toBeTruthy();
    application.workspace.controls.store.change((state) => (state.own = { ...state.own, phraseChecked: true }));
    await waitFor(() => expect(screen.queryByText('Keep your account safe')).toBeNull());
  });

  it('is not shown on a device that never had the phrase', async () => {
    const { application } = renderWithMedia(<RecoveryPhraseCard />);
    expect(await screen.findByRole('button', { name: 'Write them down' })).toBeTruthy();
    application.workspace.controls.store.change((state) => (state.own = { ...state.own, phraseElsewhere: true }));
    await waitFor(() => expect(screen.queryByText('Keep your account safe')).toBeNull());
  });
});
