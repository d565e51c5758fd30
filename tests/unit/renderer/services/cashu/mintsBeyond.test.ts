import { describe, expect, it } from 'vitest';
import type { AccountId, DeviceId } from '@shared/ids.ts';
import { cashuCraft } from '@adapters/cashu/cashuCraft.ts';
import type { LockWord } from '@services/replication/session.ts';
import { Holder, MINT, setup } from '../../../../support/web/mint/mintRig.ts';
import { TestMint, invoiceOf } from '../../../../support/shared/mint/testMint.ts';
import { idOf } from '../../../../support/shared/storeFixtures.ts';
import { codeOf, value } from '../../../../support/shared/storeScene.ts';

const DAY = 24 * 3_600_000;
const [anaId, benId] = [idOf<AccountId>('ana'), idOf<AccountId>('ben')];

/** Two links up at once: each tells the other its key. */
async function link(one: Holder, other: Holder): Promise<void> {
  const heard: Promise<boolean>[] = [];
  const peer = (account: AccountId) => ({ account, device: idOf<DeviceId>(`device of ${account}`) }) as const;
  const to = (holder: Holder, from: AccountId) => ({
    say: (word: LockWord) => void heard.push(holder.keys.hear(peer(from), word)),
  });
  one.links.set([to(other, anaId)]);
  other.links.set([to(one, benId)]);
  one.keys.start();
  other.keys.start();
  await expect.poll(() => heard.length).toBe(2);
  expect(await Promise.all(heard)).toEqual([true, true]);
}

async function friends() {
  const { mint, ana } = await setup();
  const ben = await new Holder('ben', mint).open();
  value(await ben.acts.addMint(MINT));
  await link(ana, ben);
  return { mint, ana, ben };
}

async function lockedToken(ana: Holder, amount = 50n): Promise<{ readonly entry: string; readonly token: string }> {
  const { entry } = value(await ana.acts.sendCoins({ mint: MINT, unit: 'sat', amount, person: benId }));
  return { entry, token: (await ana.entry(entry)).token ?? '' };
}

describe('locked notes', () => {
  it('CSH-50 LNK-12 keys are told over links, and by whoever has no mint to nobody', async () => {
    const { mint, ana } = await setup();
    const said: LockWord[] = [];
    const ben = await new Holder('ben', mint).open();
    ben.links.set([{ say: (word) => said.push(word) }]);
    ben.keys.start();
    expect(codeOf(await ana.acts.sendCoins({ mint: MINT, unit: 'sat', amount: 1n, person: benId }))).toBe(
      'lock-key-missing',
    );
    expect(said).toEqual([]);
    value(await ben.acts.addMint(MINT));
    await expect.poll(() => said.length).toBe(1);
    const peer = { account: benId, device: idOf<DeviceId>('a device') };
    expect(await ana.keys.hear(peer, { t: 'wallet.lock', key: new Uint8Array(33) })).toBe(false);
    expect(await ana.keys.of(benId)).toBeNull();
    for (const word of said) expect(await ana.keys.hear(peer, word)).toBe(true);
    expect(await ana.keys.of(benId)).toMatch(/^0[23]/);
  });

  it('CSH-51 what is locked to someone nobody else redeems, and they do', async () => {
    const { mint, ana, ben } = await friends();
    const { entry, token } = await lockedToken(ana);
    const asked = mint.asked.length;
    expect(value(await ben.acts.readCoinToken(token))).toMatchObject({ lock: 'own', isGenuine: true, amount: 50n });
    expect(mint.asked).toHaveLength(asked);
    const thief = await new Holder('thief', mint).open();
    value(await thief.acts.addMint(MINT));
    expect(value(await thief.acts.readCoinToken(token)).lock).toBe('other');
    expect(codeOf(await thief.acts.receiveCoins(token))).toBe('token-not-own');
    // A thief whose app asks the mint all the same is refused by it.
    const { mints } = value(await ana.store.mints.read());
    const keysets = mints.flatMap(({ terms }) => terms.keysets.map(({ id }) => id));
    const coins = cashuCraft.readCoins(token, keysets);
    const [coin] = coins ?? [];
    if (coin === undefined) throw new Error('no note');
    const { keyset: id, amount, secret, signature: C } = coin;
    const body = { inputs: [{ id, amount: Number(amount), secret, C }], outputs: [] };
    expect(mint.answer('swap', JSON.stringify(body))).toMatchObject({ status: 400 });
    expect(codeOf(await ana.acts.takeBackCoins(entry))).toBe('token-locked');
    value(await ben.acts.receiveCoins(token));
    expect(await ben.balance()).toBe(50n);
  });

  it('CSH-52 without the mint it waits, locked, until it can be redeemed', async () => {
    const { ana, ben } = await friends();
    const { token } = await lockedToken(ana);
    ben.isOffline = true;
    const { entry } = value(await ben.acts.receiveCoins(token));
    expect(await ben.entry(entry)).toMatchObject({ stage: 'prepared', until: ben.clock.now() + 14 * DAY });
    expect(value(await ben.acts.receiveCoins(token))).toEqual({ entry });
    ben.isOffline = false;
    value(await ben.acts.lookAfterMint(MINT));
    expect(await ben.balance()).toBe(50n);
  });

  it('CSH-53 what was not redeemed in time is taken back', async () => {
    const { ana } = await friends();
    const { entry } = await lockedToken(ana);
    // The mint looks at its own clock: the lock is one that was over before.
    const old = value(
      await ana.acts.sendCoins({ mint: MINT, unit: 'sat', amount: 20n, person: benId, until: ana.clock.now() - DAY }),
    );
    expect(codeOf(await ana.acts.takeBackCoins(entry))).toBe('token-locked');
    value(await ana.acts.takeBackCoins(old.entry));
    expect(await ana.balance()).toBe(950n);
  });

  it('CSH-54 a mint that can not lock is not asked to', async () => {
    const { ana } = await setup(1000n, new TestMint({ without: ['11'] }));
    const word: LockWord = { t: 'wallet.lock', key: new Uint8Array(33).fill(7).fill(2, 0, 1) };
    await ana.keys.hear({ account: benId, device: idOf<DeviceId>('a device') }, word);
    expect(codeOf(await ana.acts.sendCoins({ mint: MINT, unit: 'sat', amount: 1n, person: benId }))).toBe(
      'mint-unable',
    );
    expect(await ana.balance()).toBe(1000n);
  });
});

