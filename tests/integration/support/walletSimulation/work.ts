/** What devices do by themselves: clerks enter, witnesses acknowledge, payees accept, dealers deal. */
import { draftVerdict, dueTransfers } from '@domain/wallet/clerk/entries.ts';
import { deskOf, judge } from '@domain/wallet/clerk/judge.ts';
import { acknowledge } from '@domain/wallet/clerk/witness.ts';
import { nextDeal, payoutOf } from '@domain/wallet/drafts/packets.ts';
import { depositOf } from '@domain/wallet/drafts/payments.ts';
import { type RecordId, accountOfHolder } from '@domain/wallet/ids.ts';
import type { Ledger } from '@domain/wallet/ledger.ts';
import type { UnitView } from '@domain/wallet/unitView.ts';
import type { VerifiedOf } from '@domain/wallet/record.ts';
import { keyNamed } from '../../../unit/renderer/domain/wallet/support/people.ts';
import { nonceNamed } from '../../../unit/renderer/domain/wallet/support/records.ts';
import type { SimulatedDevice } from './simulatedDevice.ts';
import type { Surroundings } from './surroundings.ts';

/** What a dealer keeps to itself until the end. */
export const seedOfPacket = (packet: VerifiedOf<'packet'>) => keyNamed(`seed ${packet.body.until}`);

/** All a device has to do now. */
export async function work(world: Surroundings, device: SimulatedDevice): Promise<void> {
  const { ledger } = device;
  if (ledger === null) return;
  for (const unit of [...ledger.units()]) {
    await keepBook(world, device, unit);
    await bearWitness(device, ledger, unit);
    for (const id of [...unit.open()]) await accept(world, device, id);
  }
  await deal(world, device, ledger);
}

/** WAL-111 to WAL-118: what is due is entered and stored; that it gets to its witness, and then to all, is the post's business. */
async function keepBook(world: Surroundings, device: SimulatedDevice, unit: UnitView): Promise<void> {
  const { ledger } = device;
  const seat = { unit: unit.unit.id, device: device.key };
  if (ledger === null || !deskOf(ledger, seat).ok) return;
  const { now } = world.post;
  for (const id of dueTransfers(ledger, unit, now)) {
    const desk = deskOf(ledger, seat);
    if (!desk.ok) return;
    const draft = draftVerdict(desk.value, judge(ledger, unit, { id, now }), { id, now });
    if (draft !== null) world.entered(device, await device.make(draft));
  }
}

async function bearWitness(device: SimulatedDevice, ledger: Ledger, unit: UnitView): Promise<void> {
  for (let epoch = unit.currentBook()?.body.epoch ?? 0; epoch > 0; epoch -= 1) {
    const tail = unit.tailOf(epoch)?.seq ?? 0;
    for (let seq = 1; seq <= tail; seq += 1) {
      for (const { id } of unit.entriesAt(epoch, seq)) {
        if (ledger.about(id, 'seen').length > 0) continue;
        const draft = acknowledge(ledger, { entry: id, device: device.key });
        if (draft.ok) await device.make(draft.value);
      }
    }
  }
}

/** What a person thinks of what came: the same on all their devices. */
function mindOf({ nonce }: VerifiedOf<'transfer'>): 'takes' | 'declines' | 'overlooks' {
  const mood = (nonce[3] ?? 0) % 20;
  return mood < 14 ? 'takes' : mood < 16 ? 'declines' : 'overlooks';
}

async function accept(world: Surroundings, device: SimulatedDevice, id: RecordId): Promise<void> {
  const { ledger } = device;
  const transfer = ledger?.find('transfer', id);
  if (ledger === null || transfer === undefined || accountOfHolder(transfer.body.to) !== device.account) return;
  const answers = ledger.about(id, 'deposit').length + ledger.about(id, 'decline').length;
  if (answers > 0 || !world.random.chance(0.3)) return;
  const mind = mindOf(transfer);
  if (mind === 'takes') await device.make(depositOf(id));
  if (mind === 'declines') await device.make({ type: 'decline', nonce: nonceNamed(`no ${id}`), body: { ref: id } });
}

/** WAL-90 to WAL-92: the next share of each packet it deals, and the money of shares. */
async function deal(world: Surroundings, device: SimulatedDevice, ledger: Ledger): Promise<void> {
  for (const packet of world.packets) {
    if (packet.body.dealer !== device.key || ledger.find('packet', packet.id) === undefined) continue;
    const claims = ledger.about(packet.id, 'claim');
    const draft = nextDeal(ledger, packet, { seed: seedOfPacket(packet), claims });
    if (draft !== null && world.post.now <= packet.body.until) await device.make(draft);
    await payOut(device, ledger, packet);
  }
}

/** The money of every share dealt that has none yet, as after a crash in between. */
async function payOut(device: SimulatedDevice, ledger: Ledger, packet: VerifiedOf<'packet'>): Promise<void> {
  const unit = ledger.find('unit', packet.body.unit);
  if (unit === undefined) return;
  for (const dealt of ledger.about(packet.id, 'deal')) {
    const claim = ledger.find('claim', dealt.body.claim);
    if (claim === undefined || ledger.about(dealt.id, 'mint').length > 0) continue;
    const money = payoutOf(packet, { deal: dealt, claim, unit });
    if (money.type === 'mint') await device.make(money);
  }
}
