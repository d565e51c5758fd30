// @vitest-environment happy-dom
import { act, cleanup, fireEvent, screen, within, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, test } from 'vitest';
import type { NewWalletCard } from '@domain/chat/walletCard.ts';
import type { WalletWish } from '@services/workspace/walletWish.ts';
import type { Holding, Payment, PaymentRequest } from '@services/workspace/walletWorkspace.ts';
import { fakeAccountId } from '../../../../support/web/fakeIds.ts';
import {
  ada,
  fakeHolding,
  fakePayment,
  fakeRecordId,
  fakeRequest,
  fakeUnit,
} from '../../../../support/web/fakePayments.ts';
import { renderScreen, spaceOf } from '../../../../support/web/renderScreen.tsx';
import { TalkPane } from '../../../../support/web/TalkPane.tsx';

const canteen = fakeAccountId('canteen');

interface Scene {
  readonly payments?: (self: Payment['from']) => readonly Payment[];
  readonly holdings?: readonly Holding[];
  readonly requests?: (self: Payment['from']) => readonly PaymentRequest[];
  readonly card: (self: Payment['from']) => NewWalletCard;
  /** Who put it there; oneself unless said. */
  readonly author?: Payment['from'];
}

/** The chat with Ada in which a card was put. */
async function open(scene: Scene) {
  const wishes: WalletWish[] = [];
  const pages: string[] = [];
  const rendered = renderScreen(
    <TalkPane
      selected={spaceOf('ada')}
      onWallet={(wish) => wishes.push(wish)}
      onOpenWallet={(page) => pages.push(page)}
    />,
  );
  const { workspace } = rendered.application;
  const { store, wallet, presence } = workspace.controls;
  const self = store.state.own.account;
  const person = (account: typeof ada, name: string, standing: 'self' | 'contact') =>
    [account, { account, name, avatar: { kind: 'generated' as const }, standing, isVerified: false }] as const;
  act(() => {
    presence.set(new Set([ada, canteen]));
    wallet.people.set(
      new Map([
        person(self, 'Me', 'self'),
        person(ada, 'Ada', 'contact'),
        person(canteen, 'Westbrook Canteen', 'contact'),
      ]),
    );
    wallet.activity.set(scene.payments?.(self) ?? []);
    wallet.holdings.set(scene.holdings ?? []);
    wallet.requests.set(scene.requests?.(self) ?? []);
  });
  await act(() => workspace.sendWalletCard(spaceOf('ada'), scene.card(self)));
  const { author } = scene;
  if (author !== undefined) {
    act(() =>
      store.change((state) => {
        const chat = state.chats.get(spaceOf('ada'));
        if (chat)
          chat.messages = chat.messages.map((one) =>
            one.body.kind === 'wallet' ? { ...one, author, own: false } : one,
          );
      }),
    );
  }
  const card = await screen.findByText((_, element) => element?.hasAttribute('data-wallet-card') === true);
  return { card, wishes, pages, wallet, presence, self };
}

const paymentCard = (): NewWalletCard => ({ about: 'payment', records: [fakeRecordId('payment')], note: 'lunch' });
const plain = (element: HTMLElement) => element.textContent.replaceAll(/[⁦-⁩]/gu, '').replaceAll(/\s/gu, ' ');

afterEach(cleanup);

