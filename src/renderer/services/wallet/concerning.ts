import type { AccountId } from '@shared/ids.ts';
import type { RecordId } from '@domain/wallet/ids.ts';
import type { VerifiedRecord } from '@domain/wallet/record.ts';
import { subjectsOf, unitOf } from '@domain/wallet/subjects.ts';
import type { WalletBook } from './walletBook.ts';

/**
 * Which of some records are one's business (WSV-22): those that concern one, what these rest on, what something here waits for, and books and
 * heads of units one has to do with. The rest is not kept: anybody could bring any amount of it.
 */
export function concerning(
  book: WalletBook,
  self: AccountId,
  records: readonly VerifiedRecord[],
): readonly VerifiedRecord[] {
  const wanted = book.wanted();
  const isOwnBusiness = (record: VerifiedRecord) =>
    book.view.record(record.id) !== undefined || wanted.has(record.id) || book.partiesOf(record, records).has(self);
  const chosen = withSubjects(records, records.filter(isOwnBusiness));
  const units = new Set<RecordId | null>([...chosen].map(unitOf));
  const isOfBook = (record: VerifiedRecord) => {
    const unit = record.type === 'book' || record.type === 'head' ? record.body.unit : null;
    return unit !== null && (units.has(unit) || book.view.unit(unit) !== undefined);
  };
  return records.filter((record) => chosen.has(record) || isOfBook(record));
}

/** Some of the records, and those among them that these rest on. */
function withSubjects(
  records: readonly VerifiedRecord[],
  some: readonly VerifiedRecord[],
): ReadonlySet<VerifiedRecord> {
  const byId = new Map(records.map((record) => [record.id, record]));
  const chosen = new Set<VerifiedRecord>();
  const queue = [...some];
  for (let record = queue.pop(); record !== undefined; record = queue.pop()) {
    if (chosen.has(record)) continue;
    chosen.add(record);
    queue.push(...subjectsOf(record).flatMap((id) => byId.get(id) ?? []));
  }
  return chosen;
}
