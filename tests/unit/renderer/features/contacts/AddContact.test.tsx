// @vitest-environment happy-dom
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { err, fail } from '@shared/result.ts';
import { workspaceErrorCodes } from '../../../../../src/renderer/services/workspace/workspace.ts';
import { AddContactDialog, InviteLinkHandler } from '../../../../../src/renderer/features/contacts/index.ts';
import { invitesToShow } from '../../../../../src/renderer/features/contacts/code/invitesToShow.ts';
import type { Invite } from '../../../../../src/renderer/services/workspace/workspace.ts';
import { renderWithMedia, type MediaScreenOptions } from '../../../../support/web/renderWithMedia.tsx';

const open = (options: MediaScreenOptions = {}) => {
  const onClose = vi.fn<() => void>();
  const shown = renderWithMedia(<AddContactDialog isOpen onClose={onClose} onOpenChat={() => undefined} />, options);
  return { ...shown, onClose, state: shown.application.workspace.controls.store.state };
};
const press = async (name: string | RegExp) => fireEvent.click(await screen.findByRole('button', { name }));
const openTheirs = async (options: MediaScreenOptions = {}) => {
  const shown = open(options);
  fireEvent.click(await screen.findByRole('tab', { name: 'Their code or link' }));
  await screen.findByRole('textbox', { name: 'Paste their link' });
  return shown;
};
const typeLink = async (link: string) => {
  fireEvent.change(screen.getByRole('textbox', { name: 'Paste their link' }), { target: { value: link } });
  await press('Next');
};

const alerts = () => document.querySelectorAll('[role="alert"]');

describe('my code', () => {
  it('makes one invite when there is none and shows its code', async () => {
    const { state } = open();
    expect(await screen.findByRole('img', { name: 'QR code of your invite link' })).toBeTruthy();
    expect(state.invites).toHaveLength(1);
  });

  it('says that the code was used, and makes a new one', async () => {
    const { application, state } = open();
    await screen.findByRole('button', { name: 'Copy link' });
    application.workspace.controls.store.change((now) => {
      now.invites = now.invites.map((invite) => ({ ...invite, state: 'used' as const }));
    });
    expect(await screen.findByText(/This code was used/)).toBeTruthy();
    await press('New code');
    await waitFor(() => expect(state.invites).toHaveLength(2));
    expect(await screen.findByRole('button', { name: 'Copy link' })).toBeTruthy();
  });

  it('takes an open invite back', async () => {
    const { state } = open();
    await screen.findByText('1 open invite');
    await press(/Take back the invite/);
    await waitFor(() => expect(state.invites[0]?.state).toBe('revoked'));
  });

  it('says when there are too many', async () => {
    open({ prepare: (application) => application.workspace.controls.failNext('invite-limit') });
    expect(await screen.findByText(/too many open invites/)).toBeTruthy();
  });

  it('shows the chosen invite, else the newest that works, and counts out what time has passed by', () => {
    const invite = (id: string, rest: Partial<Invite>): Invite => ({
      id,
      link: '',
      webLink: '',
      state: 'open',
      createdAt: 1,
      expiresAt: 100,
      ...rest,
    });
    const all = [invite('old', {}), invite('new', { createdAt: 2 }), invite('gone', { createdAt: 3, expiresAt: 50 })];
    expect(invitesToShow(all, null, 60)).toMatchObject({ shown: { id: 'new' }, open: [{ id: 'new' }, { id: 'old' }] });
    expect(invitesToShow(all, 'gone', 60).shown).toMatchObject({ id: 'gone', state: 'expired' });
    expect(invitesToShow([], null, 60)).toEqual({ shown: null, open: [] });
  });
});

