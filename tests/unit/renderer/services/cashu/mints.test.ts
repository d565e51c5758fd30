import { describe, expect, it } from 'vitest';
import { cashuCraft } from '@adapters/cashu/cashuCraft.ts';
import { Holder, MINT, crashEverywhere, setup } from '../../../../support/web/mint/mintRig.ts';
import { TestMint, invoiceOf } from '../../../../support/shared/mint/testMint.ts';
import { codeOf, value } from '../../../../support/shared/storeScene.ts';

/** What is kept, what tokens that nobody took are worth, and that none of it is spent already. */
async function worth(holder: Holder): Promise<bigint> {
  const { coins, tasks, mints } = value(await holder.store.mints.read());
  const keysets = mints.flatMap(({ terms }) => terms.keysets.map(({ id }) => id));
  const tokens = tasks.flatMap(({ kind, stage, token }) =>
    kind === 'send' && stage === 'done' ? (cashuCraft.readCoins(token ?? '', keysets) ?? []) : [],
  );
  const good = [...coins, ...tokens].filter((coin) => !holder.mint.spent.has(cashuCraft.fingerprint(coin)));
  return good.reduce((sum, { amount }) => sum + amount, 0n);
}

describe('mints', () => {
  it('CSH-40 an invoice is paid, and the notes for it come', async () => {
    const ana = await new Holder('ana', new TestMint()).open();
    value(await ana.acts.addMint('mint.example.org/'));
    const { entry } = value(await ana.acts.buyCoins(MINT, 'sat', 1000n));
    expect(await ana.entry(entry)).toMatchObject({ stage: 'quoted', invoice: invoiceOf(1000) });
    value(await ana.acts.lookAfterMint(MINT));
    expect(await ana.balance()).toBe(0n);
    ana.mint.settle();
    value(await ana.acts.lookAfterMint(MINT));
    expect(await ana.balance()).toBe(1000n);
    expect((await ana.entry(entry)).stage).toBe('done');
    value(await ana.acts.lookAfterMint(MINT));
    expect(await ana.balance()).toBe(1000n);
  });

  it('CSH-11 a token is sent and redeemed once; whoever comes second is refused', async () => {
    const { mint, ana } = await setup();
    const { entry } = value(await ana.acts.sendCoins({ mint: MINT, unit: 'sat', amount: 137n }));
    const { token } = await ana.entry(entry);
    expect(await ana.balance()).toBe(863n);
    const ben = await new Holder('ben', mint).open();
    expect(codeOf(await ben.acts.receiveCoins(token ?? ''))).toBe('token-mint-unknown');
    expect(mint.asked.at(-1)).toBe('swap');
    value(await ben.acts.addMint(MINT));
    expect(value(await ben.acts.readCoinToken(`Here: ${token}.`))).toMatchObject({ amount: 137n, isGenuine: true });
    value(await ben.acts.receiveCoins(token ?? ''));
    expect(await ben.balance()).toBe(137n);
    const again = value(await ben.acts.receiveCoins(token ?? ''));
    expect(await ben.entry(again.entry)).toMatchObject({ stage: 'failed', problem: 'token-spent' });
    expect(await ben.balance()).toBe(137n);
    value(await ana.acts.lookAfterMint(MINT));
    expect(await ana.entry(entry)).toMatchObject({ isTaken: true });
    expect(codeOf(await ana.acts.takeBackCoins(entry))).toBe('payment-settled');
    expect(await ana.spentHere()).toBe(0);
  });

  it('CSH-14 a token that nobody took is taken back', async () => {
    const { ana } = await setup();
    const { entry } = value(await ana.acts.sendCoins({ mint: MINT, unit: 'sat', amount: 137n }));
    value(await ana.acts.takeBackCoins(entry));
    expect(await ana.balance()).toBe(1000n);
    expect(await ana.entry(entry)).toMatchObject({ stage: 'failed', problem: 'taken-back' });
  });

  it('CSH-15 notes that make exactly the sum are given without asking anyone', async () => {
    const { mint, ana } = await setup(64n);
    const before = mint.asked.length;
    ana.isOffline = true;
    const { entry } = value(await ana.acts.sendCoins({ mint: MINT, unit: 'sat', amount: 64n }));
    expect(mint.asked).toHaveLength(before);
    expect(await ana.entry(entry)).toMatchObject({ stage: 'done', amount: 64n });
    expect(await ana.balance()).toBe(0n);
    expect(codeOf(await ana.acts.sendCoins({ mint: MINT, unit: 'sat', amount: 1n }))).toBe('mint-unreachable');
    ana.isOffline = false;
    expect(codeOf(await ana.acts.sendCoins({ mint: MINT, unit: 'sat', amount: 1n }))).toBe('coins-not-enough');
  });

  it('CSH-16 what the mint keeps is told, and nothing more is lost', async () => {
    const { ana } = await setup(1000n, new TestMint({ fee: 300 }));
    const { entry } = value(await ana.acts.sendCoins({ mint: MINT, unit: 'sat', amount: 137n }));
    const { fee } = await ana.entry(entry);
    expect(fee).toBeGreaterThan(0n);
    expect(await ana.balance()).toBe(863n - fee);
    value(await ana.acts.takeBackCoins(entry));
    const back = (await ana.view()).entries.find(({ kind }) => kind === 'receive');
    expect(await ana.balance()).toBe(1000n - fee - (back?.fee ?? 0n));
  });

  it('CSH-20 CSH-23 the app ends at any step of sending, and nothing is lost', async () => {
    const steps = await crashEverywhere(
      (await setup()).ana,
      (ana) => ana.acts.sendCoins({ mint: MINT, unit: 'sat', amount: 137n }),
      async (ana) => {
        expect(await worth(ana)).toBe(1000n);
        expect(await ana.spentHere()).toBe(0);
        expect((await ana.view()).balances[0]?.setAside).toBe(0n);
      },
    );
    expect(steps).toBeGreaterThan(8);
  });

  it('CSH-20 CSH-23 the app ends at any step of redeeming, and nothing is lost', async () => {
    const { mint, ana } = await setup();
    const { entry } = value(await ana.acts.sendCoins({ mint: MINT, unit: 'sat', amount: 137n }));
    const token = (await ana.entry(entry)).token ?? '';
    const before = await new Holder('ben', mint).open();
    value(await before.acts.addMint(MINT));
    const steps = await crashEverywhere(
      before,
      (ben) => ben.acts.receiveCoins(token),
      async (ben) => {
        if ((await ben.balance()) === 0n) value(await ben.acts.receiveCoins(token));
        expect(await ben.balance()).toBe(137n);
        expect(await ben.spentHere()).toBe(0);
      },
    );
    expect(steps).toBeGreaterThan(8);
  });

  it('CSH-20 CSH-40 the app ends at any step of buying, and what was paid comes', async () => {
    const before = await new Holder('ana', new TestMint()).open();
    value(await before.acts.addMint(MINT));
    value(await before.acts.buyCoins(MINT, 'sat', 1000n));
    before.mint.settle();
    const steps = await crashEverywhere(
      before,
      (ana) => ana.acts.lookAfterMint(MINT),
      async (ana) => expect(await ana.balance()).toBe(1000n),
    );
    expect(steps).toBeGreaterThan(5);
  });

  it('CSH-20 CSH-42 the app ends at any step of paying an invoice: it is paid once, or not at all', async () => {
    const { ana: before } = await setup();
    const { entry } = value(await before.acts.quoteInvoice(MINT, 'sat', invoiceOf(100)));
    const ends = new Set<string>();
    await crashEverywhere(
      before,
      (ana) => ana.acts.payInvoice(entry),
      async (ana) => {
        const { stage } = await ana.entry(entry);
        ends.add(stage);
        // The way over Lightning costs one.
        expect(await ana.balance()).toBe(stage === 'done' ? 899n : 1000n);
        expect(await ana.spentHere()).toBe(0);
      },
    );
    expect([...ends].sort()).toEqual(['done', 'failed', 'quoted']);
  });

  it.each(['question-lost', 'answer-lost', 'nonsense', 'server-error'] as const)(
    'CSH-23 an answer is lost (%s): what became of it is found out later',
    async (fault) => {
      const { ana } = await setup();
      ana.faults.set('swap', fault);
      const { entry } = value(await ana.acts.sendCoins({ mint: MINT, unit: 'sat', amount: 137n }));
      expect(await ana.entry(entry)).toMatchObject({ stage: 'prepared', token: null });
      expect(await ana.balance()).toBeLessThan(1000n);
      value(await ana.acts.lookAfterMint(MINT));
      expect(await ana.entry(entry)).toMatchObject({ stage: 'done' });
      expect(await worth(ana)).toBe(1000n);
      expect(await ana.balance()).toBe(863n);
    },
  );

  it('CSH-24 a start goes on with what was under way', async () => {
    const { ana } = await setup();
    ana.faults.set('swap', 'answer-lost');
    const { entry } = value(await ana.acts.sendCoins({ mint: MINT, unit: 'sat', amount: 137n }));
    await ana.open({ start: true });
    await expect.poll(async () => (await ana.entry(entry)).stage).toBe('done');
    ana.mints.dispose();
  });

  it('CSH-24 an invoice nobody pays is not asked about for ever', async () => {
    const { mint, ana } = await setup(8n);
    value(await ana.acts.buyCoins(MINT, 'sat', 16n));
    const asks = () => mint.asked.filter((place) => place.startsWith('mint/quote/bolt11/')).length;
    const before = asks();
    await ana.open({ start: true });
    await expect.poll(asks).toBe(before + 1);
    ana.mints.dispose();
    ana.clock.jump(25 * 3_600_000);
    const late = await ana.open({ start: true });
    value(await late.acts.sendCoins({ mint: MINT, unit: 'sat', amount: 8n }));
    expect(asks()).toBe(before + 1);
    mint.settle();
    value(await late.acts.lookAfterMint(MINT));
    expect(await late.balance()).toBe(16n);
    late.mints.dispose();
  });

  it('CSH-25 the mint changes its keys: old notes are still good, new ones are of the new keys', async () => {
    const { mint, ana } = await setup();
    mint.rotate();
    const { entry } = value(await ana.acts.sendCoins({ mint: MINT, unit: 'sat', amount: 137n }));
    expect(await ana.entry(entry)).toMatchObject({ stage: 'done' });
    const ben = await new Holder('ben', mint).open();
    value(await ben.acts.addMint(MINT));
    value(await ben.acts.receiveCoins((await ana.entry(entry)).token ?? ''));
    expect([await ana.balance(), await ben.balance()]).toEqual([863n, 137n]);
  });

  it('CSH-27 what the mint refuses is free again at once', async () => {
    const { ana } = await setup();
    ana.faults.set('swap', 'refused');
    const { entry } = value(await ana.acts.sendCoins({ mint: MINT, unit: 'sat', amount: 137n }));
    expect(await ana.entry(entry)).toMatchObject({ stage: 'failed', problem: 'mint-refused' });
    expect(await ana.balance()).toBe(1000n);
    const bought = value(await ana.acts.buyCoins(MINT, 'sat', 8n));
    ana.mint.settle();
    ana.faults.set('mint/bolt11', 'refused');
    value(await ana.acts.lookAfterMint(MINT));
    expect(await ana.entry(bought.entry)).toMatchObject({ stage: 'quoted' });
    value(await ana.acts.lookAfterMint(MINT));
    expect(await ana.balance()).toBe(1008n);
  });

  it('CSH-21 many things at once with one mint are done one after another', async () => {
    const { ana } = await setup();
    const sends = await Promise.all(
      [10n, 20n, 30n, 40n].map((amount) => ana.acts.sendCoins({ mint: MINT, unit: 'sat', amount })),
    );
    expect(sends.map(codeOf)).toEqual(['ok', 'ok', 'ok', 'ok']);
    expect(await ana.balance()).toBe(900n);
    expect(await worth(ana)).toBe(1000n);
  });

  it('CSH-26 a full disk leaves everything as it was, and nothing is asked', async () => {
    const { mint, ana } = await setup();
    const asked = mint.asked.filter((place) => place === 'swap').length;
    ana.disk.writeFault = 'storage-full';
    expect(codeOf(await ana.acts.sendCoins({ mint: MINT, unit: 'sat', amount: 137n }))).toBe('storage-full');
    expect(mint.asked.filter((place) => place === 'swap')).toHaveLength(asked);
    ana.disk.writeFault = null;
    expect(await ana.balance()).toBe(1000n);
  });
});
