// @vitest-environment happy-dom
import { act, cleanup, fireEvent, screen, within } from '@testing-library/react';
import { afterEach, describe, expect, test } from 'vitest';
import type { BookHealth, UnitBookView } from '@services/workspace/walletBooks.ts';
import { WalletContent } from '../../../../../src/renderer/features/wallet/index.ts';
import { DEMO_STATES, demoBook } from '../../../../support/web/demoBooks.ts';
import { createFakeApplication } from '../../../../support/web/fakeApplication.ts';
import { fakeDeviceId } from '../../../../support/web/fakeIds.ts';
import { renderScreen } from '../../../../support/web/renderScreen.tsx';

const nowhere = () => undefined;
const links = { onOpenWallet: nowhere, onWallet: nowhere, onOpenChat: nowhere, onOpenContact: nowhere };
const demo = createFakeApplication().workspace.controls.wallet;
const OWN = demo.issued.get()[0]?.unit;
const THEIRS = demo.holdings.get()[0]?.unit;
if (OWN === undefined || THEIRS === undefined) throw new Error('the demo has no units');
const PHRASE = 'army van defense carry jealous true garbage claim echo media make crunch';

afterEach(cleanup);

async function show(unit: UnitBookView['unit'], change: Partial<UnitBookView> = {}, locale: 'en' | 'ar' = 'en') {
  const shown = renderScreen(<WalletContent selected={`book/${unit.id}`} {...links} />, { locale });
  const { wallet } = shown.application.workspace.controls;
  act(() => wallet.books.books.set(new Map([[unit.id, demoBook(unit, change)]])));
  await screen.findByRole('article');
  return wallet;
}

async function showDevices() {
  const shown = renderScreen(<WalletContent selected="devices" {...links} />);
  await screen.findByRole('article', { name: 'Devices' });
  return shown.application.workspace.controls.wallet;
}

function typePhrase(dialog: HTMLElement, words: string): void {
  const [first] = within(dialog).getAllByRole('textbox');
  if (first === undefined) throw new Error('no field');
  fireEvent.change(first, { target: { value: words } });
}

