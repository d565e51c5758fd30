/** What a device does by itself about agreements. */
import { describe, expect, it } from 'vitest';
import type { AccountId } from '@shared/ids.ts';
import { ok } from '@shared/result.ts';
import type { VerifiedRecord } from '@domain/wallet/record.ts';
import { AgreementKeeper } from '@services/wallet/trade/agreementKeeper.ts';
import type { WalletBatch } from '@services/wallet/walletBook.ts';
import { deviceOf } from '../../domain/wallet/support/people.ts';
import { mint } from '../../domain/wallet/support/records.ts';
import { Scene } from '../../domain/wallet/support/scene.ts';

/** Ana's device; Ben has 1,000 of hers, and Cleo, too. */
async function desk() {
  const scene = await Scene.begin();
  const { ana, ben, ledger, unit } = scene;
  const committed: WalletBatch[] = [];
  const signed: string[] = [];
  const keeper = new AgreementKeeper({
    book: {
      view: ledger,
      partiesOf: (record: VerifiedRecord) =>
        new Set<AccountId>('to' in record.body ? [record.body.to.slice(0, 43) as AccountId] : []),
      commit: (batch) => {
        committed.push(batch);
        return Promise.resolve(ok([]));
      },
    },
    signer: {
      self: { account: ana.account, device: deviceOf(ana).key },
      sign: async (draft) => {
        signed.push(draft.type);
        return ok(await scene.say(draft.type, draft.body, deviceOf(ana)));
      },
    },
  });
  const propose = (found: bigint, by: 'ana' | 'ben') =>
    scene.say(
      'agree',
      { a: ana.account, b: ben.account, unit: unit.id, balance: 500n, found, seq: 1 },
      deviceOf(scene[by]),
    );
  return { scene, ben, ledger, keeper, committed, signed, propose };
}

describe('WSV-129 the records of two', () => {
  it.each([
    ['ana', 1000n, 1],
    ['ben', 900n, 1],
    ['ben', 1000n, 0],
  ] as const)('WSV-129 proposed by %s who found %s they are told again %s times', async (by, found, times) => {
    const { scene, ben, ledger, keeper, committed, propose } = await desk();
    await keeper.run([]);
    const proposal = await propose(found, by);
    const theirs = [...ledger.records()].filter(
      (record) => record.type === 'mint' && record.body.to.startsWith(ben.account),
    );
    await mint(scene.unit, scene.cleo, 5n);
    await keeper.run([proposal]);
    await keeper.run([]);
    expect(committed).toHaveLength(times);
    const out = committed.flatMap((batch) => batch.out ?? []);
    expect(out).toEqual(times === 0 ? [] : theirs.map(({ id }) => ({ account: ben.account, id })));
    expect(theirs).toHaveLength(1);
  });
});
