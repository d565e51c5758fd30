// @vitest-environment happy-dom
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, test, vi } from 'vitest';
import { InviteLinkHandler } from '../../../../../src/renderer/features/contacts/index.ts';
import { NewGroupDialog } from '../../../../../src/renderer/features/groups/index.ts';
import { historyChoices, historyOf } from '../../../../../src/renderer/features/groups/policy/historyChoice.ts';
import { currentInvites } from '../../../../../src/renderer/features/groups/invites/inviteStates.ts';
import { matching, pickable } from '../../../../../src/renderer/features/groups/pick/pickable.ts';
import { groupInitials } from '@ui/display/avatarPattern.ts';
import { fakeAccountId, fakeSpaceId } from '../../../../support/web/fakeIds.ts';
import { renderWithMedia } from '../../../../support/web/renderWithMedia.tsx';

function open(first: string | null = null) {
  const onOpenChat = vi.fn<(space: string) => void>();
  const onClose = vi.fn<() => void>();
  const shown = renderWithMedia(
    <NewGroupDialog first={first === null ? null : fakeAccountId(first)} onClose={onClose} onOpenChat={onOpenChat} />,
  );
  return { ...shown, onOpenChat, onClose, state: shown.application.workspace.controls.store.state };
}
const press = async (name: string | RegExp) => fireEvent.click(await screen.findByRole('button', { name }));

describe('a new group', () => {
  test('GROUP-UI-40 people are chosen by keyboard: Enter takes the first match, Backspace gives the last back', async () => {
    open();
    const search = await screen.findByRole('searchbox', { name: 'Search your contacts' });
    for (const typed of ['leila', 'tomas']) {
      fireEvent.change(search, { target: { value: typed } });
      fireEvent.keyDown(search, { key: 'Enter' });
    }
    expect(await screen.findByText('2 people chosen')).toBeTruthy();
    fireEvent.keyDown(search, { key: 'Backspace' });
    expect(await screen.findByText('1 person chosen')).toBeTruthy();
    fireEvent.keyDown(search, { key: 'ArrowDown' });
    expect(document.activeElement).toBe(screen.getAllByRole('checkbox')[0]);
    fireEvent.keyDown(document.activeElement ?? document, { key: 'ArrowDown' });
    expect(document.activeElement).toBe(screen.getAllByRole('checkbox')[1]);
  });

  test('GROUP-UI-41 it is made with its people and rules, and its chat opens', async () => {
    const { state, onOpenChat, onClose } = open('leila');
    expect(await screen.findByText('1 person chosen')).toBeTruthy();
    await press('Next');
    fireEvent.change(await screen.findByRole('textbox', { name: 'Name' }), { target: { value: 'Hikers' } });
    fireEvent.change(screen.getByRole('combobox', { name: 'Who may write' }), { target: { value: 'admins' } });
    fireEvent.submit(screen.getByRole('textbox', { name: 'Name' }));
    await waitFor(() => expect(onOpenChat).toHaveBeenCalled());
    expect(onClose).toHaveBeenCalled();
    const [group] = state.groups.values();
    expect(group?.members.map(({ account }) => account)).toContain(fakeAccountId('leila'));
    expect(group?.policy).toMatchObject({ post: 'admins', history: { kind: 'all' } });
  });

  test('GROUP-UI-42 a group needs a name', async () => {
    const { state } = open();
    await press('Go on alone');
    await press('Create the group');
    expect(await screen.findByText(/at least one visible letter/)).toBeTruthy();
    expect(state.groups.size).toBe(0);
  });

  test('GROUP-UI-43 only contacts who said yes, are not blocked and not in it are offered', () => {
    const { state } = open();
    const offered = pickable(state.contacts, new Set([fakeAccountId('leila')])).map(({ name }) => name);
    expect(offered).toContain('Ada');
    expect(offered).not.toContain('Leila Haddad');
    expect(offered).not.toContain('Noor');
    expect(offered).not.toContain('Free Gifts');
    expect(matching(state.contacts, 'TOMAS ferr').map(({ name }) => name)).toEqual(['Tomás Ferreira']);
  });
});

describe('an invite into a group', () => {
  test('GROUP-UI-44 says which group, how many, who invites; joining opens its chat', async () => {
    const onOpenChat = vi.fn<(space: string) => void>();
    renderWithMedia(
      <InviteLinkHandler link="banyan://invite#group-Choir" onDone={() => undefined} onOpenChat={onOpenChat} />,
    );
    const dialog = await screen.findByRole('dialog', { name: 'Invite' });
    expect(await within(dialog).findByText(/12 members/)).toBeTruthy();
    expect(dialog.textContent).toMatch(/Leila Haddad.* invites you/);
    fireEvent.click(within(dialog).getByRole('button', { name: 'Join' }));
    await waitFor(() => expect(onOpenChat).toHaveBeenCalledWith(fakeSpaceId('group Choir')));
  });
});

describe('small rules', () => {
  test('GROUP-UI-45 a rule about history that is not offered is offered where it holds', () => {
    expect(historyChoices('all')).not.toContain('250');
    expect(historyChoices('250')).toContain('250');
    expect(historyOf('250')).toEqual({ kind: 'last', count: 250 });
  });

  test('GROUP-UI-46 links that work come first, and time ends them', () => {
    const link = {
      id: '',
      link: '',
      webLink: '',
      limit: null,
      uses: 0,
      createdAt: 1,
      expiresAt: 100,
      state: 'open' as const,
    };
    const shown = currentInvites(
      [
        { ...link, id: 'over', createdAt: 9, expiresAt: 5 },
        { ...link, id: 'open' },
      ],
      50,
    );
    expect(shown.map(({ id, state }) => `${id} ${state}`)).toEqual(['open open', 'over expired']);
  });

  test('GROUP-UI-47 the letters of a group are those of two words, one where letters join', () => {
    expect(groupInitials('Sunday hikers of Porto')).toBe('SH');
    expect(groupInitials('choir')).toBe('C');
    expect(groupInitials('رحلات الجمعة')).toBe('ر');
    expect(groupInitials('🌿 garden')).toBe('🌿');
  });
});
