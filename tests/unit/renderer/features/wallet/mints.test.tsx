// @vitest-environment happy-dom
import { act, cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { WalletWish } from '@services/workspace/walletWish.ts';
import { WalletContent, WalletDialog, WalletList } from '../../../../../src/renderer/features/wallet/index.ts';
import { renderScreen } from '../../../../support/web/renderScreen.tsx';

const nowhere = () => undefined;
const links = {
  onOpenWallet: nowhere,
  onWallet: nowhere,
  onOpenChat: nowhere,
  onOpenContact: nowhere,
  onAddContact: nowhere,
};
const MINT = 'https://mint.example.org';

afterEach(cleanup);

function ask(wish: Omit<Extract<WalletWish, { kind: 'mint' }>, 'kind'>) {
  const asked = { onWallet: vi.fn(), onDone: vi.fn(), onOpenWallet: vi.fn() };
  const shown = renderScreen(<WalletDialog wish={{ kind: 'mint', ...wish }} {...links} {...asked} />);
  return { ...asked, mints: shown.application.workspace.controls.wallet.mints };
}

const press = async (name: string) => void fireEvent.click(await screen.findByRole('button', { name }));

async function fill(name: string, value: string): Promise<void> {
  fireEvent.change(await screen.findByLabelText(name), { target: { value } });
}

describe('mints', () => {
  test('CSH-UI-1 a row says whose it is, and what it keeps', async () => {
    renderScreen(<WalletList selected={null} {...links} />);
    const section = await screen.findByRole('region', { name: 'Kept by mints' });
    expect(within(section).getByRole('link').textContent).toMatch(/Corner mint.*18,430\ssat.*Kept by mint/u);
  });

  test('CSH-UI-2 the page says that it is gone with the mint, and how each thing stands', async () => {
    renderScreen(<WalletContent selected={`mint/${encodeURIComponent(MINT)}`} {...links} />);
    const page = await screen.findByRole('article', { name: 'Corner mint' });
    expect(page.textContent).toMatch(/If the mint vanishes, so does this\./);
    expect(page.textContent).toMatch(/500\ssat.* set aside/u);
    for (const words of [/Locked to you\. Redeem before/, /Locked to .*Leila Haddad/, /It was redeemed already/]) {
      expect(page.textContent).toMatch(words);
    }
    // What is locked to somebody is not to be taken back yet.
    expect(within(page).getAllByRole('button', { name: 'Take back' })).toHaveLength(1);
  });

  test('CSH-UI-3 nothing is added before what there is to know was ticked', async () => {
    const { mints, onOpenWallet } = ask({ act: 'add' });
    await fill('Address of the mint', 'mint.example.org');
    await press('Look');
    const tick = await screen.findByRole('checkbox');
    expect(screen.getByRole('dialog').textContent).toMatch(/Whoever runs this mint holds what you keep there/);
    await press('Add this mint');
    expect(mints.asked.map(({ act: name }) => name)).toEqual(['lookAtMint']);
    fireEvent.click(tick);
    await press('Add this mint');
    await waitFor(() => expect(onOpenWallet).toHaveBeenCalledWith(`mint/${encodeURIComponent(MINT)}`));
    expect(mints.asked.at(-1)).toEqual({ act: 'addMint', with: [MINT] });
  });

  test('CSH-UI-3 where the seed is missing the phrase is asked for', async () => {
    const { mints } = ask({ act: 'add', text: MINT });
    mints.failing.set('addMint', 'mint-seed-missing');
    await press('Look');
    fireEvent.click(await screen.findByRole('checkbox'));
    await press('Add this mint');
    await screen.findByLabelText('Recovery phrase');
  });

  test('CSH-UI-4 a token of a mint that is not known leads to the mint, and is not redeemed', async () => {
    const { mints, onWallet } = ask({ act: 'receive', text: 'cashuBxyz' });
    mints.token = { ...mints.token, mint: 'https://other.example.org', isKnownMint: false, isGenuine: null };
    await press('Look');
    await screen.findByText(/It was not asked anything/);
    await press('Look at this mint');
    expect(onWallet).toHaveBeenCalledWith({ kind: 'mint', act: 'add', text: 'https://other.example.org' });
    expect(mints.asked.map(({ act: name }) => name)).toEqual(['readCoinToken']);
  });

  test.each([
    [{ lock: 'other' as const }, /locked to someone else/],
    [{ isGenuine: false }, /did not sign this token/],
  ])('CSH-UI-4 what can not be redeemed says why (%o)', async (change, words) => {
    const { mints } = ask({ act: 'receive', text: 'cashuBxyz' });
    mints.token = { ...mints.token, ...change };
    await press('Look');
    await screen.findByText(words);
    await press('Redeem');
    expect(mints.asked.map(({ act: name }) => name)).toEqual(['readCoinToken']);
  });

  test('CSH-UI-7 a token is made for a contact that told a key', async () => {
    const { mints } = ask({ act: 'send', mint: MINT });
    await screen.findByLabelText('How much');
    await fill('How much', '1 000');
    const lock = await screen.findByLabelText('Who can redeem it');
    await waitFor(() => expect(within(lock).getAllByRole('option')).toHaveLength(2));
    const option = within(lock).getByRole('option', { name: 'Leila Haddad' });
    fireEvent.change(lock, { target: { value: option.getAttribute('value') } });
    screen.getByText(/Only they can redeem it, for two weeks/);
    await press('Make a token');
    await waitFor(() => expect(mints.asked.at(-1)?.act).toBe('sendCoins'));
    expect(mints.asked.at(-1)?.with[0]).toMatchObject({ mint: MINT, unit: 'sat', amount: 1000n });
  });

  test('CSH-UI-5 the invoice is there until it is paid', async () => {
    const { mints } = ask({ act: 'buy', mint: MINT, entry: 'invoice' });
    await screen.findByRole('img', { name: 'The Lightning invoice as a code' });
    const [mint] = mints.mints.get();
    if (mint === undefined) throw new Error('no mint');
    const entries = mint.entries.map((entry) =>
      entry.id === 'invoice' ? { ...entry, stage: 'done' as const } : entry,
    );
    act(() => mints.mints.set([{ ...mint, entries }]));
    await screen.findByText('Topped up');
    expect(screen.queryByRole('img', { name: 'The Lightning invoice as a code' })).toBeNull();
  });

  test('CSH-UI-5 an invoice whose time is over says until when it is asked about', async () => {
    const { mints } = ask({ act: 'buy', mint: MINT, entry: 'invoice' });
    const code = await screen.findByRole('img', { name: 'The Lightning invoice as a code' });
    screen.getByText('Waiting for the invoice to be paid');
    const [mint] = mints.mints.get();
    if (mint === undefined) throw new Error('no mint');
    const at = Date.UTC(2024, 4, 1);
    const entries = mint.entries.map((entry) =>
      entry.id === 'invoice' ? { ...entry, at, until: at + 3_600_000 } : entry,
    );
    act(() => mints.mints.set([{ ...mint, entries }]));
    await screen.findByText(/no payment is known of.*the mint is asked until .*15.*whenever you look here/u);
    // By the mint's clock it may be good yet.
    expect(code.isConnected).toBe(true);
  });

  test('CSH-UI-8 that nothing of one’s own is there is said only where nothing may be open', async () => {
    const { application } = renderScreen(<WalletContent selected={`mint/${encodeURIComponent(MINT)}`} {...links} />);
    const { mints } = application.workspace.controls.wallet.mints;
    const page = await screen.findByRole('article', { name: 'Corner mint' });
    const [mint] = mints.get();
    if (mint === undefined) throw new Error('no mint');
    const [any] = mint.entries;
    if (any === undefined) throw new Error('no entry');
    const token = { ...any, kind: 'send', stage: 'done', isTaken: false } as const;
    const empty = { ...mint, balances: [] };
    const isTold = (entries: typeof mint.entries) => {
      act(() => mints.set([{ ...empty, entries }]));
      return /may still be open/.test(page.textContent) && !/It keeps nothing of yours/.test(page.textContent);
    };
    expect(isTold([token])).toBe(true);
    expect(isTold([{ ...any, kind: 'buy', stage: 'quoted' }])).toBe(true);
    expect(isTold([])).toBe(false);
    expect(
      isTold([
        { ...token, isTaken: true },
        { ...any, kind: 'buy', stage: 'done' },
      ]),
    ).toBe(false);
    expect(page.textContent).toMatch(/It keeps nothing of yours/);
  });
});
