import type { Reason } from '../clerk/case.ts';
import type { RecordId } from '../ids.ts';
import type { LedgerView } from '../standing.ts';
import type { TransferLine, UnitView } from '../unitView.ts';
import { type Finality, finalityOf } from './finality.ts';
import { lineOf } from './lineOf.ts';

/** Who reads. */
export type Side = 'payer' | 'payee';

/** What is shown of a transfer; the words are in the catalogues (WAL-66). */
export type TransferWord = 'sent' | 'unwitnessed' | 'held' | 'cleared' | 'refused' | 'returned' | 'contested' | 'fault';

/** What is to be said about a transfer, and with what. */
export interface Situation {
  readonly word: TransferWord;
  /** Of a refusal or return; null where there is none. */
  readonly reason: Reason | null;
  readonly finality: Finality;
}

/** How sure a word is: what colours and icons go by. */
export const SURENESS: Readonly<
  Record<TransferWord, { readonly [Reader in Side]: 'sure' | 'open' | 'ended' | 'warning' }>
> = {
  sent: { payer: 'open', payee: 'warning' },
  unwitnessed: { payer: 'open', payee: 'warning' },
  held: { payer: 'open', payee: 'open' },
  cleared: { payer: 'sure', payee: 'sure' },
  refused: { payer: 'ended', payee: 'ended' },
  returned: { payer: 'ended', payee: 'ended' },
  contested: { payer: 'warning', payee: 'warning' },
  fault: { payer: 'warning', payee: 'warning' },
};

/** What is to be said about a transfer; null for one that is not known. */
export function situationOf(view: LedgerView, id: RecordId): Situation | null {
  const found = lineOf(view, id);
  if (found === null) return null;
  const { unit, line } = found;
  const finality = finalityOf(view, id);
  return { word: wordOf(unit, line, finality), reason: reasonOf(line), finality };
}

function wordOf(unit: UnitView, line: TransferLine, finality: Finality): TransferWord {
  if (line.isContested) return 'contested';
  const proofs = new Set(unit.faults().flatMap(({ proof }) => proof));
  if (line.entries.some((entry) => proofs.has(entry.id))) return 'fault';
  return finality.kind === 'unwitnessed' ? 'unwitnessed' : line.status;
}

function reasonOf({ status, entries }: TransferLine): Reason | null {
  if (status !== 'refused' && status !== 'returned') return null;
  const op = status === 'refused' ? 'refuse' : 'return';
  const reasons = entries.flatMap(({ body }) => (body.op === op ? (body.reason ?? []) : []));
  return reasons.sort()[0] ?? null;
}