describe('restoring', () => {
  it('CSH-30 a lost database comes back with exactly what is unspent', async () => {
    const { mint, ana } = await setup();
    const { entry } = value(await ana.acts.sendCoins({ mint: MINT, unit: 'sat', amount: 137n }));
    const { token } = await ana.entry(entry);
    const ben = await new Holder('ben', mint).open();
    value(await ben.acts.addMint(MINT));
    value(await ben.acts.receiveCoins(token ?? ''));
    ana.loseDatabase();
    await ana.open();
    value(await ana.acts.addMint(MINT));
    expect(await ana.balance()).toBe(863n);
    expect(await ana.spentHere()).toBe(0);
    // Numbers that were used are not used again.
    value(await ana.acts.sendCoins({ mint: MINT, unit: 'sat', amount: 5n }));
    expect(await ana.balance()).toBe(858n);
  });

  it('CSH-31 nothing is counted twice: not what is here, nor what was given away', async () => {
    const { ana } = await setup(64n);
    value(await ana.acts.sendCoins({ mint: MINT, unit: 'sat', amount: 64n }));
    expect(value(await ana.acts.restoreMint(MINT))).toEqual({ restored: 0n });
    const { ana: other } = await setup(100n);
    expect(value(await other.acts.restoreMint(MINT))).toEqual({ restored: 0n });
    expect(await other.balance()).toBe(100n);
  });

  it('CSH-32 two devices of one account have two seeds', async () => {
    const { mint, ana } = await setup();
    const other = await new Holder('second device', mint).open();
    value(await other.acts.addMint(MINT));
    expect(await other.balance()).toBe(0n);
    expect(await ana.balance()).toBe(1000n);
  });

  it('CSH-33 a mint that tells nothing again works all the same', async () => {
    const { ana } = await setup(1000n, new TestMint({ without: ['9'] }));
    expect(await ana.balance()).toBe(1000n);
    value(await ana.acts.sendCoins({ mint: MINT, unit: 'sat', amount: 137n }));
    expect(await ana.balance()).toBe(863n);
    expect(codeOf(await ana.acts.restoreMint(MINT))).toBe('mint-unable');
  });
});

