/** Mints: their notes, and what is under way with them. */
import { describe, expect, it } from 'vitest';
import type { Coin, MintRecord, MintTask } from '@domain/cashu/records.ts';
import { type StoreScene, codeOf, follow, value } from './storeScene.ts';

const MINT = 'https://mint.example.org';
const OTHER = 'https://other.example.org';

const mintOf = (url: string, next = 0): MintRecord => ({
  url,
  terms: { name: 'A mint', description: '', canLock: true, canRestore: true, givesChange: true, keysets: [] },
  counters: { '00aa': next },
  at: 1,
});
const coinOf = (secret: string, mint = MINT, task: string | null = null): Coin => ({
  ...{ secret, mint, keyset: '00aa', unit: 'sat', amount: 8n, signature: '02ab', task },
  proof: { e: '01', s: '02', r: null },
});
const taskOf = (id: string, at: number, mint = MINT): MintTask => ({
  ...{ id, mint, unit: 'sat', kind: 'send', stage: 'prepared', at, amount: 8n, fee: 0n, quote: null, invoice: null },
  ...{
    until: null,
    inputs: [coinOf('in')],
    kept: [],
    token: null,
    person: null,
    isTaken: false,
    takesBack: null,
    problem: null,
  },
  sent: [{ keyset: '00aa', amount: 8n, message: '02cc', factor: '12', secret: 'abcd' }],
});

/** The part of the suite. */
export function describeMints(scene: StoreScene): void {
  describe('mints', () => {
    it('STO-90 notes, counters and what is under way change together, or nothing does', async () => {
      const { mints } = scene.store();
      value(await mints.write({ mints: [mintOf(MINT)], coins: [coinOf('old')] }));
      const change = { mints: [mintOf(MINT, 4)], coins: [coinOf('new')], spent: ['old'], tasks: [taskOf('one', 5)] };
      const empty = scene.harness().fill();
      expect(codeOf(await mints.write(change))).toBe('storage-full');
      empty();
      expect(value(await mints.read())).toEqual({ mints: [mintOf(MINT)], coins: [coinOf('old')], tasks: [] });
      value(await mints.write(change));
      const again = (await scene.reopen()).mints;
      value(await again.write({ tasks: [taskOf('two', 6)], coins: [coinOf('new', MINT, 'two')] }));
      expect(value(await again.read())).toEqual({
        mints: [mintOf(MINT, 4)],
        coins: [coinOf('new', MINT, 'two')],
        tasks: [taskOf('two', 6), taskOf('one', 5)],
      });
    });

    it('STO-91 a mint is forgotten with what is its own', async () => {
      const { mints } = scene.store();
      value(
        await mints.write({
          mints: [mintOf(MINT), mintOf(OTHER)],
          coins: [coinOf('a'), coinOf('b', OTHER)],
          tasks: [taskOf('one', 5), taskOf('two', 6, OTHER)],
        }),
      );
      value(await mints.write({ forgotten: MINT }));
      expect(value(await mints.read())).toEqual({
        mints: [mintOf(OTHER)],
        coins: [coinOf('b', OTHER)],
        tasks: [taskOf('two', 6, OTHER)],
      });
    });

    it('STO-92 whoever watches hears of each change', async () => {
      const { mints } = scene.store();
      const live = follow((await scene.secondWindow()).mints.watch());
      const settled = (...counts: readonly number[]) =>
        live.settled((state) => {
          if (state.status !== 'ready') return false;
          const { mints: known, coins, tasks } = state.value;
          return `${known.length} ${coins.length} ${tasks.length}` === counts.join(' ');
        });
      await settled(0, 0, 0);
      value(await mints.write({ mints: [mintOf(MINT)] }));
      await settled(1, 0, 0);
      value(await mints.write({ coins: [coinOf('a')] }));
      await settled(1, 1, 0);
      value(await mints.write({ tasks: [taskOf('one', 5)], spent: ['a'] }));
      await settled(1, 0, 1);
      value(await mints.write({ forgotten: MINT }));
      await settled(0, 0, 0);
      live.dispose();
    });
  });
}
