import { Amount, hasP2PKSignedProof } from '@cashu/cashu-ts';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { cashuCraft } from '@adapters/cashu/cashuCraft.ts';
import type { Coin } from '@domain/cashu/records.ts';
import type { CoinLock } from '@ports/mintCraft.ts';
import { spendsOf } from '@services/cashu/bench.ts';
import { LOOK_AGAIN } from '@services/cashu/mints.ts';
import { type Holder, MINT, setup } from '../../../../support/web/mint/mintRig.ts';
import { value } from '../../../../support/shared/storeScene.ts';

/** The point of somebody who is nobody here. */
const OTHER = '0279be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798';
const LONG_AGO = 1_600_000_000;
const DAY = 24 * 3_600_000;

const said = (secret: string, keyset: string): Coin => ({
  ...{ secret, mint: MINT, keyset, unit: 'sat', amount: 8n, signature: OTHER, proof: null, task: null },
});

/** A token the mint never signed. */
async function forged(holder: Holder, tags: readonly (readonly string[])[], data = OTHER): Promise<string> {
  const { mints } = value(await holder.store.mints.read());
  const keyset = mints[0]?.terms.keysets[0]?.id ?? '';
  const secret = JSON.stringify(['P2PK', { nonce: '00'.repeat(16), data, tags }]);
  return cashuCraft.writeToken(MINT, 'sat', [said(secret, keyset)]);
}

/** A token the mint signed, of everything the holder has. */
async function signed(holder: Holder, lock: CoinLock): Promise<string> {
  return value(
    await holder.mints.at(MINT, async (bench) => {
      const [keyset] = bench.mint.terms.keysets;
      if (keyset === undefined) throw new Error('no keyset');
      const blanks = cashuCraft.freshBlanks(keyset.id, [8n], lock);
      const stamps = value(await bench.api.swap(spendsOf(bench, bench.free), blanks));
      const coins = blanks.map((blank, at): Coin => {
        const stamp = stamps[at];
        const bare = stamp === undefined ? null : cashuCraft.finish(blank, stamp, keyset);
        if (bare === null) throw new Error('not signed');
        return { ...bare, mint: MINT, unit: 'sat', task: null };
      });
      value(await bench.keep({ spent: bench.free.map(({ secret }) => secret) }));
      return { ok: true, value: cashuCraft.writeToken(MINT, 'sat', coins) };
    }),
  );
}

async function ownKey(holder: Holder): Promise<string> {
  return cashuCraft.publicKeyOf(value(await holder.mints.keys()).lockKey);
}

afterEach(() => vi.restoreAllMocks());

