import { describe, expect, it } from 'vitest';
import { acknowledge } from '@domain/wallet/clerk/witness.ts';
import { sealRecord } from '@domain/wallet/envelope.ts';
import type { RecordId } from '@domain/wallet/ids.ts';
import { finalityOf, isMintFinal } from '@domain/wallet/readings/finality.ts';
import { SURENESS, situationOf } from '@domain/wallet/readings/words.ts';
import { must } from '../support/devices.ts';
import { deviceOf, strayDevice } from './support/people.ts';
import { DAY, START, make } from './support/records.ts';
import { Scene } from './support/scene.ts';

const witness = strayDevice('witness');
const word = (scene: Scene, { id }: { readonly id: RecordId }) => situationOf(scene.ledger, id)?.word;

async function see(scene: Scene): Promise<void> {
  const tail = scene.book.tailOf(1);
  const [entry] = scene.book.entriesAt(1, tail?.seq ?? 0);
  if (entry === undefined) throw new Error('no entry');
  scene.ledger.add(
    await sealRecord(must(acknowledge(scene.ledger, { entry: entry.id, device: witness.key })), witness),
  );
}

describe('finality', () => {
  it('WAL-65 an order alone is nothing; cleared it is final once a witness has it', async () => {
    const scene = await Scene.begin({}, [witness]);
    const transfer = await scene.pay([scene.ben, scene.cleo], 10n);
    expect([finalityOf(scene.ledger, transfer.id).kind, word(scene, transfer)]).toEqual(['none', 'sent']);
    await scene.clerk(transfer);
    expect([finalityOf(scene.ledger, transfer.id).kind, word(scene, transfer)]).toEqual(['unwitnessed', 'unwitnessed']);
    await see(scene);
    expect(finalityOf(scene.ledger, transfer.id)).toEqual({ kind: 'guaranteed', until: START + DAY });
    expect(word(scene, transfer)).toBe('held');
    await scene.deposit(transfer, scene.cleo);
    await scene.clerk(transfer);
    expect([finalityOf(scene.ledger, transfer.id).kind, word(scene, transfer)]).toEqual(['unwitnessed', 'unwitnessed']);
    await see(scene);
    expect(finalityOf(scene.ledger, transfer.id)).toEqual({ kind: 'final', isSingleCopy: false });
    expect(word(scene, transfer)).toBe('cleared');
  });

  it('WAL-65 towards the issuer its own entry is enough', async () => {
    const scene = await Scene.begin({}, [witness]);
    const transfer = await scene.pay([scene.ben, scene.ana], 10n);
    await scene.clerk(transfer);
    expect(finalityOf(scene.ledger, transfer.id)).toEqual({ kind: 'final', isSingleCopy: false });
    const held = await scene.pay([scene.ben, scene.ana], 10n, { mode: 'hold' });
    await scene.clerk(held);
    expect(finalityOf(scene.ledger, held.id).kind).toBe('unwitnessed');
  });

  it('WAL-65 without any witness it is final, and said to be a single copy', async () => {
    const scene = await Scene.begin();
    const transfer = await scene.pay([scene.ben, scene.cleo], 10n);
    await scene.deposit(transfer, scene.cleo);
    await scene.clerk(transfer);
    expect(finalityOf(scene.ledger, transfer.id)).toEqual({ kind: 'final', isSingleCopy: true });
    expect(finalityOf(scene.ledger, scene.unit.id).kind).toBe('none');
  });

  it('WAL-65 a hold is guaranteed until its own date', async () => {
    const scene = await Scene.begin();
    const release = { by: 'payer' as const, autoAfter: START + 9 * DAY, onTimeout: 'pay' as const };
    const protectedOne = await scene.pay([scene.ben, scene.cleo], 10n, { mode: 'hold', release });
    const net = await scene.pay([scene.ben, scene.ana], 10n, { mode: 'hold', why: 'net' });
    for (const transfer of [protectedOne, net]) await scene.clerk(transfer);
    expect(finalityOf(scene.ledger, protectedOne.id)).toEqual({ kind: 'guaranteed', until: START + 9 * DAY });
    expect(finalityOf(scene.ledger, net.id)).toEqual({ kind: 'guaranteed', until: null });
  });

  it('WAL-65 new units are final when they count', async () => {
    const scene = await Scene.begin();
    const [line] = scene.book.mints();
    expect(isMintFinal(scene.ledger, line?.mint.id ?? scene.unit.id)).toBe(true);
    expect(isMintFinal(scene.ledger, scene.unit.id)).toBe(false);
    const forged = await make(
      'mint',
      line?.mint.body ?? { unit: scene.unit.id, to: scene.unit.id as never, amount: 1n },
      deviceOf(scene.ben),
    );
    scene.ledger.add(forged);
    expect(isMintFinal(scene.ledger, forged.id)).toBe(false);
  });
});

describe('words', () => {
  it('WAL-66 a refusal and a return say why', async () => {
    const scene = await Scene.begin();
    const tooMuch = await scene.pay([scene.ben, scene.cleo], 5000n);
    const late = await scene.pay([scene.ben, scene.cleo], 5n);
    for (const transfer of [tooMuch, late]) await scene.clerk(transfer);
    scene.now = START + 2 * DAY;
    await scene.clerk(late);
    expect(situationOf(scene.ledger, tooMuch.id)).toMatchObject({ word: 'refused', reason: 'not-enough' });
    expect(situationOf(scene.ledger, late.id)).toMatchObject({ word: 'returned', reason: 'expired' });
    expect(situationOf(scene.ledger, scene.unit.id)).toBeNull();
  });

  it('WAL-66 nothing is sure for a payee but what is cleared', () => {
    const sure = Object.entries(SURENESS).filter(([, { payee }]) => payee === 'sure');
    expect(sure.map(([name]) => name)).toEqual(['cleared']);
    expect([SURENESS.sent.payee, SURENESS.unwitnessed.payee]).toEqual(['warning', 'warning']);
  });
});
