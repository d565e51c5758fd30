// @vitest-environment happy-dom
import { act, cleanup, fireEvent, screen, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { err } from '@shared/result.ts';
import type { WalletWish } from '@services/workspace/walletWish.ts';
import { WalletContent, WalletList } from '../../../../../../src/renderer/features/wallet/index.ts';
import { NewUnitDialog } from '../../../../../../src/renderer/features/wallet/room/new/NewUnitDialog.tsx';
import { createFakeApplication } from '../../../../../support/web/fakeApplication.ts';
import { renderScreen } from '../../../../../support/web/renderScreen.tsx';
import { eventually } from '../../../../../support/shared/eventually.ts';

const wishes: WalletWish[] = [];
const opened: string[] = [];
const links = {
  onOpenWallet: (page: string) => void opened.push(page),
  onWallet: (wish: WalletWish) => void wishes.push(wish),
  onOpenChat: () => undefined,
  onOpenContact: () => undefined,
};

beforeEach(() => {
  wishes.length = 0;
  opened.length = 0;
});
afterEach(cleanup);

const demo = createFakeApplication().workspace.controls.wallet;
const unitAt = (index: number) => demo.holdings.get()[index]?.unit.id ?? '';
const paymentAt = (index: number) => demo.activity.get()[index]?.id ?? '';

/** Renders a page, once its code is there. */
async function showPage(selected: string, options: Parameters<typeof renderScreen>[1] = {}) {
  const shown = renderScreen(<WalletContent selected={selected} {...links} />, options);
  await screen.findByRole('heading', { level: 1 });
  return { ...shown, wallet: shown.application.workspace.controls.wallet };
}

describe('the list', () => {
  test('WAL-UI-1 one row per issuer and unit, each with who promises it, offers apart, and no sum of all', () => {
    renderScreen(<WalletList selected={null} {...links} />);
    const have = screen.getByRole('region', { name: 'Promised to you' });
    const rows = within(have).getAllByRole('link');
    expect(rows.map((row) => row.textContent)).toHaveLength(4);
    for (const row of rows) expect(row.textContent).toMatch(/Promised by/);
    const offers = screen.getByRole('region', { name: 'Offered by people you don’t know' });
    expect(within(offers).getAllByRole('link')).toHaveLength(1);
    expect(within(offers).getByText(/Someone you don’t know/)).toBeTruthy();
    const made = screen.getByRole('region', { name: 'Promises you made' });
    expect(within(made).getAllByRole('link')).toHaveLength(2);
    expect(document.body.textContent).not.toMatch(/total/i);
  });

  test('WAL-UI-1 marks what is over its limit, contradicted or waits', async () => {
    const { application } = renderScreen(<WalletList selected={null} {...links} />);
    expect(screen.getByText('over your limit')).toBeTruthy();
    expect(screen.getByText('2 payments wait for this device')).toBeTruthy();
    const { wallet } = application.workspace.controls;
    act(() =>
      wallet.holdings.set(
        wallet.holdings.get().map((each) => ({ ...each, faults: [{ kind: 'fork', at: '1:1', proof: [] }] })),
      ),
    );
    expect(await screen.findAllByText('contradicted')).toHaveLength(5);
  });

  test('WAL-UI-1 an empty wallet says what a promise is and leads on', () => {
    renderScreen(<WalletList selected={null} {...links} />, { hasDemo: false });
    expect(screen.getByText(/A promise is someone’s signed word/)).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Pay or promise someone' }));
    fireEvent.click(screen.getByRole('button', { name: 'Make something people can pay you with' }));
    expect(wishes).toEqual([{ kind: 'pay' }, { kind: 'new-unit' }]);
  });
});

describe('pages', () => {
  test('WAL-UI-2 above the limit one is asked whether to keep or send back, and sends back as much as one says', async () => {
    const { wallet } = await showPage(`unit/${unitAt(3)}`);
    expect(screen.getByText(/More than you chose to trust/).textContent).toContain('50.00');
    const [button] = screen.getAllByRole('button', { name: 'Send back' });
    if (button === undefined) throw new Error('nothing to press');
    fireEvent.click(button);
    const dialog = await screen.findByRole('dialog', { name: 'Send back' });
    const amount = within(dialog).getByRole('textbox', { name: 'Amount' });
    fireEvent.change(amount, { target: { value: '66.51' } });
    // Said while one types, not only when it is pressed.
    expect(await within(dialog).findByText(/Not more than/)).toBeTruthy();
    fireEvent.submit(amount);
    expect(wallet.asked).toEqual([]);
    fireEvent.change(amount, { target: { value: '16,50' } });
    expect(within(dialog).getByText(/^This sends /).textContent).toContain('16.50');
    fireEvent.submit(amount);
    await eventually(() => expect(wallet.asked).toHaveLength(1));
    expect(wallet.asked[0]).toMatchObject({
      act: 'sendBackUnits',
      with: [expect.any(String), 1650n, expect.any(String)],
    });
  });

  test('WAL-UI-2 who contradicted themselves can be stopped at once, and that undone', async () => {
    const wanted = unitAt(4);
    const { wallet } = await showPage(`unit/${wanted}`);
    act(() =>
      wallet.holdings.set(
        wallet.holdings.get().map((each) => ({ ...each, faults: [{ kind: 'fork', at: '1:1', proof: [] }] })),
      ),
    );
    expect(await screen.findByText(/You keep your claim/)).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Stop accepting' }));
    fireEvent.click(await screen.findByRole('button', { name: 'Undo' }));
    await eventually(() =>
      expect(wallet.asked).toEqual([
        { act: 'noteUnit', with: [wanted, { stance: 'stopped' }] },
        { act: 'noteUnit', with: [wanted, { stance: null }] },
      ]),
    );
  });

  test('WAL-UI-2 an offer says whom it is from, and is accepted by a press', async () => {
    const { wallet } = await showPage(`unit/${unitAt(1)}`);
    expect(screen.getByText('Someone you don’t know promises this')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Accept it' }));
    await eventually(() => expect(wallet.asked).toHaveLength(1));
    expect(wallet.asked[0]).toMatchObject({ act: 'noteUnit', with: [unitAt(1), { stance: 'accepted' }] });
  });

  test('WAL-UI-2 a limit is read as typed, and taken away when it is emptied', async () => {
    const { wallet } = await showPage(`unit/${unitAt(3)}`);
    const field = screen.getByRole('textbox', { name: /Most that you trust/ });
    fireEvent.change(field, { target: { value: 'many' } });
    fireEvent.submit(field);
    expect(await screen.findByText('This is not an amount.')).toBeTruthy();
    fireEvent.change(field, { target: { value: '' } });
    fireEvent.submit(field);
    await eventually(() => expect(wallet.asked).toHaveLength(1));
    expect(wallet.asked[0]).toMatchObject({ act: 'noteUnit', with: [unitAt(3), { limit: null }] });
  });

  test('WAL-UI-47 a statement is asked for, waited for while its issuer is away, and checked from its bytes', async () => {
    const { wallet } = await showPage(`unit/${unitAt(0)}`);
    fireEvent.click(screen.getByRole('button', { name: 'Ask' }));
    await eventually(() => expect(wallet.asked).toEqual([{ act: 'askStatement', with: [unitAt(0)] }]));
    const said = wallet.room.statement.get();
    if (said === null) throw new Error('no statement in the demo');
    act(() => wallet.room.statement.set({ ...said, asked: 1000 }));
    expect(screen.getByText(/is away: it comes by itself/)).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Ask again' })).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Check now' }));
    expect(await screen.findByText('Added up anew it comes to what is shown above.')).toBeTruthy();
  });

  test('WAL-UI-3 holders of one’s own promise are listed, the most first, and each can be sent a statement', async () => {
    const own = demo.issued.get()[1]?.unit.id ?? '';
    const { wallet } = await showPage(`issued/${own}`);
    const given = screen.getAllByRole('button', { name: /^Send a statement to/ });
    expect(given).toHaveLength(2);
    expect(screen.getByText('2 payments wait')).toBeTruthy();
    const [first] = given;
    if (first === undefined) throw new Error('nobody to send one');
    fireEvent.click(first);
    await eventually(() =>
      expect(wallet.asked[0]).toMatchObject({ act: 'giveStatement', with: [own, expect.any(String)] }),
    );
  });

  test('WAL-UI-4 what two owe each other stands each way, unit by unit', async () => {
    const person = demo.holdings.get()[3]?.unit.issuer ?? '';
    await showPage(`person/${person}`);
    expect(screen.getByRole('heading', { name: /promised you/ })).toBeTruthy();
    expect(screen.getByRole('heading', { name: /You promised/ })).toBeTruthy();
    expect(screen.getByText(/8\.00\sEUR\S? more is set aside for an offer to cancel out/u)).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Pay or promise' }));
    fireEvent.click(screen.getByRole('button', { name: 'Ask for a payment' }));
    expect(wishes).toEqual([
      { kind: 'pay', person },
      { kind: 'ask', person },
    ]);
  });

  test('WAL-UI-4 in Arabic both ways are said in Arabic, with the name as it is', async () => {
    const person = demo.holdings.get()[3]?.unit.issuer ?? '';
    await showPage(`person/${person}`, { locale: 'ar' });
    expect(screen.getByRole('heading', { name: 'وعدك Tomás Ferreira' })).toBeTruthy();
    expect(screen.getByRole('heading', { name: 'وعدتَ Tomás Ferreira' })).toBeTruthy();
    expect(screen.getByRole('button', { name: 'ادفع أو عِد' })).toBeTruthy();
  });

  test.each(['unit/none', 'issued/none', 'payment/none', 'person/none', 'nowhere', 'constructor'])(
    'WAL-UI-1 an address that leads nowhere, %s, says so',
    async (page) => {
      renderScreen(<WalletContent selected={page} {...links} />);
      expect(await screen.findByRole('heading')).toBeTruthy();
    },
  );
});