describe('a payment on a card', () => {
  const own = { unit: fakeUnit(canteen), to: ada, side: 'payer' as const };
  const got = { unit: fakeUnit(canteen), from: ada, side: 'payee' as const };
  test('PAY-UI-7 one that is told again long after it came says that it is not new, and of when it is', async () => {
    const at = Date.UTC(2026, 0, 2, 12);
    const { card } = await open({
      payments: (self) => [fakePayment({ ...got, to: self, at })],
      card: paymentCard,
      author: ada,
    });
    expect(plain(card)).toContain('Not a new payment: it came on Friday, January 2, 2026');
    expect(
      within(card)
        .getByText(/Not a new payment/u)
        .closest('[data-tone]')
        ?.getAttribute('data-tone'),
    ).toBe('warning');
  });

  test('PAY-UI-7 one that is told as it comes says when that was', async () => {
    const at = Date.now();
    const { card } = await open({
      payments: (self) => [fakePayment({ ...got, to: self, at })],
      card: paymentCard,
      author: ada,
    });
    expect(plain(card)).not.toContain('Not a new payment');
    expect(plain(card)).toContain(`On ${new Intl.DateTimeFormat('en', { dateStyle: 'full' }).format(at)}`);
  });

  test.each<[string, (self: typeof ada) => Payment, string, string]>([
    [
      'sent, to the payer',
      (self) => fakePayment({ ...own, from: self }, 'sent'),
      'open',
      'Sent. Waiting for Westbrook Canteen to confirm',
    ],
    [
      'sent, to the payee',
      (self) => fakePayment({ ...got, to: self }, 'sent'),
      'warning',
      'Arriving, not confirmed. Don’t hand over goods yet',
    ],
    [
      'set aside, to the payer',
      (self) => fakePayment({ ...own, from: self }, 'held'),
      'open',
      'Set aside for Ada until Sat',
    ],
    [
      'set aside, to the payee',
      (self) => fakePayment({ ...got, to: self }, 'held'),
      'open',
      'Set aside for you until Sat',
    ],
    ['cleared, to the payer', (self) => fakePayment({ ...own, from: self }), 'sure', 'Paid'],
    [
      'cleared, to the payee',
      (self) => fakePayment({ ...got, to: self }),
      'sure',
      'Received. Confirmed by Westbrook Canteen',
    ],
    [
      'refused',
      (self) => fakePayment({ ...own, from: self }, 'refused', 'not-enough'),
      'ended',
      'Not paid: not enough left. Nothing was taken',
    ],
    [
      'returned',
      (self) => fakePayment({ ...got, to: self }, 'returned', 'expired'),
      'ended',
      'You missed it; it went back',
    ],
    [
      'contradicted',
      (self) => fakePayment({ ...got, to: self }, 'fault'),
      'warning',
      'confirmed the same money twice. You keep your claim; stop accepting?',
    ],
    [
      'contested',
      (self) => fakePayment({ ...own, from: self }, 'contested'),
      'warning',
      'Confirmed by a device later reported stolen. Ask Westbrook Canteen',
    ],
  ])('PAY-UI-1 says of one %s what is true', async (_, payment, tone, words) => {
    const { card } = await open({ payments: (self) => [payment(self)], card: paymentCard });
    expect(plain(card)).toContain(words);
    expect(plain(card)).toContain('12.00 EUR');
    expect(plain(card)).toContain('Promised by Westbrook Canteen');
    expect(card.querySelector('[data-tone]')?.getAttribute('data-tone')).toBe(tone);
  });

  test('PAY-UI-1 follows as the truth changes, and leads to all of it', async () => {
    const { card, wallet, self, pages } = await open({
      payments: (me) => [fakePayment({ ...own, from: me, acts: ['cancel'] }, 'sent')],
      card: paymentCard,
    });
    fireEvent.click(within(card).getByRole('button', { name: 'Cancel' }));
    await screen.findByText('Asked to cancel it');
    expect(wallet.asked).toEqual([{ act: 'cancelPayment', with: [fakeRecordId('payment')] }]);
    act(() => wallet.activity.set([fakePayment({ ...own, from: self })]));
    expect(plain(card)).toContain('Paid');
    expect(within(card).queryByRole('button', { name: 'Cancel' })).toBeNull();
    fireEvent.click(within(card).getByRole('button', { name: 'Details' }));
    expect(pages).toEqual([`payment/${fakeRecordId('payment')}`]);
  });

  test('PAY-UI-2 says that nothing goes on while the device that confirms is off', async () => {
    const { card, presence } = await open({
      payments: (self) => [fakePayment({ ...own, from: self }, 'sent')],
      card: paymentCard,
    });
    expect(plain(card)).not.toContain('Their device is off');
    act(() => presence.set(new Set([ada])));
    expect(plain(card)).toContain('Their device is off. This will finish when it is back');
  });

  test('PAY-UI-3 asks of a new issuer whether to keep their promise, and how far to trust them', async () => {
    const unit = fakeUnit(ada);
    const { card, wallet } = await open({
      payments: (self) => [
        fakePayment({
          ...{ kind: 'mint', unit, from: ada, to: self, side: 'payee', acts: ['send-back'], until: null },
          message: 'payments.mint.payee',
        }),
      ],
      holdings: [fakeHolding(unit, 1200n)],
      card: paymentCard,
    });
    expect(plain(card)).toContain('Ada owes you 12.00 EUR. A promise by Ada, not money in a bank');
    const limit = within(card).getByLabelText('Trust up to');
    fireEvent.change(limit, { target: { value: '10' } });
    fireEvent.click(within(card).getByRole('button', { name: 'Keep' }));
    expect(wallet.asked).toEqual([]);
    expect(plain(card)).toContain('At least 12.00 EUR');
    for (const [text, why] of [
      ['1.000', 'This can be read in two ways'],
      ['1e9', 'This is not an amount.'],
      ['abc', 'This is not an amount.'],
      ['50.1234', 'At most 2 decimals.'],
      ['99999999999999999', 'This is more than can be written.'],
    ] as const) {
      fireEvent.change(limit, { target: { value: text } });
      expect(plain(card)).toContain(why);
      expect(plain(card)).not.toContain('At least');
    }
    fireEvent.change(limit, { target: { value: '50' } });
    fireEvent.click(within(card).getByRole('button', { name: 'Keep' }));
    await screen.findByText('Kept');
    expect(wallet.asked).toEqual([{ act: 'keepPayment', with: [fakeRecordId('payment'), 5000n] }]);
  });

  test('PAY-UI-3 asks again above the limit; what is sent back asks first', async () => {
    const unit = fakeUnit(ada);
    const note = { unit: unit.id, stance: 'accepted' as const, limit: 5000n };
    const { card, wallet, wishes } = await open({
      payments: (self) => [
        fakePayment({
          ...{ kind: 'mint', unit, from: ada, to: self, side: 'payee', acts: ['send-back'], until: null },
          message: 'payments.mint.payee',
        }),
      ],
      holdings: [fakeHolding(unit, 6000n, { note, isOverLimit: true })],
      card: paymentCard,
    });
    expect(plain(card)).toContain('More than you chose to trust Ada with (50.00 EUR). Keep or send back?');
    fireEvent.click(within(card).getByRole('button', { name: 'Send back' }));
    expect(wishes).toEqual([{ kind: 'give-back', payment: fakeRecordId('payment'), act: 'send-back' }]);
    expect(wallet.asked).toEqual([]);
  });

  test('PAY-UI-3 asks about what went above the limit, and not again about what was kept', async () => {
    const unit = fakeUnit(ada);
    const note = { unit: unit.id, stance: 'accepted' as const, limit: 2000n };
    const holding = fakeHolding(unit, 2700n, { note, isOverLimit: true });
    const open27 = (now: Payment['now'] & {}) =>
      open({
        payments: (self) => [
          fakePayment({
            ...{ kind: 'mint', unit, from: ada, to: self, side: 'payee', acts: ['send-back'], until: null, now },
            message: 'payments.mint.payee',
          }),
        ],
        holdings: [holding],
        card: paymentCard,
      });
    const kept = await open27({ left: 1200n, upTo: 1200n });
    expect(within(kept.card).queryByLabelText('Trust up to')).toBeNull();
    expect(within(kept.card).getByRole('button', { name: 'Send back' })).toBeTruthy();
    cleanup();
    const above = await open27({ left: 1500n, upTo: 2700n });
    expect(plain(above.card)).toContain('More than you chose to trust Ada with (20.00 EUR)');
  });

  test.each([
    ['gone', 0n, 'Ada promised you 12.00 EUR then. You have nothing left of it', 'ended'],
    ['part', 500n, 'Ada promised you 12.00 EUR then. You have 5.00 EUR of it now', 'sure'],
  ] as const)(
    'PAY-UI-1 says of a promise of which %s was given away what it was then',
    async (much, left, words, tone) => {
      const unit = fakeUnit(ada);
      const { card } = await open({
        payments: (self) => [
          fakePayment({
            ...{ kind: 'mint', unit, from: ada, to: self, side: 'payee', until: null, now: { left, upTo: left } },
            message: `payments.mint.${much}.payee`,
          }),
        ],
        holdings: [fakeHolding(unit, left, { note: { unit: unit.id, stance: 'accepted', limit: null } })],
        card: paymentCard,
      });
      expect(plain(card)).toContain(words);
      expect(plain(card)).not.toContain('owes you');
      expect(card.querySelector('[data-tone]')?.getAttribute('data-tone')).toBe(tone);
    },
  );

  test('PAY-UI-3 is not asked of what came with a refund that gave it back, nor of one’s own promises', async () => {
    const { card } = await open({
      payments: (self) => [
        fakePayment({ ...{ unit: fakeUnit(self), from: ada, to: self, side: 'payee' }, refunded: 1200n }),
      ],
      card: paymentCard,
    });
    expect(plain(card)).toContain('Your own promise');
    expect(plain(card)).toContain('You gave back 12.00 EUR (Ada)');
    expect(within(card).queryByLabelText('Trust up to')).toBeNull();
  });

  test('PAY-UI-4 says nothing of money where the records are not here', async () => {
    const { card } = await open({ card: paymentCard });
    expect(plain(card)).toContain('Details have not arrived yet');
    expect(plain(card)).toContain('lunch');
    expect(plain(card)).not.toContain('EUR');
  });
});

