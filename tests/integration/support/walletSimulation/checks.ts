/** What holds at the end of every history, when all is delivered (the invariants of the wallet's design). */
import { describeLedger } from '@domain/wallet/describe.ts';
import { deskOf, judge } from '@domain/wallet/clerk/judge.ts';
import { dueTransfers } from '@domain/wallet/clerk/entries.ts';
import { decodeRecord, packRecord, verifyRecord } from '@domain/wallet/envelope.ts';
import { accountOfHolder } from '@domain/wallet/ids.ts';
import { type Ledger, reduce } from '@domain/wallet/ledger.ts';
import { finalityOf } from '@domain/wallet/readings/finality.ts';
import { packetOf } from '@domain/wallet/readings/packets.ts';
import { refundsOf } from '@domain/wallet/readings/refunds.ts';
import type { VerifiedOf, VerifiedRecord } from '@domain/wallet/record.ts';
import type { TransferLine, UnitView } from '@domain/wallet/unitView.ts';
import { quickVerify } from '../../../unit/renderer/domain/wallet/support/people.ts';
import type { SimulatedDevice } from './simulatedDevice.ts';
import type { SimulatedWorld } from './world.ts';

/** Devices that are there and up, with what they know. */
function present(world: SimulatedWorld): readonly (readonly [SimulatedDevice, Ledger])[] {
  return world.devices.flatMap((device) => (device.ledger === null ? [] : [[device, device.ledger] as const]));
}

/** Whether everyone says the same of everything. */
export function isSettled(world: SimulatedWorld): boolean {
  const [first, ...rest] = present(world).map(([device]) => device);
  if (first === undefined) return false;
  const total = [...first.disk.values()].reduce((sum, { signatures }) => sum + signatures.length, 0);
  const isSame = (device: SimulatedDevice) =>
    device.disk.size === first.disk.size &&
    [...device.disk.values()].reduce((sum, { signatures }) => sum + signatures.length, 0) === total;
  return rest.every(isSame);
}

/** Looks at everything; what is wrong stands in `world.violations` then. */
export async function checkAll(world: SimulatedWorld): Promise<void> {
  const [first, ...others] = present(world);
  if (first === undefined) throw new Error('nobody is there');
  const [device, ledger] = first;
  const said = JSON.stringify(describeLedger(ledger));
  for (const [other, theirs] of others) {
    if (JSON.stringify(describeLedger(theirs)) !== said) world.wrong(`WAL-12 ${other.name} and ${device.name} differ`);
  }
  const records = [...device.disk.values()];
  await checkFresh(world, records, said);
  checkSums(
    world,
    reduce(
      records.filter(() => world.random.chance(0.7)),
      world.certificates,
    ),
    'a part',
  );
  checkSums(world, ledger, 'all');
  for (const unit of ledger.units()) checkUnit(world, ledger, unit);
  for (const id of world.promised) {
    if (statusOf(ledger, id) !== 'cleared') world.wrong(`WAL-65 what was told to be final is ${statusOf(ledger, id)}`);
  }
  checkPackets(world, ledger);
}

const statusOf = (ledger: Ledger, id: VerifiedRecord['id']) => {
  const transfer = ledger.find('transfer', id);
  return transfer === undefined ? 'unknown' : ledger.unit(transfer.body.unit)?.transfer(id)?.status;
};

/** WAL-12, WAL-150: whoever reads the bytes alone, in whatever order, comes to the same. */
async function checkFresh(world: SimulatedWorld, records: readonly VerifiedRecord[], said: string): Promise<void> {
  const read = await Promise.all(
    records.map(async (record) => {
      const decoded = decodeRecord(packRecord(record));
      const verified = decoded.ok ? await verifyRecord(decoded.value, quickVerify) : decoded;
      return verified.ok ? verified.value : null;
    }),
  );
  const keyed = read.flatMap((record) => (record === null ? [] : [{ record, key: world.random.fraction() }]));
  const shuffled = keyed.sort((a, b) => a.key - b.key).map(({ record }) => record);
  if (shuffled.length < records.length) world.wrong('WAL-1 what was kept cannot be read');
  if (JSON.stringify(describeLedger(reduce(shuffled, world.certificates))) !== said) {
    world.wrong('WAL-12 a fresh reader comes to something else');
  }
}

/** WAL-47. */
function checkSums(world: SimulatedWorld, ledger: Ledger, of: string): void {
  for (const unit of ledger.units()) {
    const sum = [...unit.holders()].reduce((all, holder) => all + unit.balanceOf(holder), 0n);
    const isEven = sum + unit.held === unit.issued - unit.redeemed - unit.lapsed;
    if (!isEven) world.wrong(`WAL-47 of ${of}: ${sum} + ${unit.held} is not what was issued`);
  }
}

function checkUnit(world: SimulatedWorld, ledger: Ledger, unit: UnitView): void {
  const faults = unit.faults();
  for (const { kind } of faults) world.count(`fault ${kind}`);
  world.count('epochs', unit.currentBook()?.body.epoch);
  if (faults.length > 0 && !world.hasLiar) world.wrong(`WAL-64 ${faults[0]?.kind} of an honest clerk`);
  const isBelow = [...unit.holders()].some((holder) => unit.balanceOf(holder) < -unit.overdraftOf(holder));
  if (isBelow) world.count('overspent, and proven');
  if (isBelow && faults.length === 0) world.wrong('WAL-113 someone is below zero, and nothing proves why');
  const lines = [...unit.transfers()];
  for (const line of lines) checkLine(world, ledger, { unit, line });
  checkOnce(world, ledger, lines);
  checkWork(world, ledger, unit);
}

