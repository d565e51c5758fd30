/** What a clerk says of its whole log. */
import { describe, expect, it } from 'vitest';
import { SeededRandom } from '@adapters/memory/random/seededRandom.ts';
import { decodeRecord } from '@domain/wallet/envelope.ts';
import type { RecordId } from '@domain/wallet/ids.ts';
import { ClerkRunner } from '@services/wallet/clerkRunner.ts';
import { HEAD_EVERY, HeadTeller } from '@services/wallet/headTeller.ts';
import { OwnSigner } from '@services/wallet/ownSigner.ts';
import { RingLog } from '@services/diagnostics/log.ts';
import { fail } from '@shared/result.ts';
import { must } from '../../domain/support/devices.ts';
import { type Person, deviceOf } from '../../domain/wallet/support/people.ts';
import { realPerson } from '../../domain/wallet/support/realPeople.ts';
import { found, make, mint, pay } from '../../domain/wallet/support/records.ts';
import { nothingWaits, unguarded } from '../../../../support/shared/unguarded.ts';
import { certificatesOf, give, openDesk, peerOf } from './support/desk.ts';

async function openClerk(self: Person) {
  const desk = await openDesk(self);
  const { certificate, key, sign } = deviceOf(self);
  const keys = {
    public: { signing: certificate.signing, agreement: certificate.agreement },
    sign,
    agree: () => Promise.resolve(fail('key-missing', 'not here')),
  };
  const signer = new OwnSigner(
    { account: self.account, device: key, keys },
    { book: desk.book, guard: unguarded, waiting: nothingWaits },
  );
  const { book, clock, host } = desk;
  const clerk = new ClerkRunner({ book, signer, clock, log: new RingLog(clock, host) });
  const heads = new HeadTeller({ book, signer, clock, random: new SeededRandom(5) });
  const work = async () => {
    await clerk.run();
    await heads.run();
  };
  return { ...desk, work };
}

describe('WSV-33 heads', () => {
  it('WSV-33 are told while the log moves, not oftener than every ten minutes, and the newest alone', async () => {
    const [ana, ben] = await Promise.all([realPerson('Ana', 1), realPerson('Ben', 2)]);
    const unit = await found(ana);
    const desk = await openClerk(ana);
    const heads = () =>
      desk.book.pendingFor(ben.account).filter((id) => desk.book.view.record(id)?.type === 'head').length;
    const spend = async () => {
      const order = await pay(unit, [ben, ana], 10n, { until: desk.clock.now() + 86_400_000 });
      must(await desk.book.commit({ records: [order], certificates: certificatesOf(ben) }));
      await desk.work();
    };
    must(await desk.book.commit({ records: [unit.unit, unit.book, await mint(unit, ben, 1000n)] }));
    await desk.work();
    await spend();
    expect(heads()).toBe(0);
    await desk.clock.advance(HEAD_EVERY);
    await desk.work();
    expect(heads()).toBe(1);
    await desk.clock.advance(HEAD_EVERY);
    await desk.work();
    const known = [...desk.book.view.records()].filter(({ type }) => type === 'head');
    expect(known).toHaveLength(1);
    expect(known[0]?.body).toMatchObject({ seq: 1, issued: 1000n, redeemed: 10n, held: 0n });
    await spend();
    await desk.clock.advance(HEAD_EVERY);
    await desk.work();
    expect([...desk.book.view.records()].filter(({ type }) => type === 'head')).toHaveLength(2);
    expect(heads()).toBe(1);
  });

  it('WSV-33 two that contradict each other meet at a holder, who can prove it', async () => {
    const [ana, ben, cleo] = await Promise.all([realPerson('Ana', 1), realPerson('Ben', 2), realPerson('Cleo', 3)]);
    const unit = await found(ana);
    const promise = await mint(unit, ben, 1000n);
    const both = await Promise.all(
      [1, 2].map((number) => {
        const sums = { issued: 1000n, redeemed: 0n, held: 0n, lapsed: 0n };
        const link = new Uint8Array(32).fill(number);
        return make('head', { unit: unit.id, epoch: 1, seq: 4, link, ...sums, at: 5 }, deviceOf(ana));
      }),
    );
    const desk = await openDesk(ben);
    desk.link(ana);
    const [one, other] = both;
    if (one === undefined || other === undefined) throw new Error('two heads');
    await desk.intake.hear(peerOf(ana), give(certificatesOf(ana), unit.unit, unit.book, promise, one));
    expect(desk.book.view.unit(unit.id)?.faults()).toEqual([]);
    await desk.intake.hear(peerOf(cleo), give([], other));
    const ids: readonly RecordId[] = [one.id, other.id].sort();
    expect(desk.book.view.unit(unit.id)?.faults()).toEqual([{ kind: 'two-heads', at: '1:4', proof: ids }]);
    expect(decodeRecord(must(await desk.store.wallet.after(0, 99)).at(-1)?.bytes ?? new Uint8Array()).ok).toBe(true);
  });
});
