// @vitest-environment happy-dom
import { act, cleanup, fireEvent, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { SpaceId } from '@shared/ids.ts';
import { recordId } from '@domain/wallet/ids.ts';
import type { Packet } from '@services/workspace/walletPackets.ts';
import type { WalletWish } from '@services/workspace/walletWish.ts';
import { notePacketOpened } from '@ui/packet/openedPackets.ts';
import { PacketCard } from '../../../../../src/renderer/features/chats/wallet/packet/PacketCard.tsx';
import { WalletScope } from '../../../../../src/renderer/features/chats/wallet/WalletScope.tsx';
import { fakeAccountId, fakeEventId } from '../../../../support/web/fakeIds.ts';
import { renderScreen } from '../../../../support/web/renderScreen.tsx';

beforeEach(() => localStorage.clear());
afterEach(cleanup);

const LEILA = fakeAccountId('leila');
const SPACE = 'somewhere' as SpaceId;
let made = 0;

interface Shown {
  readonly note?: string;
  readonly locale?: 'en' | 'ar';
  readonly isWaiting?: boolean;
}

/** Another packet each time: what one looked into is remembered. */
function show(change: Partial<Packet> | null, { note = 'Good harvest', locale = 'en', isWaiting = false }: Shown = {}) {
  made += 1;
  const id = recordId(fakeEventId(`packet ${made}`));
  if (!id.ok) throw new Error('no id');
  const wishes: WalletWish[] = [];
  const screenShown = renderScreen(
    <WalletScope space={SPACE} onWallet={(wish) => void wishes.push(wish)} onOpenWallet={() => undefined}>
      <PacketCard
        id={id.value}
        card={{ about: 'packet', records: [id.value], note, to: [], split: null }}
        isWaiting={isWaiting}
      />
    </WalletScope>,
    { locale },
  );
  const { wallet, store } = screenShown.application.workspace.controls;
  const set = (more: Partial<Packet>) => {
    const [issued] = wallet.issued.get();
    if (issued === undefined) throw new Error('the demo issues nothing');
    const whole: Packet = {
      ...{
        id: id.value,
        unit: { ...issued.unit, issuer: LEILA },
        from: LEILA,
        isOwn: false,
        isDealer: false,
        isDealerGone: false,
      },
      ...{ mode: 'lucky', total: 500n, count: 2, members: [store.state.own.account], until: Date.now() + 3_600_000 },
      ...{ stage: 'open', faults: [], hasEnded: false, shares: [], dealt: 0n, back: null, funding: 'ready' },
      mine: { stage: 'open', amount: null, payment: null },
      ...more,
    };
    act(() => wallet.packets.set(new Map([[id.value, whole]])));
  };
  if (change !== null) set(change);
  const card = () => screen.getByRole('button');
  return { id: id.value, wishes, set, card };
}

const DEALT = { stage: 'dealt', amount: 312n, payment: null } as const;
const share = (isOpened: boolean) => ({ account: LEILA, amount: 250n, isLuckiest: false, isOpened });
const NONE = { stage: 'none', amount: null, payment: null } as const;

describe('the card of a red packet', () => {
  test('PKT-UI-2 is opened by a press, with what its sender wrote', () => {
    const { card, wishes, id } = show({});
    expect(card().dataset['packet']).toBe('open');
    expect(card().textContent).toMatch(/Good harvest.*A red packet from .*Leila.*Open/u);
    fireEvent.click(card());
    expect(wishes).toEqual([{ kind: 'open-packet', packet: id, space: SPACE, greeting: 'Good harvest' }]);
  });

  test('PKT-UI-2 says to who sent it how much it was', () => {
    expect(show({ isOwn: true, mine: NONE }).card().textContent).toContain('5.00');
  });

  test('PKT-UI-2 keeps to itself what one got until one has looked', () => {
    const { card, id } = show({ mine: DEALT });
    expect(card().dataset['packet']).toBe('open');
    expect(card().textContent).not.toContain('3.12');
    act(() => notePacketOpened(id));
    expect(card().dataset['packet']).toBe('got');
    expect(card().textContent).toMatch(/3\.12.*, promised by .*Leila/u);
  });

  test.each<[string, Partial<Packet>, string]>([
    ['a turn that is noted', { mine: { stage: 'noted', amount: null, payment: null } }, 'Waiting for your turn'],
    ['own', { isOwn: true, mine: NONE, shares: [share(true)] }, '1 of 2 opened'],
    ['own of one share', { isOwn: true, mine: NONE, count: 1, shares: [share(true)] }, 'opened it'],
    ['own for everyone', { isOwn: true, mine: NONE, mode: 'everyone', stage: 'shared' }, 'For 2 people'],
    [
      'own for everyone of which one opened theirs',
      { isOwn: true, mine: NONE, mode: 'everyone', stage: 'shared', shares: [share(true), share(false)] },
      '1 of 2 opened',
    ],
    ['too late by the clock', { until: Date.now() - 1 }, 'It is over'],
    ['ended', { hasEnded: true, stage: 'checked', mine: NONE }, 'It is over'],
    [
      'none left',
      {
        mine: NONE,
        stage: 'empty',
        shares: ['leila', 'tomas'].map((key) => ({
          account: fakeAccountId(key),
          amount: 250n,
          isLuckiest: false,
          isOpened: true,
        })),
      },
      'All shares are taken',
    ],
    ['for others', { mine: NONE }, 'Look inside'],
  ])('PKT-UI-2 says how it stands: %s', (_, change, text) => {
    expect(show(change).card().textContent).toContain(text);
  });

  test.each<[string, Partial<Packet>, boolean, RegExp]>([
    ['is on its way', { shares: [share(false)], mode: 'everyone', stage: 'shared' }, true, /On its way to .*Leila/u],
    [
      'is there',
      { shares: [share(false)], mode: 'everyone', stage: 'shared' },
      false,
      /Leila.* has not said yet that they opened it/u,
    ],
    ['was opened', { shares: [share(true)], mode: 'everyone', stage: 'shared' }, false, /Leila.* opened it/u],
    ['is on its way, to be dealt', { mode: 'equal' }, true, /On its way to .*Leila/u],
    ['is there, to be dealt', { mode: 'equal' }, false, /Leila.* has not said yet that they opened it/u],
    ['was dealt', { mode: 'equal', stage: 'empty', shares: [share(true)] }, false, /Leila.* opened it/u],
    ['was not opened in time', { mode: 'equal', stage: 'checked', hasEnded: true }, false, /0 of 1 opened/u],
  ])('PKT-UI-6 says of one for one person, by what they said alone, that it %s', (_, change, isWaiting, words) => {
    const { card } = show({ isOwn: true, mine: NONE, count: 1, members: [LEILA], ...change }, { isWaiting });
    expect(card().textContent).toMatch(words);
    expect(card().textContent).not.toContain('got it');
  });

  test('PKT-UI-2 that is not here yet says so, and follows when it comes', () => {
    const { card, set } = show(null);
    expect(card().dataset['packet']).toBe('coming');
    expect(card().textContent).toContain('On its way to this device');
    set({});
    expect(card().dataset['packet']).toBe('open');
  });

  test('PKT-UI-2 without a greeting wishes luck in the language of who looks', () => {
    expect(show({}, { note: '', locale: 'ar' }).card().textContent).toContain('حظًا سعيدًا!');
  });
});
