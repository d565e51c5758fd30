import type { AccountId, DeviceId } from '@shared/ids.ts';
import { fail, ok } from '@shared/result.ts';
import { encodeBundle, evidenceFor } from '@domain/wallet/bundle.ts';
import { grouped } from '@domain/wallet/grouped.ts';
import { type RecordId, type UnitId, accountOfHolder, holderOf } from '@domain/wallet/ids.ts';
import {
  CARD_NOTES_NAME,
  PAYMENT_NOTES_NAME,
  STATEMENT_ASKS_NAME,
  readCardNotes,
  readPaymentNotes,
  readStatementAsks,
} from '@domain/wallet/keptNotes.ts';
import type { UnitView } from '@domain/wallet/unitView.ts';
import type { Clock } from '@ports/clock.ts';
import type { DocumentStore } from '@ports/documentStore.ts';
import type { VerifySignature } from '@ports/keyVault.ts';
import type { LiveQuery } from '@ports/query.ts';
import { combineQueries, firstReady, mapQuery } from '../../workspace/liveQueries.ts';
import type { UnitExport, WalletRoomReads } from '../../workspace/walletRoom.ts';
import type { Payment, WalletWorkspace } from '../../workspace/walletWorkspace.ts';
import { paymentView } from '../paymentView.ts';
import { timeQuery } from '../trade/tradeReads.ts';
import type { WalletPicture } from '../walletFollower.ts';
import { billOf, proofIdsOf } from './bill.ts';
import { bundleReport } from './bundleReport.ts';
import { type Checked, checkBytes } from './evidence.ts';
import { mattersOf } from './matters.ts';
import { isBorneOut, newestHead, newestStatement, statementOf } from './statement.ts';
import { unitCsv } from './unitCsv.ts';

/** What the room's reads work with. */
export interface RoomReadParts {
  readonly picture: LiveQuery<WalletPicture>;
  readonly store: Pick<DocumentStore, 'values'>;
  readonly self: { readonly account: AccountId; readonly device: DeviceId };
  readonly clock: Clock;
  readonly verify: VerifySignature;
  readonly people: WalletWorkspace['people'];
  readonly activityOf: (picture: WalletPicture, unit: UnitId) => readonly Payment[];
}

/** Bills, statements, exports and checks, read in any tab. */
export function createRoomReads(parts: RoomReadParts): WalletRoomReads {
  const { picture, store, self, verify } = parts;
  const categories = () =>
    mapQuery(store.values.watch(PAYMENT_NOTES_NAME), (stored) => readPaymentNotes(stored?.value));
  return {
    matters: () => matters(parts),
    billOf: (payment) => mapQuery(picture, (shown) => billOf(shown, self.device, payment)),
    recheck: (payment) => recheck(parts, payment),
    statementOf: (unit, holder = holderOf(self.account)) =>
      combineQueries(picture, asks(store), ({ ledger }, open) =>
        statementOf(ledger, { unit, holder }, open.find((ask) => ask.unit === unit)?.at ?? null),
      ),
    recheckStatement: async (unit) => recheckStatement(parts, await exportUnit(parts, categories(), unit), unit),
    exportUnit: (unit) => exportUnit(parts, categories(), unit),
    checkBundle: async (bytes) => {
      const checked = await checkBytes(bytes, verify);
      return checked.ok ? ok(bundleReport(checked.value)) : checked;
    },
    paymentWords: () =>
      mapQuery(store.values.watch(CARD_NOTES_NAME), (stored) =>
        grouped(readCardNotes(stored?.value), ({ payment }) => payment),
      ),
    categories,
  };
}

/** Statements that were asked for and have not come. */
function asks(store: RoomReadParts['store']) {
  return mapQuery(store.values.watch(STATEMENT_ASKS_NAME), (stored) => readStatementAsks(stored?.value));
}

