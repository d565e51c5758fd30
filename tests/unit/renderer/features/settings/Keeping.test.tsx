// @vitest-environment happy-dom
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, test } from 'vitest';
import type { Refusal } from '@domain/preference/refusals.ts';
import { SettingsContent } from '../../../../../src/renderer/features/settings/index.ts';
import { refusalsText } from '../../../../../src/renderer/features/settings/refusals/refusalsText.ts';
import { fakeAccountId, fakeEventId, fakeSpaceId } from '../../../../support/web/fakeIds.ts';
import { renderScreen } from '../../../../support/web/renderScreen.tsx';

afterEach(cleanup);

const page = (selected: string) => {
  const { application } = renderScreen(<SettingsContent selected={selected} />);
  const { controls } = application.workspace;
  return { controls, settings: () => controls.store.state.settings };
};

describe('what others learn, and what one is told', () => {
  test('PRE-13 PRE-11 writing and unarchiving have a switch each', async () => {
    const { settings } = page('chats');
    fireEvent.click(await screen.findByRole('switch', { name: 'Writing indicator' }));
    await waitFor(() => expect(settings().typing).toBe(false));
    fireEvent.click(screen.getByRole('switch', { name: 'New messages take chats out' }));
    await waitFor(() => expect(settings().unarchive).toBe(false));
  });

  test('PRE-9 quiet hours are switched on at their usual times, and changed', async () => {
    const { settings } = page('notifications');
    fireEvent.click(await screen.findByRole('switch', { name: /certain hours/u }));
    await waitFor(() => expect(settings().quietHours).toEqual({ from: 22 * 60, to: 7 * 60 }));
    fireEvent.change(await screen.findByLabelText('From'), { target: { value: '23:30' } });
    await waitFor(() => expect(settings().quietHours).toEqual({ from: 23 * 60 + 30, to: 7 * 60 }));
    fireEvent.click(screen.getByRole('switch', { name: /certain hours/u }));
    await waitFor(() => expect(settings().quietHours).toBeNull());
  });

  test('PRE-10 what a notification shows is chosen; the lock of the screen is offered where it is known', async () => {
    const { settings } = page('notifications');
    fireEvent.click(await screen.findByRole('radio', { name: 'Only who it is from' }));
    await waitFor(() => expect(settings().noticeContent).toBe('name'));
    expect(screen.queryByRole('radio', { name: /screen is locked/u })).toBeNull();
  });
});

describe('blocked and reported', () => {
  const account = fakeAccountId('zed');
  const entry: Refusal = {
    ...{ at: Date.UTC(2026, 10, 21), deed: 'reported', account, name: 'Zed', reason: 'scam', note: 'gift cards' },
    message: { space: fakeSpaceId('zed'), id: fakeEventId('z'), at: Date.UTC(2026, 10, 20), text: 'buy <b>cards</b>' },
  };

  test('PRE-12 somebody who is blocked is let in again, and the log follows', async () => {
    const { application } = renderScreen(<SettingsContent selected="refusals" />);
    const { preferences, store } = application.workspace.controls;
    preferences.refusals = [entry];
    preferences.refused = [{ account, at: 5, name: 'Zed' }];
    fireEvent.click(await screen.findByRole('button', { name: 'Unblock' }));
    await waitFor(() => expect(store.state.contacts.some(({ blocked }) => blocked)).toBe(false));
    expect(await screen.findByText('buy <b>cards</b>')).toBeTruthy();
    expect(screen.getByText('Fraud')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Why…' }));
    const dialog = await screen.findByRole('dialog');
    fireEvent.change(within(dialog).getByRole('combobox'), { target: { value: 'threat' } });
    fireEvent.click(within(dialog).getByRole('button', { name: 'Save' }));
    expect(await screen.findByText('Threat')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Let them ask again' }));
    await waitFor(() => expect(preferences.refused).toEqual([]));
    fireEvent.click(screen.getByRole('button', { name: 'Clear the log' }));
    fireEvent.click(await screen.findByRole('button', { name: 'Delete' }));
    expect(await screen.findByText('Nothing yet.')).toBeTruthy();
  });

  test('PRE-12 the exported file names times and reasons for others to read', () => {
    const text = refusalsText([entry, { ...entry, message: null }]);
    expect(JSON.parse(text)).toEqual({
      format: 'banyan-refusals',
      version: 1,
      entries: [
        {
          ...{ at: '2026-11-21T00:00:00.000Z', deed: 'reported', account, name: 'Zed', reason: 'scam' },
          note: 'gift cards',
          message: {
            ...{ space: fakeSpaceId('zed'), id: fakeEventId('z'), at: '2026-11-20T00:00:00.000Z' },
            text: 'buy <b>cards</b>',
          },
        },
        expect.objectContaining({ message: null }),
      ],
    });
  });
});
