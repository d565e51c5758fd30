/** Somebody's wallet with what guards it, without an engine around it: what programs' orders come to. */
import { SeededRandom } from '@adapters/memory/random/seededRandom.ts';
import { MemoryKeyVault } from '@adapters/memory/vault/memoryKeyVault.ts';
import { verifySignature } from '@adapters/webcrypto/verifySignature.ts';
import { availableOf } from '@domain/wallet/drafts/payments.ts';
import { type RecordId, type UnitId, holderOf } from '@domain/wallet/ids.ts';
import { isRevoked } from '@domain/wallet/readings/mandates.ts';
import type { VerifiedOf, VerifiedRecord } from '@domain/wallet/record.ts';
import type { Clock } from '@ports/clock.ts';
import type { PaymentOrder } from '@ports/paymentDesk.ts';
import { OwnSigner } from '@services/wallet/ownSigner.ts';
import { createSafetyReads } from '@services/wallet/safety/safetyReads.ts';
import { WalletPaymentDesk } from '@services/wallet/safety/walletPaymentDesk.ts';
import { WalletSafety } from '@services/wallet/safety/walletSafety.ts';
import { tradeActs } from '@services/wallet/trade/tradeActs.ts';
import { WalletFollower } from '@services/wallet/walletFollower.ts';
import { fail, ok } from '@shared/result.ts';
import { must } from '../../../domain/support/devices.ts';
import { type Person, deviceOf } from '../../../domain/wallet/support/people.ts';
import { realPerson } from '../../../domain/wallet/support/realPeople.ts';
import { found, mint } from '../../../domain/wallet/support/records.ts';
import { certificatesOf, openDesk } from './desk.ts';

/** A payer with a promise of their own in each of these: decimals and currency. */
export async function openPayer(promises: readonly { readonly decimals: number; readonly currency: string }[]) {
  const self = await realPerson('Ann', 1);
  const desk = await openDesk(self);
  const { book, store, clock, log } = desk;
  const { certificate, key, sign } = deviceOf(self);
  const random = new SeededRandom(7);
  const vault = new MemoryKeyVault({ random });
  const who = { account: self.account, certificate };
  const tellCard = async () => undefined;
  const safety = new WalletSafety({
    self: who,
    book,
    store,
    vault,
    verify: verifySignature,
    clock,
    random,
    log,
    tellCard,
  });
  const keys = {
    public: { signing: certificate.signing, agreement: certificate.agreement },
    sign,
    agree: () => Promise.resolve(fail('key-missing', 'not here')),
  };
  const { guard, waiting } = safety;
  const signer = new OwnSigner({ account: self.account, device: key, keys }, { book, guard, waiting });
  const { acts, releaser } = safety.join(signer, () => Promise.resolve(ok()));
  const units: UnitId[] = [];
  for (const [place, { decimals, currency }] of promises.entries()) {
    const body = {
      ...{ issuer: self.account, code: `LEAF${'ABCDEFG'[place] ?? ''}`, name: 'Leaf', decimals, kind: 'iou' as const },
      ...{ redeem: 'I owe you this much.', transferable: true, feeless: true, currency },
    };
    const unit = await signer.seal({ type: 'unit', nonce: random.bytes(16), body });
    must(await book.commit({ records: [unit] }));
    units.push(unit.id);
  }
  const reads = createSafetyReads(store, new WalletFollower(store.wallet).picture, self.account);
  const trade = tradeActs({ book, signer, clock, random, ready: () => Promise.resolve(ok()) });
  /** Orders the person was told of, as paid by what they allowed. */
  const told: PaymentOrder[] = [];
  /** The desk of a tab: it waits by its own clock. */
  const tab = (its: Clock = clock) =>
    new WalletPaymentDesk({ wallet: { ...reads, ...acts }, clock: its, tell: (order) => void told.push(order) });
  /** What left: new units, and orders to pass units on. */
  const paid = () =>
    [...book.view.records()].filter(
      (record: VerifiedRecord): record is VerifiedOf<'mint'> | VerifiedOf<'transfer'> =>
        record.type === 'transfer' || (record.type === 'mint' && record.body.to !== holderOf(self.account)),
    );
  /** A promise of somebody else in euros and cents, of which the payer is given some. */
  const give = async (issuer: Person, amount: bigint): Promise<UnitId> => {
    book.know(certificatesOf(issuer));
    const founded = await found(issuer, { unit: { currency: 'EUR', decimals: 2 } });
    must(await book.commit({ records: [founded.unit, founded.book, await mint(founded, self, amount)] }));
    return founded.id;
  };
  const available = (unit: UnitId) => availableOf(book.view, unit, holderOf(self.account));
  const mandates = () =>
    [...book.view.records()].filter(
      (record: VerifiedRecord): record is VerifiedOf<'mandate'> => record.type === 'mandate',
    );
  const isStopped = (mandate: RecordId) => isRevoked(book.view, mandate);
  return { isStopped, acts, releaser, trade, units, tab, paid, told, give, available, mandates, clock, store, reads };
}

/** See {@link openPayer}. */
export type Payer = Awaited<ReturnType<typeof openPayer>>;