describe('a request on a card', () => {
  const requestCard = (): NewWalletCard => ({ about: 'request', records: [fakeRecordId('request')], note: '' });

  test('PAY-UI-5 is paid in a window of its own, or declined after a question; not now only closes that', async () => {
    const { card, wishes, wallet } = await open({
      requests: (self) => [fakeRequest({ payee: ada, payer: self })],
      card: requestCard,
    });
    expect(plain(card)).toContain('Ada asks you');
    fireEvent.click(within(card).getByRole('button', { name: 'Pay…' }));
    expect(wishes).toEqual([{ kind: 'pay-request', request: fakeRecordId('request'), space: spaceOf('ada') }]);
    fireEvent.click(within(card).getByRole('button', { name: 'Decline…' }));
    const question = await screen.findByRole('alertdialog', { name: /^Decline what .*Ada.* asks for\?$/u });
    expect(question.textContent).toContain('cannot be undone');
    fireEvent.click(within(question).getByRole('button', { name: 'Not now' }));
    await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull());
    expect(wallet.asked).toEqual([]);
    fireEvent.click(within(card).getByRole('button', { name: 'Decline…' }));
    fireEvent.click(within(await screen.findByRole('alertdialog')).getByRole('button', { name: 'Decline' }));
    await screen.findByText('Declined. You owe nothing for this');
    expect(wallet.asked).toEqual([{ act: 'dropRequest', with: [fakeRecordId('request')] }]);
  });

  test.each([
    ['payer', true, 'Ada declined'],
    ['payee', true, 'You took it back'],
    ['payer', false, 'You declined: you owe Ada nothing for this'],
    ['payee', false, 'Ada took it back: you owe nothing for this'],
  ] as const)('PAY-UI-5 says who called it off: the %s, to who asked (%s)', async (cancelledBy, own, words) => {
    const { card } = await open({
      requests: (self) => {
        const between = own ? { payee: self, payer: ada } : { payee: ada, payer: self };
        return [fakeRequest({ ...between, own, stage: 'cancelled', cancelledBy })];
      },
      card: requestCard,
    });
    expect(plain(card)).toContain(words);
    expect(within(card).queryByRole('button', { name: 'Decline…' })).toBeNull();
  });

  test.each<[PaymentRequest['stage'], PaymentRequest['refunded'], string]>([
    ['asked', 'none', 'Waiting for Ada'],
    ['paying', 'none', 'Ada is paying'],
    ['paid', 'none', 'Paid by Ada'],
    ['received', 'none', 'Paid by Ada'],
    ['paid', 'part', 'Paid by Ada; you gave back a part'],
    ['paid', 'all', 'You gave it back to Ada'],
    ['expired', 'none', 'Ada did not pay in time'],
  ])('PAY-UI-5 says to who asks that it is %s, refunded %s', async (stage, refunded, words) => {
    const { card } = await open({
      requests: (self) => [fakeRequest({ payee: self, payer: ada, own: true, stage, refunded })],
      card: requestCard,
    });
    expect(plain(card)).toContain(words);
    expect(within(card).queryByRole('button', { name: 'Take back' }) !== null).toBe(stage === 'asked');
  });

  test('PAY-UI-5 shows a promise it was answered with, and asks whether to keep that', async () => {
    const unit = fakeUnit(ada);
    const { card } = await open({
      payments: (self) => [
        fakePayment({
          ...{ kind: 'mint', unit, from: ada, to: self, side: 'payee', acts: ['send-back'], until: null },
          message: 'payments.mint.payee',
        }),
      ],
      holdings: [fakeHolding(unit, 1200n)],
      requests: (self) => [fakeRequest({ payee: self, payer: ada, own: true, payments: [fakeRecordId('payment')] })],
      card: requestCard,
    });
    expect(plain(card)).toContain('Ada answered with a promise');
    expect(plain(card)).toContain('A promise by Ada, not money in a bank');
    expect(within(card).getByRole('button', { name: 'Keep' })).toBeTruthy();
    expect(within(card).queryByRole('button', { name: 'Take back' })).toBeNull();
  });

  test('PAY-UI-5 a request that is paid says so once to who paid', async () => {
    const { card } = await open({
      payments: (self) => [fakePayment({ unit: fakeUnit(ada), from: self, to: ada, side: 'payer' })],
      requests: (self) => [
        fakeRequest({ payee: ada, payer: self, stage: 'received', payments: [fakeRecordId('payment')] }),
      ],
      card: requestCard,
    });
    expect(plain(card).match(/Paid/gu)).toHaveLength(1);
  });

  test('PAY-UI-8 a fixed sum in a promise that is not here yet is no open one', async () => {
    const { card } = await open({
      requests: (self) => [fakeRequest({ payee: ada, payer: self, units: [] })],
      card: requestCard,
      author: ada,
    });
    expect(plain(card)).toContain('12.00 of a promise that is not known here yet');
    expect(plain(card)).not.toContain('The payer chooses');
  });
});