function matters({ picture, people, self, clock }: RoomReadParts): ReturnType<WalletRoomReads['matters']> {
  const known = combineQueries(people(), timeQuery(clock), (all, now) => ({ all, now }));
  return combineQueries(picture, known, (shown, { all, now }) =>
    mattersOf(shown, { ...self, now }, (account) => all.get(account)?.standing === 'contact'),
  );
}

async function recheck({ picture, self, verify }: RoomReadParts, id: RecordId): ReturnType<WalletRoomReads['recheck']> {
  const shown = await firstReady(picture);
  const before = shown === null ? null : paymentView(shown, self.account, id);
  if (shown === null || before === null) return fail('payment-missing', 'no such payment');
  const bytes = encodeBundle(evidenceFor(shown.ledger, proofIdsOf(shown.ledger, id)));
  const checked = await checkBytes(bytes, verify);
  if (!checked.ok) return checked;
  const after = paymentView(alone(checked.value), self.account, id);
  if (after === null) return fail('payment-missing', 'its proof does not hold it');
  const { word, finality } = after.situation;
  return ok({ ...checked.value.figures, word, finality, isSame: sameOutcome(before, after) });
}

async function recheckStatement(
  { self, verify }: RoomReadParts,
  made: UnitExport | null,
  unit: UnitId,
): ReturnType<WalletRoomReads['recheckStatement']> {
  if (made === null) return fail('unit-missing', 'no such unit');
  const checked = await checkBytes(made.bundle, verify);
  if (!checked.ok) return checked;
  const found = statementOf(checked.value.ledger, { unit, holder: holderOf(self.account) }, null);
  return ok({ ...checked.value.figures, isSame: found !== null && isBorneOut(found) });
}

const alone = ({ ledger }: Checked): WalletPicture => ({ ledger, cameAt: () => 0, serialOf: () => 0 });

function sameOutcome(a: Payment, b: Payment): boolean {
  const isSameDeed = a.amount === b.amount && a.from === b.from && a.to === b.to && a.unit.id === b.unit.id;
  return isSameDeed && a.message === b.message && a.finality.kind === b.finality.kind;
}

async function exportUnit(
  { picture, people, self, activityOf }: RoomReadParts,
  categories: ReturnType<WalletRoomReads['categories']>,
  unit: UnitId,
): Promise<UnitExport | null> {
  const [shown, names, filed] = await Promise.all([firstReady(picture), firstReady(people()), firstReady(categories)]);
  const book = shown?.ledger.unit(unit);
  if (shown === null || book === undefined) return null;
  // Who issues it sees every movement, others' too: the table has a line for each, and their proofs are the whole book.
  const isOwn = book.unit.body.issuer === self.account;
  const payments = isOwn ? movementsOf(shown, book) : activityOf(shown, unit);
  const proven = payments.flatMap(({ id }) => proofIdsOf(shown.ledger, id));
  const csv = unitCsv(payments, {
    self: self.account,
    nameOf: (account) => names?.get(account)?.name ?? '',
    categoryOf: (payment) => filed?.get(payment) ?? '',
  });
  // What the clerk said of all this belongs to what proves it.
  const stated = [newestStatement(shown.ledger, { unit, holder: holderOf(self.account) }), newestHead(book)];
  const said = stated.flatMap((record) => record?.id ?? []);
  const bundle = encodeBundle(evidenceFor(shown.ledger, [unit, ...proven, ...said]));
  return { csv, bundle, payments: payments.length };
}

/** Every movement of a unit, newest first, each as who gave it sees it. */
function movementsOf(picture: WalletPicture, book: UnitView): readonly Payment[] {
  const { issuer } = book.unit.body;
  const mints = [...book.mints()].flatMap(({ mint }) => paymentView(picture, issuer, mint.id) ?? []);
  const transfers = [...book.transfers()].flatMap(
    ({ transfer }) => paymentView(picture, accountOfHolder(transfer.body.from), transfer.id) ?? [],
  );
  return [...mints, ...transfers].sort((a, b) => picture.serialOf(b.id) - picture.serialOf(a.id));
}
