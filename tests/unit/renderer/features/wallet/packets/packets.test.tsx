// @vitest-environment happy-dom
import { act, cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { SpaceId } from '@shared/ids.ts';
import { recordId } from '@domain/wallet/ids.ts';
import type { Packet } from '@services/workspace/walletPackets.ts';
import type { WalletWish } from '@services/workspace/walletWish.ts';
import { WalletDialog } from '../../../../../../src/renderer/features/wallet/index.ts';
import type { FakeApplication } from '../../../../../support/web/fakeApplication.ts';
import { addGroup, fakeMember } from '../../../../../support/web/fakeGroups.ts';
import { fakeAccountId, fakeEventId } from '../../../../../support/web/fakeIds.ts';
import { renderScreen } from '../../../../../support/web/renderScreen.tsx';

beforeEach(() => localStorage.clear());
afterEach(cleanup);

let done = 0;
const opened: string[] = [];
const links = {
  onOpenWallet: (page: string) => void opened.push(page),
  onWallet: () => undefined,
  onOpenChat: () => undefined,
  onAddContact: () => undefined,
  onDone: () => {
    done += 1;
  },
};

const idOf = (name: string) => {
  const id = recordId(fakeEventId(name));
  if (!id.ok) throw new Error('no id');
  return id.value;
};
const ID = idOf('a red packet');

function show(wish: WalletWish, prepare: (application: FakeApplication) => void = () => undefined) {
  const shown = renderScreen(null);
  prepare(shown.application);
  shown.show(<WalletDialog wish={wish} {...links} />);
  return { ...shown, wallet: shown.application.workspace.controls.wallet };
}

const LEILA = fakeAccountId('leila');
const TOMAS = fakeAccountId('tomas');

function packet(application: FakeApplication, change: Partial<Packet> = {}): Packet {
  const { wallet, store } = application.workspace.controls;
  const [issued] = wallet.issued.get();
  if (issued === undefined) throw new Error('the demo issues nothing');
  const whole: Packet = {
    id: ID,
    unit: { ...issued.unit, code: 'LEAF', decimals: 2, issuer: LEILA },
    from: LEILA,
    isOwn: false,
    isDealer: false,
    isDealerGone: false,
    mode: 'lucky',
    total: 500n,
    count: 2,
    members: [store.state.own.account, TOMAS],
    until: Date.now() + 3_600_000,
    stage: 'open',
    faults: [],
    hasEnded: false,
    shares: [],
    dealt: 0n,
    back: null,
    mine: { stage: 'open', amount: null, payment: null },
    funding: 'ready',
    ...change,
  };
  act(() => wallet.packets.set(new Map([[ID, whole]])));
  return whole;
}

const coin = () => screen.findByRole('button', { name: /^Open the red packet from .*Leila/ });
const OPEN = { kind: 'open-packet', packet: ID, space: 'none' as SpaceId, greeting: 'Good harvest' } as const;

describe('a packet whose device is gone', () => {
  const none = { mine: { stage: 'none', amount: null, payment: null } } as const;

  test('PKT-UI-7 leads its sender to what is left, and says to all once that was taken back', async () => {
    const { application } = show(
      OPEN,
      (app) => void packet(app, { ...none, isOwn: true, isDealerGone: true, stage: 'running' }),
    );
    expect(await screen.findByText(/You no longer have the device that handed it out/)).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Open the pots' })).toBeTruthy();
    const over = { ...none, isDealerGone: true, stage: 'recalled', hasEnded: true } as const;
    packet(application, { ...over, isOwn: true });
    expect(await screen.findByText(/you took back what was left/)).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Open the pots' })).toBeNull();
    packet(application, { ...over, isDealerGone: false });
    expect((await screen.findByText(/no longer has the device that handed it out/)).textContent).toContain('Leila');
  });
});

describe('a packet that is opened', () => {
  test('PKT-UI-3 asks for the share, shows what one got once it is there, and has the focus on it', async () => {
    const { wallet, application } = show(OPEN, (app) => void packet(app));
    expect((await screen.findByText('Good harvest')).textContent).toBe('Good harvest');
    expect(screen.queryByText(/LEAF/)).toBeNull();
    fireEvent.click(await coin());
    await waitFor(() => expect(wallet.asked.at(-1)).toEqual({ act: 'claimPacket', with: [ID] }));
    const { own } = application.workspace.controls.store.state;
    const shares = [{ account: own.account, amount: 312n, isLuckiest: false, isOpened: true }];
    packet(application, {
      shares,
      stage: 'running',
      dealt: 312n,
      mine: { stage: 'dealt', amount: 312n, payment: null },
    });
    expect(await screen.findByText('You got')).toBeTruthy();
    expect(screen.getAllByText(/3\.12\sEUR|3\.12\sLEAF/u).length).toBeGreaterThan(0);
    expect(screen.getByText(/A promise by/).textContent).toContain('not money in a bank');
    expect(screen.getByText(/not confirmed yet/)).toBeTruthy();
    expect(within(screen.getByRole('list', { name: 'Who got what' })).getByText('You')).toBeTruthy();
    await waitFor(() => expect(document.activeElement?.textContent).toContain('You got'));
  });

  test('PKT-UI-4 says that the dealer is off of a contact who is not linked, and else that one waits for it', async () => {
    const noted = { mine: { stage: 'noted', amount: null, payment: null } } as const;
    const { application } = show(OPEN, (app) => {
      app.workspace.controls.presence.set(new Set());
      packet(app, noted);
    });
    expect((await screen.findByText(/hands out the shares and is off\. Your turn is noted\./)).textContent).toContain(
      'Leila',
    );
    act(() => application.workspace.controls.presence.set(new Set([LEILA])));
    expect(screen.queryByText(/is off/)).toBeNull();
    expect(screen.getByText(/Your turn is noted/).textContent).toContain('Waiting for');
  });

  test('PKT-UI-4 says of no stranger that their device is off', async () => {
    const stranger = fakeAccountId('nobody known');
    show(OPEN, (app) => {
      app.workspace.controls.presence.set(new Set());
      packet(app, { from: stranger, mine: { stage: 'noted', amount: null, payment: null } });
    });
    expect((await screen.findByText(/Your turn is noted/)).textContent).toContain('Waiting for');
  });

  test('PKT-UI-3 says why it cannot be opened, and can be tried again', async () => {
    const { application } = show(OPEN, (app) => void packet(app));
    application.workspace.controls.failNext('storage-failed');
    fireEvent.click(await coin());
    expect((await screen.findByRole('alert')).textContent).not.toBe('');
    fireEvent.click(await coin());
    await waitFor(() => expect(screen.queryByRole('alert')).toBeNull());
  });

  test('PKT-UI-6 tells whose share of a packet for everyone is not opened yet', async () => {
    const shares = [TOMAS, LEILA].map((account) => ({
      ...{ account, amount: 250n, isLuckiest: false, isOpened: account === TOMAS },
    }));
    const none = { stage: 'none', amount: null, payment: null } as const;
    show(OPEN, (app) => void packet(app, { isOwn: true, mode: 'everyone', stage: 'shared', shares, mine: none }));
    const rows = within(await screen.findByRole('list', { name: 'Who got what' })).getAllByRole('listitem');
    expect(rows.map((row) => row.textContent.includes('Has not said so yet'))).toEqual([false, true]);
  });

  test('PKT-UI-5 tells who got what, who was luckiest, and what this device found at the end', async () => {
    const shares = [
      { account: TOMAS, amount: 100n, isLuckiest: false, isOpened: true },
      { account: LEILA, amount: 350n, isLuckiest: true, isOpened: true },
    ];
    const { application } = show(
      OPEN,
      (app) =>
        void packet(app, {
          ...{ isOwn: true, shares, dealt: 450n, back: 50n, hasEnded: true, stage: 'checked', count: 3 },
          mine: { stage: 'none', amount: null, payment: null },
        }),
    );
    const rows = within(await screen.findByRole('list', { name: 'Who got what' })).getAllByRole('listitem');
    expect(rows.map((row) => row.textContent.includes('Luckiest'))).toEqual([false, true]);
    expect(screen.getByText('Checked by this device: the arithmetic is right.')).toBeTruthy();
    expect(screen.getByText(/came back to you/).textContent).toContain('0.50');
    expect(screen.getByText(/3 shares/).textContent).toMatch(/Promised by .*Leila/u);
    packet(application, {
      ...{ shares, stage: 'wrong', faults: ['wrong-share', 'twice-to-one'], hasEnded: true, dealt: 450n },
      mine: { stage: 'none', amount: null, payment: null },
    });
    const alert = (await screen.findByRole('alert')).textContent;
    expect(alert).toContain('the arithmetic is wrong');
    expect(alert).toContain('A share is not what was fixed beforehand. Someone got two shares.');
  });

  test('PKT-UI-2 one that is not here says so', async () => {
    show(OPEN);
    expect(await screen.findByRole('heading', { name: 'Not here yet' })).toBeTruthy();
  });
});

describe('a packet that is sent', () => {
  function showNew(prepare: (application: FakeApplication) => void = () => undefined) {
    const shown = renderScreen(null);
    const { controls } = shown.application.workspace;
    const members = ['leila', 'tomas', 'noor'].map((key) => fakeMember(key, { account: fakeAccountId(key) }));
    const space = addGroup(controls.store, { key: 'family', members });
    prepare(shown.application);
    shown.show(<WalletDialog wish={{ kind: 'packet', space }} {...links} />);
    return { ...shown, wallet: controls.wallet, space };
  }
  const send = () => fireEvent.click(screen.getByRole('button', { name: 'Send red packet' }));
  const type = (label: string | RegExp, value: string) =>
    fireEvent.change(screen.getByRole('textbox', { name: label }), { target: { value } });

  test('PKT-UI-1 goes to everyone but oneself, with what was chosen, and its card into the chat', async () => {
    const before = done;
    const { wallet, space, application } = showNew();
    await screen.findByRole('textbox', { name: 'Amount in all' });
    fireEvent.click(screen.getByRole('radio', { name: /by luck/ }));
    type('Amount in all', '4.50');
    type('Shares', '2');
    type('Greeting', ' Happy new year ');
    expect(screen.getByText('The first 2 of 3 draw a share each.')).toBeTruthy();
    expect(screen.getByText(/hands out the shares/)).toBeTruthy();
    fireEvent.click(screen.getByRole('radio', { name: /equal shares/ }));
    expect(screen.getByText(/^The first 2 of 3 get .*2\.25\s[A-Z]+.* each\.$/u).textContent).not.toContain(
      'a little more',
    );
    fireEvent.click(screen.getByRole('radio', { name: /^Everyone/ }));
    type('Amount in all', '4');
    expect(screen.getByText(/^3 people get .*1\.33\s[A-Z]+.* or a little more each\.$/u)).toBeTruthy();
    type('Amount in all', '4.50');
    fireEvent.click(screen.getByRole('radio', { name: /by luck/ }));
    send();
    await waitFor(() => expect(done).toBe(before + 1));
    const [sent] = wallet.asked.filter(({ act: name }) => name === 'sendPacket');
    const members = ['leila', 'tomas', 'noor'].map(fakeAccountId);
    expect(sent?.with[0]).toMatchObject({ mode: 'lucky', total: 450n, count: 2, members, group: space });
    const last = application.workspace.controls.store.state.chats.get(space)?.messages.at(-1)?.body;
    expect(last).toMatchObject({ kind: 'wallet', card: { about: 'packet', note: 'Happy new year' } });
  });

  test('PKT-UI-1 nothing goes while something is missing or wrong, and the field says what', async () => {
    const { wallet } = showNew();
    await screen.findByRole('textbox', { name: 'Amount in all' });
    send();
    expect(screen.getByText('Type an amount.')).toBeTruthy();
    type('Amount in all', '0.02');
    expect(screen.getByText('Too little: not everyone would get something.')).toBeTruthy();
    fireEvent.click(screen.getByRole('radio', { name: /equal shares/ }));
    type('Shares', '4');
    expect(screen.getByText('Only 3 people can open it.')).toBeTruthy();
    type('Amount in all', '99999999');
    type('Shares', '2');
    expect(screen.getByText("You don't have that much to spend.")).toBeTruthy();
    send();
    expect(wallet.asked.some(({ act: name }) => name === 'sendPacket')).toBe(false);
  });

  test('PKT-UI-1 where only the card failed, trying again makes no second packet', async () => {
    const { wallet, application } = showNew();
    await screen.findByRole('textbox', { name: 'Amount in all' });
    type('Amount in all', '3');
    const { workspace } = application;
    const tell = workspace.sendWalletCard;
    let fails = 1;
    Object.assign(workspace, {
      sendWalletCard: (...given: Parameters<typeof tell>) => {
        fails -= 1;
        return fails < 0
          ? tell(...given)
          : Promise.resolve({ ok: false, error: { code: 'storage-failed', message: 'full' } });
      },
    });
    const before = done;
    send();
    expect(await screen.findByRole('alert')).toBeTruthy();
    send();
    await waitFor(() => expect(done).toBe(before + 1));
    expect(wallet.asked.filter(({ act: name }) => name === 'sendPacket')).toHaveLength(1);
  });

  test('PKT-UI-1 who has nothing to put in makes a promise first', async () => {
    const { wallet } = showNew(({ workspace: { controls } }) => {
      controls.wallet.holdings.set([]);
      controls.wallet.issued.set([]);
    });
    fireEvent.click(await screen.findByRole('button', { name: 'Make a promise' }));
    await waitFor(() => expect(wallet.asked.at(-1)?.act).toBe('createUnit'));
  });
});
