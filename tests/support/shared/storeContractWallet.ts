/** The wallet: signed bytes that are never removed, and what is on its way. */
import { describe, expect, it } from 'vitest';
import { recordId } from '@domain/wallet/ids.ts';
import type { WalletChanges } from '@ports/walletStore.ts';
import { alice, bob, idOf } from './storeFixtures.ts';
import { type StoreScene, codeOf, follow, value } from './storeScene.ts';

const named = (name: string) => value(recordId(idOf(name)));
const [mint, payment] = [named('a mint'), named('a payment')];
const proof = (id: string, at: number, ...bytes: readonly number[]) =>
  ({ kind: 'record', id, at, bytes: Uint8Array.from(bytes) }) as const;
const changes = (part: Partial<WalletChanges>): WalletChanges => ({ kept: [], out: [], done: [], ...part });

/** The part of the suite. */
export function describeWallet(scene: StoreScene): void {
  describe('wallet', () => {
    it('STO-80 a record and that it is to be sent are kept together, or neither is', async () => {
      const { wallet } = scene.store();
      const out = [{ account: bob, id: mint }];
      const empty = scene.harness().fill();
      expect(codeOf(await wallet.write(changes({ kept: [proof(mint, 5, 1)], out })))).toBe('storage-full');
      empty();
      expect(value(await wallet.after(0, 10))).toEqual([]);
      expect(value(await wallet.outbox())).toEqual([]);
      value(await wallet.write(changes({ kept: [proof(mint, 5, 1)], out })));
      const again = (await scene.reopen()).wallet;
      expect(value(await again.after(0, 10))).toEqual([{ ...proof(mint, 5, 1), serial: 1 }]);
      expect(value(await again.outbox())).toEqual(out);
    });

    it('STO-81 serials tell in which order it came, and go on', async () => {
      const { wallet } = scene.store();
      expect(value(await wallet.last())).toBe(0);
      const certificate = { ...proof(idOf('a certificate'), 5, 9), kind: 'certificate' } as const;
      value(await wallet.write(changes({ kept: [certificate, proof(mint, 5, 1)] })));
      value(await wallet.write(changes({ kept: [proof(payment, 6, 2)] })));
      const again = (await scene.reopen()).wallet;
      expect(value(await again.after(0, 2)).map(({ serial, id }) => [serial, id])).toEqual([
        [1, certificate.id],
        [2, mint],
      ]);
      expect(value(await again.after(2, 2)).map(({ id }) => id)).toEqual([payment]);
      expect(value(await again.last())).toBe(3);
      expect(value(await scene.store().figures()).walletSerial).toBe(3);
    });

    it('STO-82 more signatures take the place of fewer, under a new serial, and it came when it first came', async () => {
      const { wallet } = scene.store();
      value(await wallet.write(changes({ kept: [proof(mint, 5, 1), proof(payment, 6, 2)] })));
      value(await wallet.write(changes({ kept: [proof(mint, 900, 1, 1)] })));
      expect(value(await wallet.after(0, 10))).toEqual([
        { ...proof(payment, 6, 2), serial: 2 },
        { ...proof(mint, 5, 1, 1), serial: 3 },
      ]);
    });

    it('STO-83 what someone has is on its way to them no more, and to others still', async () => {
      const { wallet } = scene.store();
      const [one, two] = [
        { account: bob, id: mint },
        { account: alice, id: mint },
      ];
      value(await wallet.write(changes({ out: [one, two] })));
      value(await wallet.write(changes({ out: [one], done: [one] })));
      expect(value(await wallet.outbox())).toEqual([two]);
    });

    it('STO-84 who watches hears of each record, from another window, too', async () => {
      const live = follow((await scene.secondWindow()).wallet.watchLast());
      await live.settled((state) => state.status === 'ready' && state.value === 0);
      value(await scene.store().wallet.write(changes({ kept: [proof(mint, 5, 1)] })));
      await live.settled((state) => state.status === 'ready' && state.value === 1);
      value(await scene.store().wallet.write(changes({ kept: [proof(mint, 5, 1, 1), proof(payment, 5, 2)] })));
      await live.settled((state) => state.status === 'ready' && state.value === 3);
      live.dispose();
    });

    it('STO-85 what was decided about a unit stays, with amounts as they are', async () => {
      const note = { unit: mint, limit: 999_999_999_999_999n, stance: 'accepted' } as const;
      value(await scene.store().wallet.units.put(note));
      expect(value(await (await scene.reopen()).wallet.units.all())).toEqual([note]);
    });
  });
}
