/** What only the root can say about a book: who keeps it now, and since when a device is not to be believed. */
import type { AccountId, DeviceId } from '@shared/ids.ts';
import { type Result, fail, ok } from '@shared/result.ts';
import { draftEntry } from '@domain/wallet/clerk/entries.ts';
import { draftNextBook } from '@domain/wallet/clerk/takeover.ts';
import { linkAfter } from '@domain/wallet/entryLog.ts';
import { type Signer, sealRecord } from '@domain/wallet/envelope.ts';
import type { Ledger } from '@domain/wallet/ledger.ts';
import type { VerifiedOf, VerifiedRecord } from '@domain/wallet/record.ts';
import type { UnitView } from '@domain/wallet/unitView.ts';
import { idBytes } from '@domain/event/codec.ts';
import type { Clock } from '@ports/clock.ts';
import type { Random } from '@ports/random.ts';
import type { WorkspaceError } from '../../workspace/workspaceErrors.ts';
import { randomNonce } from '../nonce.ts';
import type { OwnSigner } from '../ownSigner.ts';
import type { WalletBook } from '../walletBook.ts';

/** What a takeover works with. */
export interface Takeover {
  readonly book: WalletBook;
  readonly signer: OwnSigner;
  readonly clock: Clock;
  readonly random: Random;
  readonly unit: UnitView;
  readonly root: Signer;
}

/** Freezes of an account that no thaw ended and that hold for a device. */
export function frozenBy(ledger: Ledger, account: AccountId, device: DeviceId): readonly VerifiedOf<'freeze'>[] {
  return ledger.freezesOf(account).filter(({ body }) => body.key === undefined || body.key === device);
}

/**
 * The records by which this device takes a book over (WSV-142): the root's book, the cut of who kept it before at the end of the log as it is here
 * (WAL-121), and what lets count again what that device promised. All of them or none are to be kept.
 */
export async function takeOver(given: Takeover): Promise<Result<readonly VerifiedRecord[], WorkspaceError>> {
  const { book, signer, unit, root, random } = given;
  const { account, device } = signer.self;
  const before = unit.currentBook()?.body;
  if (before === undefined) return fail('book-incomplete', 'nobody keeps this book yet');
  const { view } = book;
  const witnesses = before.witnesses.filter((each) => each !== device && !view.isFrozen(account, each));
  const draft = draftNextBook(view, unit.unit.id, { clerk: device, witnesses });
  if (!draft.ok) return fail('book-incomplete', draft.error.message);
  const next = await sealRecord(draft.value, root);
  const { from } = next.body;
  if (before.clerk === device || from === undefined) return ok([next]);
  const cut = { unit: unit.unit.id, epoch: from.epoch, seq: from.seq };
  const freeze = { type: 'freeze', nonce: randomNonce(random), body: { account, key: before.clerk, cut } } as const;
  const admitted = await admissions(given, next, before.clerk);
  return ok([next, await sealRecord(freeze, root), ...admitted]);
}

/** Promises the lost device signed and this one knows, entered at the head of the new log: a cut takes them all (WAL-102). */
async function admissions(
  { book: { view }, unit, signer, clock }: Takeover,
  book: VerifiedOf<'book'>,
  lost: DeviceId,
): Promise<readonly VerifiedRecord[]> {
  const { issuer } = unit.unit.body;
  const isBy = (mint: VerifiedOf<'mint'>) => view.people.signersFor(mint, issuer, 'issue').includes(lost);
  const ids = [...unit.mints()].flatMap(({ mint, counts }) => (counts && isBy(mint) ? [mint.id] : [])).sort();
  const entries: VerifiedOf<'entry'>[] = [];
  let tail = { epoch: book.body.epoch, seq: 0, link: idBytes(book.id), at: 0 };
  for (const ref of ids) {
    const entry = await signer.seal(draftEntry({ unit, book, tail }, { op: 'admit', ref }, clock.now()));
    entries.push(entry);
    tail = { ...tail, seq: entry.body.seq, link: linkAfter(entry.body.prev, entry.id), at: entry.body.at };
  }
  return entries;
}
