// @vitest-environment happy-dom
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, test, vi } from 'vitest';
import { GroupContent } from '../../../../../src/renderer/features/groups/index.ts';
import { type FakeGroup, addGroup, fakeMember } from '../../../../support/web/fakeGroups.ts';
import { fakeSpaceId } from '../../../../support/web/fakeIds.ts';
import { type MediaScreenOptions, renderWithMedia } from '../../../../support/web/renderWithMedia.tsx';

const space = fakeSpaceId('group Hikers');
const leila = fakeMember('Leila');
const omar = fakeMember('Omar', { isContact: false });
const nothing = () => undefined;

function open(group: Partial<FakeGroup> = {}, options: MediaScreenOptions = {}) {
  const onOpenContact = vi.fn<(account: string) => void>();
  const onAddContact = vi.fn<() => void>();
  const shown = renderWithMedia(
    <GroupContent space={space} onOpenChat={nothing} onOpenContact={onOpenContact} onAddContact={onAddContact} />,
    {
      hasDemo: false,
      prepare: (app) =>
        void addGroup(app.workspace.controls.store, { key: 'Hikers', role: 'owner', members: [leila, omar], ...group }),
      ...options,
    },
  );
  const { store, failNext } = shown.application.workspace.controls;
  return { ...shown, onOpenContact, onAddContact, failNext, group: () => store.state.groups.get(space) };
}

const press = async (name: string | RegExp) => fireEvent.click(await screen.findByRole('button', { name }));
const choose = async (person: RegExp, entry: RegExp) => {
  await press(person);
  fireEvent.click(within(await screen.findByRole('menu')).getByRole('menuitem', { name: entry }));
};
const names = (group: ReturnType<ReturnType<typeof open>['group']>) => group?.members.map(({ name }) => name);

describe('members', () => {
  test('GROUP-UI-20 a contact leads to their page, anyone else to how to become contacts', async () => {
    const { onOpenContact, onAddContact } = open();
    await press(/Open the page of .*Leila/);
    expect(onOpenContact).toHaveBeenCalledWith(leila.account);
    await press(/Open the page of .*Omar/);
    await press('Show my invite');
    expect(onAddContact).toHaveBeenCalled();
  });

  test('GROUP-UI-21 removing asks first, and can be taken back', async () => {
    const { group } = open();
    await choose(/What to do about .*Leila/, /Remove from the group/);
    expect(names(group())).toContain('Leila');
    fireEvent.click(within(await screen.findByRole('alertdialog')).getByRole('button', { name: 'Remove' }));
    await waitFor(() => expect(names(group())).not.toContain('Leila'));
    await press('Add back');
    await waitFor(() => expect(group()?.members.some(({ account }) => account === leila.account)).toBe(true));
  });

  test('GROUP-UI-22 a role is given at once and can be taken back', async () => {
    const { group } = open();
    const role = () => group()?.members.find(({ name }) => name === 'Leila')?.role;
    await choose(/What to do about .*Leila/, /Make admin/);
    await waitFor(() => expect(role()).toBe('admin'));
    await press('Undo');
    await waitFor(() => expect(role()).toBe('member'));
  });

  test('GROUP-UI-23 handing over needs a tick', async () => {
    const { group } = open();
    await choose(/What to do about .*Leila/, /Hand the group over/);
    const dialog = await screen.findByRole('dialog');
    const confirm = within(dialog).getByRole('button', { name: 'Hand over' });
    fireEvent.click(confirm);
    expect(group()?.role).toBe('owner');
    fireEvent.click(within(dialog).getByRole('checkbox'));
    fireEvent.click(confirm);
    await waitFor(() => expect(group()?.role).toBe('admin'));
  });

  test('GROUP-UI-24 a plain member is offered nothing they may not do', async () => {
    open({ role: 'member' });
    await press(/What to do about .*Leila/);
    expect(within(await screen.findByRole('menu')).getAllByRole('menuitem')).toHaveLength(1);
    expect(screen.queryByRole('button', { name: 'Add people' })).toBeNull();
    expect(screen.queryByRole('button', { name: 'New invite link' })).toBeNull();
    expect(screen.queryByRole('button', { name: /Change name/ })).toBeNull();
    expect(screen.queryByRole('combobox')).toBeNull();
  });

  test('GROUP-UI-25 more than twelve can be searched', async () => {
    const many = Array.from({ length: 14 }, (_, index) => fakeMember(`Person ${index}`));
    open({ members: many });
    fireEvent.change(await screen.findByRole('searchbox', { name: 'Search members' }), { target: { value: 'son 13' } });
    await waitFor(() => expect(screen.getAllByRole('button', { name: /Open the page of/ })).toHaveLength(1));
  });

  test('GROUP-UI-26 what fails is said in words', async () => {
    const { failNext } = open();
    await choose(/What to do about .*Leila/, /Make admin/);
    await screen.findByText(/is now an admin/);
    failNext('group-ended');
    await choose(/What to do about .*Leila/, /Take the admin role away/);
    expect(await screen.findByText(/no longer in this group, so nothing new/)).toBeTruthy();
  });
});