function checkLine(
  world: SimulatedWorld,
  ledger: Ledger,
  { unit, line }: { readonly unit: UnitView; readonly line: TransferLine },
): void {
  const { transfer, status } = line;
  countLine(world, line);
  const isEarly = ({ body }: VerifiedOf<'entry'>) =>
    body.op === 'return' && body.reason === 'expired' && body.at <= transfer.body.until;
  if (line.entries.some(isEarly)) world.wrong('WAL-117 a hold went back before its day');
  const isRedeemed = status === 'cleared' && accountOfHolder(transfer.body.to) === unit.unit.body.issuer;
  const isSigned = ledger.people.isSignedFor(transfer, accountOfHolder(transfer.body.from), 'spend');
  if (isRedeemed && !isSigned) world.wrong('WAL-80 a debt fell by nobody');
  if (isRedeemed) world.count('redeemed');
  if (world.hasLiar) return;
  const isStuck = finalityOf(ledger, transfer.id).kind === 'unwitnessed';
  if (isStuck) world.wrong(`WAL-120 ${status}, and no witness will ever say so`);
  if (refundsOf(ledger, transfer.id).isOver) world.wrong('WAL-116 more given back than was paid');
}

function countLine(world: SimulatedWorld, { transfer, status, entries }: TransferLine): void {
  world.count(`status ${status}`);
  if (transfer.signatures.length > 1) world.count('two devices, one deed');
  for (const { body } of entries) world.count(`${body.op} ${body.reason ?? ''}`.trim());
  if (transfer.body.refundOf !== undefined && status === 'cleared') world.count('a refund cleared');
}

/** WAL-114, WAL-115: each single request and each place of a mandate once, each period within its bounds. */
function checkOnce(world: SimulatedWorld, ledger: Ledger, lines: readonly TransferLine[]): void {
  const taken = lines.filter(({ status }) => status === 'held' || status === 'cleared').map(({ transfer }) => transfer);
  const places = taken.flatMap(({ body: { mandate } }) =>
    mandate === undefined ? [] : [`${mandate.id} ${mandate.period} ${mandate.index}`],
  );
  const requests = taken.flatMap(({ body: { req } }) => (req === undefined ? [] : [req]));
  world.count('a mandate paid', places.length);
  world.count('a request paid', requests.length);
  if (world.hasLiar) return;
  if (new Set(places).size < places.length) world.wrong('WAL-72 one place of a mandate was paid twice');
  if (new Set(requests).size < requests.length) world.wrong('WAL-114 a request was paid twice');
  const sums = new Map<string, bigint>();
  for (const { body } of taken) {
    if (body.mandate === undefined) continue;
    const period = `${body.mandate.id} ${body.mandate.period}`;
    const sum = (sums.get(period) ?? 0n) + body.amount;
    sums.set(period, sum);
    if (sum > (ledger.find('mandate', body.mandate.id)?.body.perPeriod ?? 0n)) world.wrong('WAL-115 above its cap');
  }
}

/** WAL-110: the clerk can work, and WAL-111: nothing is left to do. */
function checkWork(world: SimulatedWorld, ledger: Ledger, unit: UnitView): void {
  const book = unit.currentBook()?.body;
  if (book === undefined || unit.faults().length > 0) return;
  if (!present(world).some(([device]) => device.key === book.clerk)) return;
  const desk = deskOf(ledger, { unit: unit.unit.id, device: book.clerk });
  if (!desk.ok) return world.wrong(`WAL-110 the clerk cannot work: ${desk.error.code}`);
  if (dueTransfers(ledger, unit, world.post.now).length > 0) world.wrong('WAL-111 something is due and not entered');
  for (const line of unit.transfers()) {
    if (line.status !== 'sent' && line.status !== 'held') checkAnswer(world, ledger, { unit, line });
  }
}

/** WAL-111: what is asked again gets the answer that stands. */
function checkAnswer(
  world: SimulatedWorld,
  ledger: Ledger,
  { unit, line }: { readonly unit: UnitView; readonly line: TransferLine },
): void {
  const again = judge(ledger, unit, { id: line.transfer.id, now: world.post.now });
  const isSame = again.kind === 'stands' && line.entries.includes(again.entry);
  if (!isSame) world.wrong('WAL-111 asked again, it says otherwise');
}

/** WAL-91, WAL-93. */
function checkPackets(world: SimulatedWorld, ledger: Ledger): void {
  for (const packet of world.packets) {
    if (ledger.find('packet', packet.id) === undefined) continue;
    const { faults, deals, accounts, dealt } = packetOf(ledger, packet, world.post.now);
    world.count('dealt', deals.length);
    if (faults.length > 0) world.wrong(`WAL-94 a packet is ${faults.join()}`);
    if (accounts.size < deals.length || dealt > packet.body.total) world.wrong('WAL-91 a share too many');
    for (const { id, body } of deals) {
      const money = ledger.about(id, 'mint');
      if (money.length !== 1 || money[0]?.body.amount !== body.amount) world.wrong('WAL-92 a deal is not paid once');
    }
  }
}