describe('a split on a card', () => {
  const shares = (self: typeof ada) => [
    { account: self, amount: 1334, request: null },
    { account: ada, amount: 1333, request: fakeRecordId('request') },
    { account: canteen, amount: 1333, request: fakeRecordId('other') },
  ];
  const splitCard = (self: typeof ada): NewWalletCard => ({
    about: 'split',
    records: [fakeRecordId('request'), fakeRecordId('other')],
    note: 'pizza',
    split: { code: 'EUR', decimals: 2, shares: shares(self) },
  });

  test('PAY-UI-6 shows who bears what, and how many have paid', async () => {
    const { card, wallet, self } = await open({
      requests: (me) => [fakeRequest({ payee: me, payer: ada, own: true, stage: 'paid' })],
      card: splitCard,
    });
    expect(plain(card)).toContain('40.00 EUR');
    expect(within(card).getAllByRole('listitem').map(plain)).toEqual([
      'you13.34 EUR',
      'Ada13.33 EURPaid by Ada',
      'Westbrook Canteen13.33 EUR',
    ]);
    expect(plain(card)).toContain('1 of 2 have paid');
    const paid = { payee: self, own: true, stage: 'paid' as const };
    act(() =>
      wallet.requests.set([
        fakeRequest({ ...paid, payer: ada }),
        fakeRequest({ ...paid, payer: canteen, id: fakeRecordId('other') }),
      ]),
    );
    expect(plain(card)).toContain('Everyone has paid');
  });

  test.each<[string, Partial<PaymentRequest>, string]>([
    ['another sum', { amount: 13330n }, '133.30 EUR to Ada'],
    ['somebody else', { payee: canteen }, '13.33 EUR to Westbrook Canteen'],
    ['other money', { units: [fakeUnit(ada, { currency: 'KWD' })] }, '13.33 KWD to Ada'],
    [
      'another sum of who knows what',
      { amount: 13330n, units: [] },
      '133.30 of a promise that is not known here yet to Ada',
    ],
    ['what one asks', {}, ''],
  ])('PAY-UI-6 PAY-UI-8 says where the request is for %s', async (_, change, words) => {
    const rendered = await open({
      requests: (self) => [fakeRequest({ payee: ada, payer: self, amount: 1333n, ...change })],
      card: () => ({
        about: 'split',
        records: [fakeRecordId('request')],
        note: '',
        split: {
          code: 'EUR',
          decimals: 2,
          shares: [{ account: fakeAccountId('own'), amount: 1333, request: fakeRecordId('request') }],
        },
      }),
      author: ada,
    });
    expect(rendered.self).toBe(fakeAccountId('own'));
    const said = 'The request itself says something else';
    if (words === '') expect(plain(rendered.card)).not.toContain(said);
    else expect(plain(rendered.card)).toContain(`${said}: ${words}`);
    expect(within(rendered.card).getByRole('button', { name: 'Pay…' })).toBeTruthy();
  });
});
