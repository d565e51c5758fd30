// @vitest-environment happy-dom
import { fireEvent, screen, waitFor } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { AddContactDialog } from '../../../../../src/renderer/features/contacts/index.ts';
import { renderWithMedia } from '../../../../support/web/renderWithMedia.tsx';
import { fakeAccountId, fakeSpaceId } from '../../../../support/web/fakeIds.ts';

const openTab = async (name: string) => {
  const onOpenChat = vi.fn<(space: string) => void>();
  const shown = renderWithMedia(<AddContactDialog isOpen onClose={() => undefined} onOpenChat={onOpenChat} />);
  const { nearby, hand } = shown.application.workspace.controls;
  return { nearby, hand, onOpenChat, show: async () => fireEvent.click(await screen.findByRole('tab', { name })) };
};
const press = async (name: string) => fireEvent.click(await screen.findByRole('button', { name }));

describe('people nearby on the screen', () => {
  it('NBY-2 says what others see, and that nobody is there yet', async () => {
    const { nearby, show } = await openTab('Nearby');
    await show();
    expect(await screen.findByText('Nobody here yet')).toBeTruthy();
    expect(screen.getByText(/see the name you go by/)).toBeTruthy();
    expect(nearby.isShown).toBe(true);
  });

  it('NBY-3 asks somebody, and says so when they have gone', async () => {
    const { nearby, show } = await openTab('Nearby');
    nearby.view = { state: 'on', hosts: 1, people: [{ id: 'one', name: 'Bob' }], invites: [] };
    await show();
    await press('Connect');
    expect(await screen.findByText(/was asked/)).toBeTruthy();
    expect(nearby.asked).toEqual(['one']);
    nearby.view = { ...nearby.view, people: [{ id: 'two', name: 'Bob' }] };
    await press('Ask again');
    expect(await screen.findByText(/has closed the page/)).toBeTruthy();
  });

  it('NBY-3 shows an invite that came, with the safety number, before anything is done', async () => {
    const { nearby, show } = await openTab('Nearby');
    const invite = { id: 'one', name: 'Zed', link: 'banyan://invite#zed' };
    nearby.view = { state: 'on', hosts: 1, people: [{ id: 'one', name: 'Zed' }], invites: [invite] };
    await show();
    expect(await screen.findByText('wants to connect with you')).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Connect' })).toBeNull();
    await press('View');
    expect(await screen.findByRole('button', { name: 'Ask to be contacts' })).toBeTruthy();
    expect(screen.getByRole('heading', { name: 'Safety number' })).toBeTruthy();
  });

  it.each([
    ['unable', /Use your code or your link instead/],
    ['off', /Switch it on under Settings/],
    ['alone', /Join the same Wi-Fi/],
  ] as const)('NBY-4 says what to do where the state is %s', async (state, words) => {
    const { nearby, show } = await openTab('Nearby');
    nearby.view = { state, hosts: 0, people: [], invites: [] };
    await show();
    expect(await screen.findByText(words)).toBeTruthy();
  });
});

describe('connecting by hand on the screen', () => {
  const person = { account: fakeAccountId('bob'), name: 'Bob', safetyNumber: '12345 67890', isContact: false };
  const paste = async (text: string) => {
    fireEvent.change(await screen.findByRole('textbox', { name: 'Paste their code' }), { target: { value: text } });
    await press('Next');
  };

  it('HND-5 shows the first code, then whose the second is with the safety number, and waits for a yes', async () => {
    const { hand, show } = await openTab('By hand');
    await show();
    await press('Show');
    expect(await screen.findByText('1 of 2: let them read this')).toBeTruthy();
    expect(screen.getByRole('img', { name: 'QR code for connecting by hand' })).toBeTruthy();
    await press('Read their code');
    hand.person = person;
    await paste('banyan://hand#aSECOND');
    expect(await screen.findByText(/Compare this safety number/)).toBeTruthy();
    expect(hand.accepted).toEqual([]);
    hand.next = { status: 'connecting', name: 'Bob' };
    await press('Connect');
    expect(await screen.findByText(/Connecting to/)).toBeTruthy();
    expect(hand.accepted).toEqual(['banyan://hand#aSECOND']);
  });

  it('HND-3 says what is wrong with a code and lets one try another', async () => {
    const { hand, show } = await openTab('By hand');
    await show();
    await press('Read');
    await paste('something else');
    expect((await screen.findByRole('alert')).textContent).toContain('not a Banyan code');
    hand.person = { ...person, isContact: true };
    hand.next = { status: 'second', code: 'banyan://hand#aMINE', expiresAt: 2_000_000_000_000, name: 'Bob' };
    await paste('banyan://hand#oTHEIRS');
    expect(await screen.findByText(/This is a contact of yours/)).toBeTruthy();
    await press('Connect');
    expect(await screen.findByText(/^2 of 2/)).toBeTruthy();
  });

  it('HND-6 leads into the chat once the two are linked, found again after the dialog was closed', async () => {
    const { hand, onOpenChat, show } = await openTab('By hand');
    const space = fakeSpaceId('bob');
    hand.state = { status: 'linked', name: 'Bob', account: person.account, space };
    await show();
    await press('Open chat');
    await waitFor(() => expect(onOpenChat).toHaveBeenCalledWith(space));
  });

  it.each(['no-way', 'expired', 'not-them'] as const)('HND-6 says what to do after %s', async (reason) => {
    const { hand, show } = await openTab('By hand');
    hand.state = { status: 'failed', reason };
    await show();
    expect(await screen.findByText(/\. Begin again|and begin again\./)).toBeTruthy();
    await press('Begin again');
    expect(await screen.findByText('Show the first code')).toBeTruthy();
  });
});