describe('their code or link', () => {
  it('shows who an invite is from before anything is done', async () => {
    const { state, onClose } = await openTheirs();
    const before = state.contacts.length;
    await typeLink('banyan://invite#Hassan');
    expect(await screen.findByRole('heading', { name: /Add .*Hassan/ })).toBeTruthy();
    expect(screen.getByRole('list', { name: /12 groups/ })).toBeTruthy();
    expect(state.contacts).toHaveLength(before);
    await press('Ask to be contacts');
    await waitFor(() => expect(onClose).toHaveBeenCalled());
    expect(state.contacts.find(({ name }) => name === 'Hassan')?.state).toBe('requested');
  });

  it.each([
    ['expired', /expired/],
    ['used', /already used/],
    ['own', /your own invite/],
    ['blocked', /someone you blocked/],
    ['short', /damaged or cut short/],
    ['leila', /already have this person/],
  ])('says what is wrong with the invite “%s”', async (what, words) => {
    await openTheirs();
    await typeLink(`banyan://invite#${what}`);
    expect((await screen.findByRole('alert')).textContent).toMatch(words);
    await press('Back');
    expect(await screen.findByRole('tab', { name: 'Their code or link' })).toBeTruthy();
  });

  it('has plain words for every code of the workspace', async () => {
    const { application, show } = renderWithMedia(<p>…</p>);
    for (const code of workspaceErrorCodes) {
      application.workspace.previewInvite = async () => err({ code, message: 'for the log' });
      show(<InviteLinkHandler link="banyan://invite#x" onDone={() => undefined} onOpenChat={() => undefined} />);
      // Not by its role and whether it can be seen, which the tests above do: that looks through all styles, for each of so many codes.
      await waitFor(() => expect(alerts()).toHaveLength(1));
      const text = alerts().item(0).textContent;
      expect(text.length, code).toBeGreaterThan('This can’t be used'.length + 15);
      expect(text).not.toContain('error.');
      show(<p>…</p>);
      await waitFor(() => expect(alerts()).toHaveLength(0));
    }
  });

  it('reads a code from a dropped picture', async () => {
    await openTheirs();
    const zone = screen.getByRole('group', { name: /Drop or paste/ });
    fireEvent.drop(zone, { dataTransfer: { files: [new File(['x'], 'code.png')], getData: () => '' } });
    expect(await screen.findByRole('heading', { name: /Add .*Farah/ })).toBeTruthy();
  });

  it('says when there is no code in the picture, and takes dropped text', async () => {
    const { media } = await openTheirs();
    media.answers.code = fail('code-not-found', 'none');
    const zone = screen.getByRole('group', { name: /Drop or paste/ });
    fireEvent.drop(zone, { dataTransfer: { files: [new File(['x'], 'cat.png')], getData: () => '' } });
    expect(await screen.findByText(/no readable QR code/)).toBeTruthy();
    fireEvent.drop(zone, { dataTransfer: { files: [], getData: () => ' banyan://invite#Omar ' } });
    expect(await screen.findByRole('heading', { name: /Add .*Omar/ })).toBeTruthy();
  });

  it('reads a code from the camera and turns the camera off', async () => {
    const { media } = await openTheirs();
    await press('Use the camera');
    await waitFor(() => expect(media.isFilming()).toBe(true));
    await screen.findByText('Hold the code inside the frame.');
    media.showToCamera('banyan://invite#Zaid');
    expect(await screen.findByRole('heading', { name: /Add .*Zaid/ })).toBeTruthy();
    expect(media.isFilming()).toBe(false);
  });

  it('says why the camera can’t be used and tries again', async () => {
    const { media } = await openTheirs();
    media.answers.camera = { code: 'camera-denied', message: 'NotAllowedError' };
    await press('Use the camera');
    expect((await screen.findByRole('alert')).textContent).toContain('may not use the camera');
    media.answers.camera = null;
    await press('Try again');
    await waitFor(() => expect(media.isFilming()).toBe(true));
    await press('Stop the camera');
    await waitFor(() => expect(media.isFilming()).toBe(false));
  });
});

describe('a link opened from outside', () => {
  it('does nothing before a press, and nothing at all after “Not now”', async () => {
    const onDone = vi.fn<() => void>();
    const { application } = renderWithMedia(
      <InviteLinkHandler link="banyan://invite#Hassan" onDone={onDone} onOpenChat={() => undefined} />,
    );
    const dialog = await screen.findByRole('dialog', { name: 'Invite' });
    fireEvent.click(await within(dialog).findByRole('button', { name: 'Not now' }));
    expect(onDone).toHaveBeenCalled();
    expect(application.workspace.controls.store.state.contacts.some(({ name }) => name === 'Hassan')).toBe(false);
  });
});