describe('invites, rules and the end', () => {
  test('GROUP-UI-27 a link is made, shown as a code, and taken back', async () => {
    const { media } = open();
    await press('New invite link');
    await press('Make the link');
    const dialog = await screen.findByRole('dialog', { name: /Invite into/ });
    expect(within(dialog).getByText(/0 of 20 joined/)).toBeTruthy();
    await waitFor(() => expect(media.drawn).toHaveLength(1));
    fireEvent.click(within(dialog).getByRole('button', { name: 'Take back' }));
    expect(await screen.findByText('Taken back')).toBeTruthy();
  });

  test('GROUP-UI-28 rules change at once and can be taken back', async () => {
    const { group } = open();
    fireEvent.change(await screen.findByRole('combobox', { name: 'Who may write' }), { target: { value: 'admins' } });
    await waitFor(() => expect(group()?.policy.post).toBe('admins'));
    await press('Undo');
    await waitFor(() => expect(group()?.policy.post).toBe('members'));
    fireEvent.change(screen.getByRole('combobox', { name: 'What new members see' }), { target: { value: '100' } });
    await waitFor(() => expect(group()?.policy.history).toEqual({ kind: 'last', count: 100 }));
  });

  test('GROUP-UI-29 name and description are edited in place; Esc leaves them', async () => {
    const { group } = open();
    await press('Change name and description');
    fireEvent.change(screen.getByRole('textbox', { name: 'Name' }), { target: { value: 'Walkers' } });
    fireEvent.keyDown(screen.getByRole('textbox', { name: 'Name' }), { key: 'Escape' });
    expect(group()?.name).toBe('Hikers');
    await press('Change name and description');
    fireEvent.change(screen.getByRole('textbox', { name: 'Name' }), { target: { value: 'Walkers' } });
    await press('Save');
    expect(await screen.findByRole('heading', { name: 'Walkers' })).toBeTruthy();
  });

  test('GROUP-UI-30 an owner hears why they cannot go; dissolving takes the name', async () => {
    const { group } = open();
    expect(await screen.findByText(/You own this group/)).toBeTruthy();
    await press('Dissolve');
    const dialog = await screen.findByRole('dialog');
    fireEvent.change(within(dialog).getByRole('textbox'), { target: { value: 'hikers' } });
    fireEvent.submit(within(dialog).getByRole('textbox'));
    expect(group()?.state).toBe('active');
    fireEvent.change(within(dialog).getByRole('textbox'), { target: { value: 'Hikers' } });
    fireEvent.submit(within(dialog).getByRole('textbox'));
    await waitFor(() => expect(group()?.state).toBe('dissolved'));
  });

  test('GROUP-UI-31 a member leaves after a question, and can then delete', async () => {
    const { group } = open({ role: 'member' });
    await press('Leave');
    fireEvent.click(within(await screen.findByRole('alertdialog')).getByRole('button', { name: 'Leave' }));
    await waitFor(() => expect(group()?.state).toBe('left'));
    await press('Delete');
    fireEvent.click(within(await screen.findByRole('alertdialog')).getByRole('button', { name: 'Delete' }));
    expect(await screen.findByText('This group is not here')).toBeTruthy();
  });
});
