/** Codes, one-time codes and paying outside: whole engines, virtual time. */
import { sha256 } from '@noble/hashes/sha2.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type RecordId, type UnitId, holderOf } from '@domain/wallet/ids.ts';
import { payeeCode } from '@domain/paycode/payCode.ts';
import { ANSWER_WAIT } from '@services/wallet/handleDesk.ts';
import type { NewSettlement } from '@services/workspace/walletCodes.ts';
import type { NewUnit } from '@services/workspace/walletWorkspace.ts';
import { type Person, World, must, setup, two } from './support/world.ts';

const LUNCH: NewUnit = {
  code: 'LUNCH',
  name: 'Lunch',
  decimals: 2,
  kind: 'prepaid',
  redeem: 'A meal for what it costs.',
  transferable: false,
  feeless: true,
};
const MINUTE = 60_000;

const issue = async (person: Person, unit: NewUnit = LUNCH): Promise<UnitId> =>
  must(await person.workspace.wallet.createUnit(unit, [])).unit;
const codeFor = async (person: Person, request: RecordId) =>
  must(await person.workspace.wallet.requestCode(request)).code;
const paymentsOf = (person: Person) => person.read(person.workspace.wallet.activity());

/** A canteen whose guest has 10.00, and who are linked. */
async function canteen() {
  const { world, alice: shop, bob: guest } = await two();
  const unit = await issue(shop);
  must(await shop.workspace.wallet.promiseUnits({ to: await guest.account(), unit, amount: 1000n }));
  await world.pass(2000);
  return { world, shop, guest, unit };
}

describe('WSV-100 codes', () => {
  it('WSV-103 two codes are a payment without any network, and final at once where the payee is the issuer', async () => {
    const { world, shop, guest, unit } = await canteen();
    const bill = must(await shop.workspace.wallet.makeBill({ units: [unit], amount: 450n, memo: 'Table 4' })).request;
    const asked = await codeFor(shop, bill);
    const [atShop, atGuest] = [shop.transport, guest.transport];
    if (atShop === null || atGuest === null) throw new Error('both run');
    world.network.partition([atShop], [atGuest]);
    await world.pass(MINUTE);
    expect(must(await guest.workspace.wallet.readCode(asked))).toMatchObject({ kind: 'request', amount: 450n });
    expect(must(await guest.workspace.wallet.takeCode(asked)).record).toBe(bill);
    const payment = must(await guest.workspace.wallet.payRequest(bill, unit)).payment;
    const paid = must(await guest.workspace.wallet.paymentCode(payment)).code;
    await world.pass(MINUTE);
    expect((await paymentsOf(shop)).map(({ id }) => id)).not.toContain(payment);
    expect(must(await shop.workspace.wallet.readCode(paid))).toMatchObject({ kind: 'transfer', amount: 450n });
    must(await shop.workspace.wallet.takeCode(paid));
    await world.pass(2000);
    const [atTill] = (await paymentsOf(shop)).filter(({ id }) => id === payment);
    expect(atTill).toMatchObject({ message: 'payments.cleared.payee', finality: { kind: 'final' }, request: bill });
    // The payer knows nothing of it before the two meet again.
    expect((await paymentsOf(guest))[0]).toMatchObject({ message: 'payments.sent.payer' });
    world.network.heal();
    await world.pass(30_000);
    expect((await paymentsOf(guest))[0]).toMatchObject({ message: 'payments.cleared.payer' });
  });

  it('WSV-100 a payment to somebody else is not taken, and a code twice is one payment', async () => {
    const { world, people } = await setup('Shop', 'Ann', 'Ben');
    const [shop, ann, ben] = people;
    if (shop === undefined || ann === undefined || ben === undefined) throw new Error('three people');
    const unit = await issue(shop);
    must(await shop.workspace.wallet.promiseUnits({ to: await ann.account(), unit, amount: 1000n }));
    await world.pass(2000);
    const bill = must(await shop.workspace.wallet.makeBill({ units: [unit], amount: 200n, memo: '' })).request;
    must(await ann.workspace.wallet.takeCode(await codeFor(shop, bill)));
    const payment = must(await ann.workspace.wallet.payRequest(bill, unit)).payment;
    const { code } = must(await ann.workspace.wallet.paymentCode(payment));
    expect(await ben.workspace.wallet.takeCode(code)).toMatchObject({ ok: false, error: { code: 'code-not-yours' } });
    must(await shop.workspace.wallet.takeCode(code));
    must(await shop.workspace.wallet.takeCode(code));
    await world.pass(2000);
    expect((await shop.read(shop.workspace.wallet.issuedUnits()))[0]).toMatchObject({ redeemed: 200n });
    expect(await ben.workspace.wallet.paymentCode(payment)).toMatchObject({ error: { code: 'payment-missing' } });
  });

  it('WSV-100 a request for somebody else is not taken', async () => {
    const { shop, guest, unit } = await canteen();
    const payer = await shop.account();
    const bill = must(await shop.workspace.wallet.makeBill({ units: [unit], amount: 1n, memo: '', payer })).request;
    const taken = await guest.workspace.wallet.takeCode(await codeFor(shop, bill));
    expect(taken).toMatchObject({ ok: false, error: { code: 'code-not-yours' } });
  });

  it('WSV-100 PAY-2 other kinds are told by name, and hold nothing to take', async () => {
    const person = await new World().person('Ann');
    const { readCode, takeCode } = person.workspace.wallet;
    expect(must(await readCode('https://example.org'))).toEqual({ kind: 'other', found: 'web' });
    expect(must(await readCode('bitcoin:bc1q'))).toEqual({ kind: 'other', found: 'bitcoin' });
    expect(must(await readCode('hello'))).toEqual({ kind: 'other', found: 'unknown' });
    const payee = must(payeeCode({ to: holderOf(await person.account()), memo: '' }));
    expect(must(await readCode(payee))).toMatchObject({ kind: 'payee', amount: null, unit: null });
    for (const text of [payee, 'hello', '']) {
      expect(await takeCode(text)).toMatchObject({ ok: false, error: { code: 'code-malformed' } });
    }
  });

  it('WSV-100 one sign more or less, or turned, and a signed code is worth nothing', async () => {
    const { shop, guest, unit } = await canteen();
    const bill = must(await shop.workspace.wallet.makeBill({ units: [unit], amount: 450n, memo: 'x' })).request;
    const code = await codeFor(shop, bill);
    const known = new Set([...(await guest.read(guest.workspace.wallet.paymentRequests()))].map(({ id }) => id));
    const place = fc.integer({ min: 'banyan://pay#'.length, max: code.length - 1 });
    const sign = fc.constantFrom('A', 'Z', 'a', '9', '-', '_', '\u202E', '\u200F', '\u0000', 'é');
    await fc.assert(
      fc.asyncProperty(place, sign, fc.constantFrom('put', 'cut', 'turn'), async (at, other, how) => {
        const changed = { put: other + code.slice(at), cut: code.slice(at + 1), turn: other + code.slice(at + 1) }[how];
        const text = code.slice(0, at) + changed;
        if (text === code) return;
        expect(await guest.workspace.wallet.takeCode(text)).toMatchObject({ ok: false });
      }),
      { numRuns: 150 },
    );
    const after = await guest.read(guest.workspace.wallet.paymentRequests());
    expect(after.every(({ id }) => known.has(id))).toBe(true);
  });
});