describe('the book of a unit', () => {
  const titles: Readonly<Record<BookHealth, RegExp>> = {
    sound: /second device has every line/,
    'single-copy': /Single copy/,
    'witness-behind': /Waiting for a witness/,
    incomplete: /Part of the log/,
    'clerk-frozen': /reported lost/,
    contradicted: /confirmed the same money twice/,
  };

  test.each(Object.keys(titles) as BookHealth[])('BOOK-UI-2 that is %s says so first', async (health) => {
    await show(THEIRS, DEMO_STATES[health]);
    const [banner] = screen.getAllByRole(health === 'contradicted' || health === 'clerk-frozen' ? 'alert' : 'status');
    expect(banner?.textContent).toMatch(titles[health]);
  });

  test('BOOK-UI-1 of somebody else can only be looked at', async () => {
    await show(THEIRS, { ...DEMO_STATES['clerk-frozen'], isOwn: false });
    for (const name of ['Hand over', 'Take over', 'Change', 'Let somebody owe', 'Let it count']) {
      expect(screen.queryByRole('button', { name })).toBeNull();
    }
    expect(screen.getByText('1 payment is contested')).toBeTruthy();
  });

  test('BOOK-UI-2 that contradicts itself can be accepted no more, and its proof saved', async () => {
    const wallet = await show(THEIRS, DEMO_STATES.contradicted);
    fireEvent.click(screen.getByRole('button', { name: 'Stop accepting' }));
    await screen.findByText('Nothing more of it is accepted');
    expect(wallet.asked.at(-1)).toEqual({ act: 'noteUnit', with: [THEIRS.id, { stance: 'stopped' }] });
    expect(screen.getByText('Two different lines in one place of the log')).toBeTruthy();
    wallet.books.proof.set(new Uint8Array([1, 2, 3]));
    fireEvent.click(screen.getByRole('button', { name: 'Export proof' }));
    await screen.findByText(/Anyone can check it/);
  });

  test('BOOK-UI-4 gets the witnesses that are ticked', async () => {
    const wallet = await show(OWN);
    fireEvent.click(screen.getByRole('button', { name: 'Change' }));
    const dialog = await screen.findByRole('dialog');
    const boxes = within(dialog).getAllByRole('checkbox');
    expect(boxes.filter((box) => (box as HTMLInputElement).checked)).toHaveLength(1);
    fireEvent.click(within(dialog).getByRole('checkbox', { name: /Tomás/ }));
    fireEvent.click(within(dialog).getByRole('button', { name: 'Done' }));
    await screen.findByText('Witnesses changed');
    const asked = wallet.asked.at(-1);
    expect(asked?.act).toBe('setWitnesses');
    expect(asked?.with[1]).toHaveLength(2);
  });

  test('BOOK-UI-4 offers another device of one’s own first, where there is one', async () => {
    const wallet = await show(OWN);
    const device = { since: 1, isFrozen: false, keeps: [] };
    act(() =>
      wallet.books.devices.set([
        { ...device, key: fakeDeviceId('own'), isHere: true },
        { ...device, key: fakeDeviceId('laptop'), isHere: false },
      ]),
    );
    fireEvent.click(screen.getByRole('button', { name: 'Change' }));
    const dialog = await screen.findByRole('dialog');
    expect(within(dialog).getAllByRole('checkbox')[0]?.closest('label')?.textContent).toBe('Another device of yours');
    act(() => wallet.books.devices.set([{ ...device, key: fakeDeviceId('own'), isHere: true }]));
    expect(within(dialog).queryByText('Another device of yours')).toBeNull();
  });

  test('BOOK-UI-3 that another own device keeps says which, and that it works only there', async () => {
    const shown = renderScreen(<WalletContent selected={`book/${OWN.id}`} {...links} />);
    const { controls } = shown.application.workspace;
    const key = fakeDeviceId('laptop');
    const [own] = controls.devices.devices.get();
    if (own === undefined) throw new Error('no device');
    act(() => controls.devices.devices.set([own, { ...own, device: key, name: 'Laptop', isThis: false }]));
    const clerk = { key, account: OWN.issuer, isHere: false, isFrozen: false };
    act(() => controls.wallet.books.books.set(new Map([[OWN.id, demoBook(OWN, { clerk })]])));
    expect(await screen.findByText('Laptop')).toBeTruthy();
    expect(screen.getByText(/The book works only there/)).toBeTruthy();
    expect(screen.queryByText(/If this computer breaks/)).toBeNull();
    expect(screen.getByRole('button', { name: 'Take over' })).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Hand over' })).toBeNull();
  });

  test('BOOK-UI-3 is taken over with twelve words, and what went wrong is said there', async () => {
    const shown = renderScreen(<WalletContent selected={`book/${OWN.id}`} {...links} />);
    const { controls } = shown.application.workspace;
    act(() => controls.wallet.books.books.set(new Map([[OWN.id, demoBook(OWN, DEMO_STATES['clerk-frozen'])]])));
    fireEvent.click(await screen.findByRole('button', { name: 'Take over' }));
    const dialog = await screen.findByRole('dialog');
    const confirm = within(dialog).getByRole('button', { name: 'Take over' });
    expect((confirm as HTMLButtonElement).disabled).toBe(true);
    typePhrase(dialog, PHRASE);
    expect((confirm as HTMLButtonElement).disabled).toBe(false);
    controls.failNext('phrase-wrong');
    fireEvent.click(confirm);
    expect((await within(dialog).findAllByRole('alert')).length).toBeGreaterThan(0);
    fireEvent.click(confirm);
    await screen.findByText('This device keeps the book now');
    expect(controls.wallet.asked.at(-1)).toEqual({ act: 'takeOverBook', with: [OWN.id, PHRASE] });
  });

  test('BOOK-UI-6 lets somebody owe an amount', async () => {
    const wallet = await show(OWN);
    fireEvent.click(screen.getByRole('button', { name: 'Let somebody owe' }));
    const dialog = await screen.findByRole('dialog');
    const save = within(dialog).getByRole('button', { name: 'Allow' });
    fireEvent.change(within(dialog).getByRole('textbox', { name: 'At most' }), { target: { value: '12.50' } });
    expect((save as HTMLButtonElement).disabled).toBe(true);
    const who = within(dialog).getByRole('combobox', { name: 'Who' });
    const [, first] = within(who).getAllByRole('option');
    fireEvent.change(who, { target: { value: (first as HTMLOptionElement).value } });
    fireEvent.click(save);
    await screen.findByText('Saved');
    expect(wallet.asked.at(-1)).toMatchObject({ act: 'setOverdraft', with: [OWN.id, expect.any(String), 1250n] });
  });

  test('BOOK-UI-5 BOOK-UI-1 reads in Arabic', async () => {
    await show(OWN, DEMO_STATES['witness-behind'], 'ar');
    expect(screen.getByText('بانتظار شاهد')).toBeTruthy();
    expect(document.body.textContent).not.toMatch(/books\./);
  });
});

describe('a book that is not here', () => {
  test('BOOK-UI-1 says when it comes', async () => {
    const shown = renderScreen(<WalletContent selected={`book/${THEIRS.id}`} {...links} />);
    act(() => shown.application.workspace.controls.wallet.books.books.set(new Map()));
    expect(await screen.findByText(/comes with the first payment/)).toBeTruthy();
  });
});

describe('devices', () => {
  test('BOOK-UI-7 one asks before a device is reported, and says so of the one in front of them', async () => {
    const wallet = await showDevices();
    fireEvent.click(screen.getByRole('button', { name: 'Report as lost' }));
    const question = await screen.findByRole('alertdialog');
    expect(question.textContent).toContain('device in front of you');
    fireEvent.click(within(question).getByRole('button', { name: 'Report as lost' }));
    await screen.findByText(/told to everybody concerned/);
    expect(wallet.asked.at(-1)?.act).toBe('freezeDevice');
  });

  test('BOOK-UI-7 a stolen one is cut off behind the line that is chosen', async () => {
    const wallet = await showDevices();
    fireEvent.click(screen.getByRole('button', { name: 'It was stolen' }));
    const dialog = await screen.findByRole('dialog');
    const line = within(dialog).getByRole('combobox', { name: 'The last line you believe' });
    const [, newest] = within(line).getAllByRole('option');
    fireEvent.change(line, { target: { value: (newest as HTMLOptionElement).value } });
    typePhrase(dialog, PHRASE);
    fireEvent.click(within(dialog).getByRole('button', { name: 'It was stolen' }));
    await screen.findByText(/Cut off/);
    expect(wallet.asked.at(-1)).toMatchObject({ act: 'cutDevice', with: [{ epoch: 1, seq: 6 }, PHRASE] });
  });

  test('BOOK-UI-7 those of others are told', async () => {
    await showDevices();
    expect(screen.getByText(/A device of/)).toBeTruthy();
  });
});