describe('a bill', () => {
  test('WAL-UI-5 says what became of it, and what can be done: declining asks first', async () => {
    const { wallet } = await showPage(`payment/${paymentAt(0)}`);
    expect(screen.getByText(/Set aside for you until/)).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Decline' }));
    const question = await screen.findByRole('alertdialog');
    expect(wallet.asked).toEqual([]);
    fireEvent.click(within(question).getByRole('button', { name: 'Decline' }));
    await eventually(() => expect(wallet.asked[0]).toMatchObject({ act: 'declinePayment', with: [paymentAt(0)] }));
  });

  test('WAL-UI-5 lists who signed what, and marks this device', async () => {
    await showPage(`payment/${paymentAt(0)}`);
    expect(screen.getByText('The issuer’s device set it aside')).toBeTruthy();
    expect(screen.getByText('A witness keeps a copy of the line')).toBeTruthy();
    expect(screen.getByText('this device')).toBeTruthy();
  });

  test('WAL-UI-5 checks itself, and says when what it finds is another thing or does not hold', async () => {
    const { wallet } = await showPage(`payment/${paymentAt(0)}`);
    const check = screen.getByRole('button', { name: 'Check now' });
    fireEvent.click(check);
    expect(await screen.findByText('All 8 signatures hold (5 records).')).toBeTruthy();
    expect(screen.getByText('Added up anew it comes to what is shown above.')).toBeTruthy();
    const known = wallet.room.recheck.get();
    if (!known.ok) throw new Error('the demo holds');
    wallet.room.recheck.set({ ok: true, value: { ...known.value, isSame: false, waiting: 1 } });
    fireEvent.click(check);
    expect(await screen.findByText(/it comes to something else/)).toBeTruthy();
    expect(screen.getByText(/1 record counts for nothing yet/)).toBeTruthy();
    wallet.room.recheck.set(err({ code: 'bundle-forged', message: 'changed' }));
    fireEvent.click(check);
    expect(await screen.findByText(/not one signature or record of it is believed/)).toBeTruthy();
    expect(screen.queryByText(/it comes to something else/)).toBeNull();
  });

  test('WAL-UI-5 files it under something, and takes it out', async () => {
    const { wallet } = await showPage(`payment/${paymentAt(1)}`);
    const filed = screen.getByRole('combobox', { name: 'Filed under' });
    expect(filed).toHaveProperty('value', 'food');
    fireEvent.change(filed, { target: { value: 'none' } });
    await eventually(() => expect(wallet.asked[0]).toMatchObject({ act: 'filePayment', with: [paymentAt(1), null] }));
  });
});