describe('tokens that would hold everything up', () => {
  it.each([
    ['over, and nobody’s', [['locktime', String(LONG_AGO)]]],
    [
      'over, and for two of nobody',
      [
        ['locktime', String(LONG_AGO)],
        ['n_sigs_refund', '1'],
      ],
    ],
  ])('CSH-55 a forged token whose lock is %s ends, and everything else goes on', async (_name, tags) => {
    const { ana, mint } = await setup(64n);
    const token = await forged(ana, tags);
    expect(value(await ana.acts.readCoinToken(token))).toMatchObject({ lock: 'none', until: null });
    const { entry } = value(await ana.acts.receiveCoins(token));
    expect(await ana.entry(entry)).toMatchObject({ stage: 'failed', problem: 'mint-refused' });
    const bought = value(await ana.acts.buyCoins(MINT, 'sat', 4n));
    mint.settle();
    value(await ana.acts.lookAfterMint(MINT));
    expect(await ana.entry(bought.entry)).toMatchObject({ stage: 'done' });
    expect(await ana.balance()).toBe(68n);
  });

  it('CSH-55 a lock with a time of nought holds for good', async () => {
    const { ana } = await setup(64n);
    const token = await forged(ana, [['locktime', '0']]);
    expect(value(await ana.acts.readCoinToken(token))).toMatchObject({ lock: 'other' });
    expect(await ana.acts.receiveCoins(token)).toMatchObject({ ok: false, error: { code: 'token-not-own' } });
    expect((await ana.view()).entries.filter(({ kind }) => kind === 'receive')).toEqual([]);
  });

  it('CSH-55 CSH-52 what was locked to oneself is redeemed after its lock, too, without a refund key', async () => {
    const { ana, mint } = await setup(8n);
    const until = ana.clock.now() + DAY;
    const token = await signed(ana, { key: await ownKey(ana), until, refund: null });
    ana.isOffline = true;
    const { entry } = value(await ana.acts.receiveCoins(token));
    expect(await ana.entry(entry)).toMatchObject({ stage: 'prepared', until });
    ana.isOffline = false;
    // To the mint, which looks at its own clock, the lock has long been over.
    expect(until).toBeLessThan(Date.now());
    value(await ana.acts.lookAfterMint(MINT));
    expect(await ana.entry(entry)).toMatchObject({ stage: 'done' });
    expect(await ana.balance()).toBe(8n);
    expect(mint.asked.filter((place) => place === 'swap')).toHaveLength(2);
  });

  it('CSH-55 a note that is locked to oneself is signed for, whatever this clock says of its lock', async () => {
    const { ana } = await setup(8n);
    const { lockKey } = value(await ana.mints.keys());
    const own = await ownKey(ana);
    const witnessOf = (key: string, until: number | null, refund: string | null) => {
      const [blank] = cashuCraft.freshBlanks('00', [8n], { key, until, refund });
      const secret = new TextDecoder().decode(Uint8Array.from(Buffer.from(blank?.secret ?? '', 'hex')));
      const witness = cashuCraft.witness(said(secret, '00'), lockKey);
      const proof = { id: '00', amount: Amount.from(8n), secret, C: OTHER };
      return witness !== null && hasP2PKSignedProof(own, { ...proof, witness });
    };
    expect(witnessOf(own, LONG_AGO * 1000, null)).toBe(true);
    expect(witnessOf(own, null, null)).toBe(true);
    expect(witnessOf(OTHER, Date.now() + DAY, own)).toBe(true);
    expect(witnessOf(OTHER, LONG_AGO * 1000, null)).toBe(false);
    expect(cashuCraft.witness(said('plain', '00'), lockKey)).toBeNull();
  });

  it('CSH-55 what is nobody’s any more is redeemed by whoever has it', async () => {
    const { ana } = await setup(8n);
    const token = await signed(ana, { key: OTHER, until: LONG_AGO * 1000, refund: null });
    expect(value(await ana.acts.readCoinToken(token))).toMatchObject({ lock: 'none', isGenuine: true });
    const { entry } = value(await ana.acts.receiveCoins(token));
    expect(await ana.entry(entry)).toMatchObject({ stage: 'done' });
    expect(await ana.balance()).toBe(8n);
  });
});

describe('what breaks', () => {
  /** A mint's answer that breaks what reads it. */
  function breaking(holder: Holder, isBroken: (place: string) => boolean): void {
    const { answer } = holder.mint;
    holder.mint.answer = (place, body) => {
      if (isBroken(place)) throw new TypeError('not meant to be');
      return answer.call(holder.mint, place, body);
    };
  }

  async function twoInvoices(holder: Holder): Promise<readonly [string, string]> {
    const broken = value(await holder.acts.buyCoins(MINT, 'sat', 4n));
    const whole = value(await holder.acts.buyCoins(MINT, 'sat', 16n));
    holder.mint.settle();
    return [broken.entry, whole.entry];
  }

  it.each(['buy-2', 'buy-3'])('CSH-28 one task that breaks (%s) holds up no other of its mint', async (quote) => {
    const { ana } = await setup(64n);
    await twoInvoices(ana);
    breaking(ana, (place) => place.endsWith(quote));
    value(await ana.acts.lookAfterMint(MINT));
    expect(await ana.balance()).toBe(quote === 'buy-2' ? 80n : 68n);
  });

  it('CSH-28 a start goes on with the others, and goes on again after half a minute', async () => {
    const { ana } = await setup(64n);
    const [broken, whole] = await twoInvoices(ana);
    let isBroken = true;
    breaking(ana, (place) => isBroken && place.endsWith('buy-2'));
    await ana.open({ start: true });
    await expect.poll(async () => (await ana.entry(whole)).stage).toBe('done');
    isBroken = false;
    await expect
      .poll(async () => {
        await ana.clock.advance(LOOK_AGAIN);
        return (await ana.entry(broken)).stage;
      })
      .toBe('done');
    ana.mints.dispose();
  });

  it('CSH-28 one look that breaks as a whole is not the last', async () => {
    const { ana } = await setup(64n);
    const [, whole] = await twoInvoices(ana);
    const read = vi.spyOn(ana.store.mints, 'read').mockRejectedValueOnce(new Error('not meant to be'));
    ana.mints.start();
    await expect.poll(() => read.mock.calls.length).toBeGreaterThan(0);
    await expect
      .poll(async () => {
        await ana.clock.advance(LOOK_AGAIN);
        return (await ana.entry(whole)).stage;
      })
      .toBe('done');
    ana.mints.dispose();
  });
});
