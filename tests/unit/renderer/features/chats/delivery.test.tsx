// @vitest-environment happy-dom
import { act, cleanup, screen, within } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import type { AccountId, DeviceId, EventId, SpaceId } from '@shared/ids.ts';
import type { MessageDetails, PeerSync } from '@services/workspace/deliveryWorkspace.ts';
import { MessageDetailsDialog } from '../../../../../src/renderer/features/chats/details/MessageDetailsDialog.tsx';
import { ContactPage } from '../../../../../src/renderer/features/contacts/page/ContactPage.tsx';
import { OutboxPage } from '../../../../../src/renderer/features/settings/outbox/OutboxPage.tsx';
import { Banners } from '../../../../../src/renderer/shell/Banners.tsx';
import type { Contact } from '@services/workspace/workspace.ts';
import { idOf } from '../../../../support/shared/storeFixtures.ts';
import { renderScreen, spaceOf } from '../../../../support/web/renderScreen.tsx';

const account = idOf<AccountId>('someone');
const details: MessageDetails = {
  id: idOf<EventId>('message'),
  sentAt: Date.UTC(2026, 10, 21, 9),
  recipients: [
    { account, name: 'Leila', held: 1, devices: 2, state: 'read', isLeft: false, isCrowdedOut: false },
    {
      account: idOf<AccountId>('omar'),
      name: 'Omar',
      held: 1,
      devices: 2,
      state: 'delivered',
      isLeft: false,
      isCrowdedOut: false,
    },
    {
      account: idOf<AccountId>('noor'),
      name: 'Noor',
      held: 0,
      devices: 1,
      state: 'sent',
      isLeft: false,
      isCrowdedOut: false,
    },
  ],
  delivered: 2,
  read: 1,
  copies: 3,
};

const contact: Contact = {
  ...{ account, space: spaceOf('leila'), name: 'Leila', ownName: 'Leila', remark: null, tags: [] },
  ...{ avatar: { kind: 'generated' }, state: 'accepted', request: null, blocked: false },
  ...{ verifiedAt: null, addedAt: 1, lastSeenAt: null },
};

function shown(element: HTMLElement | null): string {
  return element?.textContent ?? '';
}

afterEach(cleanup);

describe('where a message is', () => {
  it('CHT-17 says who holds and who read it, and follows', async () => {
    const message = { id: details.id, at: details.sentAt };
    const { application } = renderScreen(
      <MessageDetailsDialog space={spaceOf('leila')} message={message} onClose={() => undefined} />,
    );
    const dialog = await screen.findByRole('dialog', { name: 'Where this message is' });
    expect(shown(dialog)).toContain('not kept here any more');
    act(() => application.workspace.controls.delivery.details.set(details));
    expect(shown(dialog)).toContain('2 of 3');
    expect(shown(dialog)).toContain('on 3 devices, yours counted');
    const people = within(dialog).getAllByRole('listitem').map(shown);
    expect(people).toEqual(['Leilaread', 'Omaron 1 of 2 devices', 'Noorwaiting']);
    const left = details.recipients.map((one) => ({ ...one, isLeft: one.state === 'sent' }));
    act(() => application.workspace.controls.delivery.details.set({ ...details, recipients: left }));
    expect(within(dialog).getAllByRole('listitem').map(shown)[2]).toBe('Noorwaiting, left in a mailbox');
    act(() => application.workspace.controls.delivery.details.set({ ...details, copies: 1 }));
    expect(shown(dialog)).toContain('only yours');
    expect(shown(dialog)).not.toContain('said of the message alone');
  });

  it('CHT-27 claims nothing of a file that goes with it', async () => {
    const message = { id: details.id, at: details.sentAt };
    const { application } = renderScreen(
      <MessageDetailsDialog space={spaceOf('leila')} message={message} hasFile onClose={() => undefined} />,
    );
    const dialog = await screen.findByRole('dialog', { name: 'Where this message is' });
    act(() => application.workspace.controls.delivery.details.set(details));
    expect(shown(dialog)).toContain('said of the message alone');
  });

  it('CHT-18 says "up to date" of a contact only when it was compared, and how much waits', async () => {
    const { application } = renderScreen(
      <ContactPage contact={contact} onOpenChat={() => undefined} onNewGroup={() => undefined} />,
    );
    const { sync } = application.workspace.controls.delivery;
    const state = (value: Partial<PeerSync>) =>
      act(() => sync.set({ account, state: 'behind', waiting: 0, lastSeenAt: null, ...value }));
    expect(screen.queryByText('Up to date')).toBeNull();
    state({ waiting: 142 });
    await screen.findByText('Catching up');
    await screen.findByText(/142 of your messages wait for them/);
    state({ state: 'away', lastSeenAt: Date.now() - 73 * 3_600_000 });
    await screen.findByText('Last seen 3 days ago.');
    state({ state: 'synced' });
    await screen.findByText('Up to date');
  });

  it('CHT-19 lists what waits, newest first, and says when nothing does', async () => {
    const { application } = renderScreen(<OutboxPage />);
    await screen.findByText('Nothing waits');
    const entry = { id: details.id, space: idOf<SpaceId>('group'), name: 'Climbing', text: 'Saturday?', at: 1 };
    act(() => application.workspace.controls.delivery.outbox.set([{ ...entry, delivered: 2, recipients: 5 }]));
    const row = await screen.findByRole('link');
    expect(shown(row)).toContain('Climbing');
    expect(shown(row)).toContain('2 of 5');
    expect(row.getAttribute('href')).toBe(`#/chats/${entry.space}`);
  });

  it('CHT-20 shows proofs on the contact, and an own fork to the person', async () => {
    const { application, show } = renderScreen(
      <ContactPage contact={contact} onOpenChat={() => undefined} onNewGroup={() => undefined} />,
    );
    const proof = { device: idOf<DeviceId>('phone'), space: spaceOf('leila'), seq: 3, seenAt: 5, proof: 'a.b' };
    const { equivocations } = application.workspace.controls.delivery;
    act(() => equivocations.set([{ account: idOf<AccountId>('another'), ...proof }]));
    expect(screen.queryByText('Two different histories were signed')).toBeNull();
    act(() => equivocations.set([{ account, ...proof }]));
    await screen.findByText('Two different histories were signed');
    show(<Banners workspace={application.workspace} notice={null} />);
    expect(screen.queryByText('An old copy of this profile is in use')).toBeNull();
    const own = application.workspace.controls.store.state.own.account;
    act(() => equivocations.set([{ account: own, ...proof }]));
    await screen.findByText('An old copy of this profile is in use');
  });
});