describe('making a unit', () => {
  test('WAL-UI-8 points ask for no currency, stay where they are, and are made with their witnesses', async () => {
    const done = vi.fn();
    const { application } = renderScreen(<NewUnitDialog onDone={done} onOpenWallet={links.onOpenWallet} />);
    fireEvent.click(await screen.findByRole('radio', { name: /Points/ }));
    expect(screen.queryByRole('combobox', { name: 'Counted in' })).toBeNull();
    expect(screen.queryByRole('switch')).toBeNull();
    fireEvent.change(screen.getByRole('textbox', { name: 'Name' }), { target: { value: 'Bakery points' } });
    fireEvent.change(screen.getByRole('combobox', { name: 'When they lapse' }), { target: { value: '180' } });
    fireEvent.click(screen.getByRole('checkbox', { name: 'Tomás Ferreira' }));
    fireEvent.click(screen.getByRole('button', { name: 'Make it' }));
    await eventually(() => expect(done).toHaveBeenCalledTimes(1));
    const [asked] = application.workspace.controls.wallet.asked;
    expect(asked?.act).toBe('createUnit');
    expect(asked?.with[0]).toMatchObject({ kind: 'points', code: 'BAKERYPO', transferable: false, expiresDays: 180 });
    expect(asked?.with[1]).toHaveLength(1);
    expect(opened[0]).toMatch(/^issued\//);
  });

  test('WAL-UI-8 a code that reads as a currency is refused before anything is made', async () => {
    const { application } = renderScreen(<NewUnitDialog onDone={vi.fn()} onOpenWallet={links.onOpenWallet} />);
    fireEvent.change(await screen.findByRole('textbox', { name: 'Name' }), { target: { value: 'Mine' } });
    fireEvent.change(screen.getByRole('textbox', { name: 'Short code' }), { target: { value: 'eur' } });
    fireEvent.click(screen.getByRole('button', { name: 'Make it' }));
    expect(await screen.findByText(/it reads like a currency/)).toBeTruthy();
    expect(application.workspace.controls.wallet.asked).toEqual([]);
  });
});

describe('files', () => {
  async function choose(bytes: number) {
    const shown = await showPage('files');
    const input = shown.container.querySelector('input[type=file]');
    if (!(input instanceof HTMLInputElement)) throw new Error('no way to choose a file');
    const file = new File([new Uint8Array(bytes)], 'from Ben.banyan-bundle');
    return {
      ...shown,
      send: () => {
        Object.defineProperty(input, 'files', { configurable: true, value: [file] });
        fireEvent.change(input);
      },
    };
  }

  test.each([
    ['bundle-malformed', 'This is no bundle of proofs, or it was cut off.'],
    ['bundle-newer-version', 'This bundle was made by a newer version of the app.'],
    ['bundle-forged', /not one signature or record of it is believed/],
  ] as const)('WAL-UI-7 a bundle that is %s says so in its own words', async (code, words) => {
    const { wallet, send } = await choose(10);
    wallet.room.bundle.set(err({ code, message: 'as it came' }));
    send();
    expect(await screen.findByText(words)).toBeTruthy();
    expect(screen.getByText('This bundle is worth nothing')).toBeTruthy();
  });

  test('WAL-UI-7 a bundle that could not be checked is called no worse than that', async () => {
    const { wallet, send } = await choose(10);
    wallet.room.bundle.set(err({ code: 'host-unreachable', message: 'the code did not come' }));
    send();
    expect(await screen.findByText(/Banyan’s background process does not answer/)).toBeTruthy();
    expect(screen.queryByText('This bundle is worth nothing')).toBeNull();
  });

  test('WAL-UI-7 a sound bundle says what each unit comes to, and one with faults is no sound one', async () => {
    const { wallet, send } = await choose(10);
    const [issued] = demo.issued.get();
    const holder = issued?.holders[0]?.holder;
    if (issued === undefined || holder === undefined) throw new Error('the demo promises something');
    const counts = { bytes: 10, certificates: 2, records: 7, signatures: 9, waiting: 0, void: 0 };
    const unit = {
      ...{ unit: issued.unit, issued: 500n, redeemed: 100n, held: 0n, lapsed: 0n, promises: 3, faults: [] },
      holders: [{ holder, balance: 400n }],
      orders: { sent: 0, refused: 2, held: 0, returned: 0, cleared: 5 },
    };
    wallet.room.bundle.set({ ok: true, value: { ...counts, units: [unit] } });
    send();
    expect(await screen.findByText('Everything in it holds')).toBeTruthy();
    expect(screen.getByText('Payments confirmed')).toBeTruthy();
    expect(screen.getByText('Payments refused')).toBeTruthy();
    expect(screen.queryByText('Payments set aside')).toBeNull();
    const fault = { kind: 'fork' as const, at: '1:1', proof: [] };
    wallet.room.bundle.set({ ok: true, value: { ...counts, units: [{ ...unit, faults: [fault] }] } });
    send();
    expect(await screen.findByText('The signatures hold, but look closer')).toBeTruthy();
    expect(screen.getByText('Its book contradicts itself at 1 place.')).toBeTruthy();
    expect(wallet.asked).toEqual([]);
  });
});
