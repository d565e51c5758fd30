import type { AccountId, DeviceId } from '@shared/ids.ts';
import { equalBytes } from '@domain/codec/bytes.ts';
import { dueLapses, isReleasable } from '@domain/wallet/clerk/entries.ts';
import { followsWhole, isLinkAt } from '@domain/wallet/clerk/wholeLog.ts';
import type { UnitId } from '@domain/wallet/ids.ts';
import type { Ledger } from '@domain/wallet/ledger.ts';
import type { VerifiedOf } from '@domain/wallet/record.ts';
import type { UnitView } from '@domain/wallet/unitView.ts';
import {
  type BookDevice,
  type BookHealth,
  type BookLine,
  type BookWitness,
  MOST_BEHIND,
  type UnitBookView,
} from '../../workspace/walletBooks.ts';
import { unitView } from '../paymentView.ts';

const MOST_RECENT = 50;
const SOON = 30 * 24 * 3_600_000;

/** Who looks, and when. */
export interface BookReader {
  readonly account: AccountId;
  readonly device: DeviceId;
  /** ms. */
  readonly now: number;
  /** Devices of people one knows, who need not have signed anything yet. */
  readonly owners: ReadonlyMap<DeviceId, AccountId>;
}

interface Shown {
  readonly ledger: Ledger;
  readonly unit: UnitView;
  readonly book: VerifiedOf<'book'>;
  readonly reader: BookReader;
}

/** The book of a unit as a screen shows it; null for one that is not known or that nobody keeps. */
export function unitBookView(ledger: Ledger, id: UnitId, reader: BookReader): UnitBookView | null {
  const unit = ledger.unit(id);
  const book = unit?.currentBook();
  if (unit === undefined || book === undefined) return null;
  const shown: Shown = { ledger, unit, book, reader };
  const { epoch, clerk, witnesses } = book.body;
  const clerkView = deviceOf(shown, clerk);
  const witnessViews = witnesses.map((key) => witnessOf(shown, key));
  const unseen = unseenOf(shown);
  const epochs = unit.bookedEpochs();
  const faults = unit.faults();
  return {
    unit: unitView(unit.unit),
    isOwn: unit.unit.body.issuer === reader.account,
    epoch,
    clerk: clerkView,
    witnesses: witnessViews,
    health: healthOf(shown, { isFrozen: clerkView.isFrozen, unseen, isContradicted: faults.length > 0 }),
    entries: epochs.reduce((sum, each) => sum + (unit.tailOf(each)?.seq ?? 0), 0),
    lastAt: epochs.map((each) => unit.tailOf(each)?.at ?? 0).find((at) => at > 0) ?? null,
    unseen,
    head: headOf(shown),
    recent: recentOf(shown),
    overdrafts: overdraftsOf(unit),
    contested: [...unit.transfers()].flatMap(({ isContested, transfer }) => (isContested ? [transfer.id] : [])),
    cutPromises: [...unit.mints()].flatMap(({ counts, mint: { id: promise, body } }) =>
      counts ? [] : [{ id: promise, to: body.to, amount: body.amount }],
    ),
    lapsed: unit.lapsed,
    lapsing: dueLapses(unit, reader.now + SOON).reduce((sum, { amount }) => sum + amount, 0n),
    faults,
  };
}

function healthOf(
  { unit, book }: Shown,
  { isFrozen, unseen, isContradicted }: { isFrozen: boolean; unseen: number; isContradicted: boolean },
): BookHealth {
  if (isContradicted) return 'contradicted';
  if (isFrozen) return 'clerk-frozen';
  if (!followsWhole(unit, book)) return 'incomplete';
  if (unseen > 0) return 'witness-behind';
  return book.body.witnesses.length === 0 ? 'single-copy' : 'sound';
}

function deviceOf({ ledger, unit, reader }: Shown, key: DeviceId): BookDevice {
  const { issuer } = unit.unit.body;
  const other = reader.owners.get(key) ?? ledger.people.accountsOf(key)[0] ?? null;
  const account = ledger.people.may(key, issuer, 'any') ? issuer : other;
  const isFrozen = account !== null && ledger.isFrozen(account, key);
  return { key, account, isHere: key === reader.device, isFrozen };
}

function witnessOf(shown: Shown, key: DeviceId): BookWitness {
  const { ledger } = shown;
  const behind = countBack(shown, (entry) =>
    ledger.about(entry.id, 'seen').some(({ signatures }) => signatures.some((each) => each.key === key)),
  );
  return { ...deviceOf(shown, key), behind };
}

function unseenOf(shown: Shown): number {
  return countBack(shown, (entry) => isReleasable(shown.ledger, entry));
}

/** How many entries of the current epoch come after the last for which something is so. */
function countBack({ unit, book }: Shown, isSo: (entry: VerifiedOf<'entry'>) => boolean): number {
  const { epoch } = book.body;
  const tail = unit.tailOf(epoch)?.seq ?? 0;
  let count = 0;
  while (count < Math.min(tail, MOST_BEHIND) && !unit.entriesAt(epoch, tail - count).some(isSo)) count += 1;
  return count;
}

function headOf({ unit, book }: Shown): UnitBookView['head'] {
  const heads = unit.headsOf(book.body.epoch).toSorted((a, b) => b.body.seq - a.body.seq || b.body.at - a.body.at);
  const [head] = heads;
  if (head === undefined) return null;
  const { at, seq, epoch, link } = head.body;
  const isHere = seq === 0 || unit.entriesAt(epoch, seq).length > 0;
  const isSame = heads.every(({ body }) => body.seq !== seq || equalBytes(body.link, link));
  return { at, seq, agrees: isHere ? isSame && isLinkAt(unit, { epoch, seq, link }) : null };
}

function recentOf({ ledger, unit }: Shown): readonly BookLine[] {
  const lines: BookLine[] = [];
  for (const epoch of unit.bookedEpochs()) {
    for (let seq = unit.tailOf(epoch)?.seq ?? 0; seq > 0 && lines.length < MOST_RECENT; seq -= 1) {
      for (const entry of unit.entriesAt(epoch, seq)) lines.push(lineOf({ ledger, unit }, entry));
    }
  }
  return lines.slice(0, MOST_RECENT);
}

function lineOf({ ledger, unit }: Pick<Shown, 'ledger' | 'unit'>, entry: VerifiedOf<'entry'>): BookLine {
  const { epoch, seq, op, ref, at, amount } = entry.body;
  const about = unit.transfer(ref)?.transfer.body.amount ?? unit.mint(ref)?.mint.body.amount ?? 0n;
  const clerks = ledger.people.signersFor(entry, unit.unit.body.issuer, 'clerk');
  return {
    ...{ id: entry.id, epoch, seq, op, ref, at },
    amount: amount ?? about,
    isReleased: isReleasable(ledger, entry),
    isCut: clerks.length > 0 && clerks.every((key) => unit.isCut(key, entry.body)),
  };
}

function overdraftsOf(unit: UnitView): UnitBookView['overdrafts'] {
  const allowed = [...unit.overdrafts()].filter(([, { max }]) => max > 0n);
  return allowed.map(([holder, { max }]) => ({ holder, max, balance: unit.balanceOf(holder) }));
}