describe('WSV-101 one-time codes', () => {
  const bill = async (shop: Person, guest: Person, unit: UnitId) => {
    const payer = await guest.account();
    return must(await shop.workspace.wallet.makeBill({ units: [unit], amount: 300n, memo: 'Soup', payer })).request;
  };

  it('WSV-101 an answer reaches who shows the code, once, and pays nothing', async () => {
    const { world, shop, guest, unit } = await canteen();
    const { code, until } = must(await guest.workspace.wallet.openPayerCode());
    expect(until - world.clock.now()).toBe(MINUTE);
    const waits = guest.workspace.wallet.payerCodeAnswer(code);
    const request = await bill(shop, guest, unit);
    const answers = shop.workspace.wallet.answerPayerCode(code, request);
    await world.pass(1000);
    must(await answers);
    expect(must(await waits)).toEqual({ request });
    expect(must(await guest.workspace.wallet.payerCodeAnswer(code))).toEqual({ request });
    const shown = await guest.read(guest.workspace.wallet.paymentRequests());
    expect(shown).toMatchObject([{ id: request, amount: 300n, stage: 'asked', payee: await shop.account() }]);
    expect((await guest.read(guest.workspace.wallet.holdings()))[0]).toMatchObject({ balance: 1000n });
    const again = shop.workspace.wallet.answerPayerCode(code, request);
    await world.pass(1000);
    expect(await again).toMatchObject({ ok: false, error: { code: 'code-over' } });
  });

  it('WSV-101 after its minute a code is over, and waiting ends without an answer', async () => {
    const { world, shop, guest, unit } = await canteen();
    const { code } = must(await guest.workspace.wallet.openPayerCode());
    const waits = guest.workspace.wallet.payerCodeAnswer(code);
    await world.pass(MINUTE);
    expect(must(await waits)).toEqual({ request: null });
    const late = shop.workspace.wallet.answerPayerCode(code, await bill(shop, guest, unit));
    await world.pass(1000);
    expect(await late).toMatchObject({ ok: false, error: { code: 'code-over' } });
  });

  it('WSV-102 without a link nobody is reached, and an answer that does not come is not waited for', async () => {
    const { world, shop, guest, unit } = await canteen();
    const { code } = must(await guest.workspace.wallet.openPayerCode());
    const request = await bill(shop, guest, unit);
    await guest.kill();
    const silent = shop.workspace.wallet.answerPayerCode(code, request);
    await world.pass(ANSWER_WAIT);
    expect(await silent).toMatchObject({ ok: false, error: { code: 'code-unreachable' } });
    await world.pass(2 * MINUTE);
    const gone = await shop.workspace.wallet.answerPayerCode(code, request);
    expect(gone).toMatchObject({ ok: false, error: { code: 'code-unreachable' } });
  });

  it('WSV-101 a request of somebody else, or to somebody else, is no answer', async () => {
    const { world, shop, guest, unit } = await canteen();
    const request = await bill(shop, shop, unit);
    const { code } = must(await guest.workspace.wallet.openPayerCode());
    const answers = shop.workspace.wallet.answerPayerCode(code, request);
    await world.pass(1000);
    expect(await answers).toMatchObject({ ok: false, error: { code: 'code-over' } });
    expect(await guest.read(guest.workspace.wallet.paymentRequests())).toEqual([]);
  });
});