describe('what mints say', () => {
  it('CSH-1 CSH-2 what is no mint is not added, nor one whose keys are not what they are called', async () => {
    const ana = await new Holder('ana', new TestMint()).open();
    expect(codeOf(await ana.acts.lookAtMint('http://mint.example.org'))).toBe('mint-address-invalid');
    expect(value(await ana.acts.lookAtMint('Mint.Example.org/'))).toMatchObject({
      url: MINT,
      units: ['sat'],
      isKnown: false,
    });
    expect(value(await ana.store.mints.read()).mints).toEqual([]);
    ana.isOffline = true;
    expect(codeOf(await ana.acts.addMint(MINT))).toBe('mint-unreachable');
    ana.isOffline = false;
    const { answer } = ana.mint;
    ana.mint.answer = (place, body) => {
      const said = answer.call(ana.mint, place, body);
      if (!place.startsWith('keys/')) return said;
      return { ...said, body: said.body.replace(/"2":"[0-9a-f]+"/, `"2":"02${'ab'.repeat(32)}"`) };
    };
    expect(codeOf(await ana.acts.addMint(MINT))).toBe('mint-unsound');
    expect(value(await ana.store.mints.read()).mints).toEqual([]);
  });

  it('CSH-13 a token the mint did not sign is told, and not redeemed', async () => {
    const { mint, ana } = await setup();
    const fake = new TestMint({ seed: new Uint8Array(32).fill(99) });
    const liar = await new Holder('liar', fake).open();
    await liar.have(10n);
    const { entry } = value(await liar.acts.sendCoins({ mint: MINT, unit: 'sat', amount: 10n }));
    const { token } = await liar.entry(entry);
    const swaps = () => mint.asked.filter((place) => place === 'swap').length;
    const before = swaps();
    expect(codeOf(await ana.acts.receiveCoins(token ?? ''))).toBe('token-invalid');
    expect(codeOf(await ana.acts.receiveCoins('cashuBnonsense'))).toBe('token-invalid');
    expect(codeOf(await ana.acts.receiveCoins(''))).toBe('token-invalid');
    expect(swaps()).toBe(before);
  });

  it('CSH-13 a signature that is not the mint’s is seen without asking', async () => {
    const { mint, ana } = await setup();
    const { entry } = value(await ana.acts.sendCoins({ mint: MINT, unit: 'sat', amount: 3n }));
    const { mints } = value(await ana.store.mints.read());
    const keysets = mints.flatMap(({ terms }) => terms.keysets.map(({ id }) => id));
    const coins = cashuCraft.readCoins((await ana.entry(entry)).token ?? '', keysets) ?? [];
    const [one, two] = coins;
    if (one === undefined || two === undefined) throw new Error('two notes were expected');
    const ben = await new Holder('ben', mint).open();
    value(await ben.acts.addMint(MINT));
    const asked = mint.asked.length;
    const swapped = cashuCraft.writeToken(MINT, 'sat', [{ ...one, signature: two.signature }]);
    expect(value(await ben.acts.readCoinToken(swapped))).toMatchObject({ isGenuine: false });
    const twice = cashuCraft.writeToken(MINT, 'sat', [one, one]);
    expect(value(await ben.acts.readCoinToken(twice))).toMatchObject({ isGenuine: false });
    const unproven = cashuCraft.writeToken(MINT, 'sat', [{ ...one, proof: null }]);
    expect(value(await ben.acts.readCoinToken(unproven))).toMatchObject({ isGenuine: null, amount: one.amount });
    expect(mint.asked).toHaveLength(asked);
    expect(codeOf(await ben.acts.receiveCoins(swapped))).toBe('token-forged');
    expect(codeOf(await ben.acts.receiveCoins(twice))).toBe('token-invalid');
    expect(mint.asked.filter((place) => place === 'swap')).toHaveLength(1);
  });

  it('CSH-41 an invoice is paid, what is left over comes back; one that fails leaves the notes', async () => {
    const { mint, ana } = await setup();
    const { entry } = value(await ana.acts.quoteInvoice(MINT, 'sat', `lightning:${invoiceOf(100)}`));
    expect(await ana.entry(entry)).toMatchObject({ stage: 'quoted', amount: 100n, fee: 2n });
    expect(await ana.balance()).toBe(1000n);
    value(await ana.acts.payInvoice(entry));
    expect(await ana.entry(entry)).toMatchObject({ stage: 'done', fee: 1n });
    expect(await ana.balance()).toBe(899n);
    expect(codeOf(await ana.acts.payInvoice(entry))).toBe('payment-settled');
    mint.lightning = 'failed';
    const failing = value(await ana.acts.quoteInvoice(MINT, 'sat', invoiceOf(100)));
    value(await ana.acts.payInvoice(failing.entry));
    expect(await ana.entry(failing.entry)).toMatchObject({ stage: 'failed', problem: 'invoice-unpaid' });
    expect(await ana.balance()).toBe(899n);
    expect(codeOf(await ana.acts.quoteInvoice(MINT, 'sat', 'lnbc1'))).toBe('invoice-invalid');
    const large = value(await ana.acts.quoteInvoice(MINT, 'sat', invoiceOf(898)));
    expect(codeOf(await ana.acts.payInvoice(large.entry))).toBe('coins-not-enough');
  });

  it.each(['answer-lost', 'question-lost'] as const)('CSH-42 the answer to a payment is lost (%s)', async (fault) => {
    const { ana } = await setup();
    const { entry } = value(await ana.acts.quoteInvoice(MINT, 'sat', invoiceOf(100)));
    ana.faults.set('melt/bolt11', fault);
    value(await ana.acts.payInvoice(entry));
    value(await ana.acts.lookAfterMint(MINT));
    const isPaid = fault === 'answer-lost';
    expect(await ana.entry(entry)).toMatchObject({ stage: isPaid ? 'done' : 'failed' });
    expect(await ana.balance()).toBe(isPaid ? 899n : 1000n);
    expect(await ana.spentHere()).toBe(0);
  });

  it('CSH-43 a payment that takes long is waited for', async () => {
    const { mint, ana } = await setup();
    mint.lightning = 'slow';
    const { entry } = value(await ana.acts.quoteInvoice(MINT, 'sat', invoiceOf(100)));
    value(await ana.acts.payInvoice(entry));
    value(await ana.acts.lookAfterMint(MINT));
    expect(await ana.entry(entry)).toMatchObject({ stage: 'prepared' });
    mint.finishPays();
    value(await ana.acts.lookAfterMint(MINT));
    expect(await ana.entry(entry)).toMatchObject({ stage: 'done' });
    expect(await ana.balance()).toBe(899n);
  });
});
