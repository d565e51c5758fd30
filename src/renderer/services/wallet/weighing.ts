import type { Certificate } from '@domain/identity/certificate.ts';
import { evidenceFor } from '@domain/wallet/bundle.ts';
import { type Ledger, reduce } from '@domain/wallet/ledger.ts';
import type { RecordSignature, VerifiedRecord } from '@domain/wallet/record.ts';
import { carriesWeight } from '@domain/wallet/rules/standingOf.ts';
import { subjectsOf } from '@domain/wallet/subjects.ts';

/** What comes together. */
export interface Portion {
  readonly records: readonly VerifiedRecord[];
  readonly certificates?: readonly Certificate[];
}

/**
 * Which signatures on a record carry weight by what is here and by what comes with them (WAL-3): who brings a record brings what shows whose signature it
 * bears, too. To be asked only where there are more than an envelope holds.
 */
export function weighing(
  ledger: Ledger,
  { records, certificates = [] }: Portion,
): (record: VerifiedRecord, signature: RecordSignature) => boolean {
  const isNew = certificates.length > 0 || records.some(({ id }) => ledger.record(id) === undefined);
  let both: Ledger | null = isNew ? null : ledger;
  return (record, signature) => {
    if (both === null) {
      const ids = records.map(({ id }) => id);
      const here = evidenceFor(ledger, [...ids, ...records.flatMap(subjectsOf)]);
      both = reduce([...here.records, ...records], [...here.certificates, ...certificates]);
    }
    return carriesWeight(record, signature, both);
  };
}