describe('WSV-104 paying outside', () => {
  it('WSV-104 the debt falls by what the creditor gives back, and by no more than was said', async () => {
    const { world, shop: ann, guest: ben, unit } = await canteen();
    const claim: NewSettlement = {
      creditor: await ben.account(),
      unit,
      amount: 600n,
      rail: 'sepa',
      railAmount: '6.00',
      railCurrency: 'EUR',
      ref: 'October',
    };
    const tooMuch = await ann.workspace.wallet.declareSettled({ ...claim, amount: 1001n });
    expect(tooMuch).toMatchObject({ ok: false, error: { code: 'amount-invalid' } });
    const id = must(await ann.workspace.wallet.declareSettled(claim)).settlement;
    await world.pass(2000);
    expect(await ben.read(ben.workspace.wallet.settlements())).toMatchObject([
      { id, side: 'creditor', amount: 600n, confirmed: 0n, rail: 'sepa', ref: 'October', isProven: false },
    ]);
    expect((await ann.read(ann.workspace.wallet.issuedUnits()))[0]).toMatchObject({ outstanding: 1000n });
    expect(await ann.workspace.wallet.confirmSettled(id, 600n)).toMatchObject({ error: { code: 'payment-missing' } });
    must(await ben.workspace.wallet.confirmSettled(id, 250n));
    expect(await ben.workspace.wallet.confirmSettled(id, 351n)).toMatchObject({ error: { code: 'payment-settled' } });
    await world.pass(2000);
    must(await ben.workspace.wallet.confirmSettled(id, 350n));
    await world.pass(2000);
    for (const person of [ann, ben]) {
      const [shown] = await person.read(person.workspace.wallet.settlements());
      expect(shown).toMatchObject({ confirmed: 600n, underWay: 0n });
      const why = (await person.read(person.workspace.wallet.activity())).map((payment) => payment.why);
      expect(why).toEqual(['settle', 'settle', null]);
    }
    expect((await ann.read(ann.workspace.wallet.issuedUnits()))[0]).toMatchObject({ outstanding: 400n });
  });

  it('WSV-105 a preimage of the creditor’s own invoice proves it', async () => {
    const { world, shop: ann, guest: ben, unit } = await canteen();
    const preimage = new Uint8Array(32).fill(7);
    const invoice = { hash: sha256(preimage), text: 'lnbc1' };
    const payer = await ann.account();
    const asked = must(
      await ben.workspace.wallet.makeBill({ units: [unit], amount: 600n, memo: '', payer, invoice }),
    ).request;
    await world.pass(2000);
    const claim: NewSettlement = {
      creditor: await ben.account(),
      unit,
      amount: 600n,
      rail: 'lightning',
      railAmount: '0.00001',
      railCurrency: 'BTC',
      ref: '',
    };
    must(await ann.workspace.wallet.declareSettled({ ...claim, proof: { request: asked, preimage } }));
    await world.pass(2000);
    expect(await ben.read(ben.workspace.wallet.settlements())).toMatchObject([{ isProven: true, confirmed: 0n }]);
    // Terms that are no invoice are not shown as one.
    expect(await ann.read(ann.workspace.wallet.invoiceRequests())).toEqual([]);
  });

  it('WSV-106 what a till sells and where people are paid stays on this device', async () => {
    const { world, shop, guest, unit } = await canteen();
    const { wallet } = shop.workspace;
    must(await wallet.keepShelf(unit, [{ id: 'a', name: 'Soup', price: 350n }]));
    expect(await wallet.keepShelf(unit, [{ id: 'a', name: '', price: 350n }])).toMatchObject({ ok: false });
    const account = await guest.account();
    must(await wallet.keepPayWay({ account, rail: 'upi', address: 'ben@bank', name: 'Ben' }));
    must(await wallet.keepPayWay({ account, rail: 'upi', address: 'ben@other', name: 'Ben' }));
    await world.pass(2000);
    expect(await shop.read(wallet.shelf(unit))).toEqual([{ id: 'a', name: 'Soup', price: 350n }]);
    expect(await shop.read(wallet.payWays())).toMatchObject([{ address: 'ben@other' }]);
    expect(await guest.read(guest.workspace.wallet.shelf(unit))).toEqual([]);
    must(await wallet.keepPayWay({ account, rail: 'upi', address: '', name: '' }));
    expect(await shop.read(wallet.payWays())).toEqual([]);
  });
});
