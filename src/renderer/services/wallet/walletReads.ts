import type { AccountId, DeviceId } from '@shared/ids.ts';
import { encodeBundle, evidenceFor } from '@domain/wallet/bundle.ts';
import { accountOfHolder } from '@domain/wallet/ids.ts';
import { orderOf } from '@domain/wallet/readings/orders.ts';
import type { VerifiedOf } from '@domain/wallet/record.ts';
import type { Clock } from '@ports/clock.ts';
import type { DocumentStore } from '@ports/documentStore.ts';
import type { VerifySignature } from '@ports/keyVault.ts';
import type { LiveQuery } from '@ports/query.ts';
import { combineQueries, mapQuery } from '../workspace/liveQueries.ts';
import type {
  ActivityFilter,
  Payment,
  PaymentRequest,
  WalletActs,
  WalletWorkspace,
} from '../workspace/walletWorkspace.ts';
import { createCodeReads } from './codeReads.ts';
import { type Viewer, holdingsOf, issuedUnitsOf, standingWith } from './holdingViews.ts';
import { paymentNow } from './paymentNow.ts';
import { paymentView, unitView } from './paymentView.ts';
import { proofIdsOf } from './room/bill.ts';
import { createRoomReads } from './room/roomReads.ts';
import { packetView } from './packets/packetView.ts';
import { createBookReads } from './books/bookReads.ts';
import { createTradeReads } from './trade/tradeReads.ts';
import { createSafetyReads } from './safety/safetyReads.ts';
import { WalletFollower, type WalletPicture } from './walletFollower.ts';

/** What reading works with, in any tab. */
export interface WalletReadParts {
  readonly store: DocumentStore;
  readonly self: { readonly account: AccountId; readonly device: DeviceId };
  readonly clock: Clock;
  /** Oneself and the people one knows. */
  readonly people: WalletWorkspace['people'];
  readonly verify: VerifySignature;
}

/** What of the wallet is read from the store. */
export type WalletReads = Omit<WalletWorkspace, keyof WalletActs>;

/** Everything a screen sees of the wallet, in one tab (WSV-60). */
export function createWalletReads({ store, self, clock, people, verify }: WalletReadParts): WalletReads {
  const { picture } = new WalletFollower(store.wallet);
  const viewed = <T>(read: (picture: WalletPicture, viewer: Viewer) => T): LiveQuery<T> => {
    const notes = combineQueries(store.wallet.units.watchAll(), store.contacts.watchAll(), (units, contacts) => ({
      notes: new Map(units.map((note) => [note.unit, note])),
      contacts: new Set(contacts.flatMap(({ account, blocked }) => (blocked ? [] : [account]))),
    }));
    const viewerOf = { self: self.account, device: self.device };
    return combineQueries(picture, notes, (shown, known) => read(shown, { ...viewerOf, ...known }));
  };
  return {
    ...createBookReads({ picture, self, clock, store }),
    ...createTradeReads({ picture, self, clock }),
    ...createRoomReads({
      ...{ picture, store, self, clock, verify, people },
      activityOf: (shown, unit) => activityOf(shown, self.account, { unit }),
    }),
    ...createCodeReads(store, picture, self.account),
    ...createSafetyReads(store, picture, self.account),
    people,
    holdings: () => viewed(({ ledger }, viewer) => holdingsOf(ledger, viewer)),
    issuedUnits: () => viewed(({ ledger }, viewer) => issuedUnitsOf(ledger, viewer)),
    standingWith: (person) => mapQuery(picture, ({ ledger }) => standingWith(ledger, self.account, person)),
    activity: (filter) => mapQuery(picture, (shown) => activityOf(shown, self.account, filter ?? {})),
    payment: (id) => mapQuery(picture, (shown) => paymentNow(shown, self.account, id)),
    packet: (id) => mapQuery(picture, ({ ledger }) => packetView(ledger, self, id)),
    paymentRequest: (id) =>
      mapQuery(picture, (shown) => {
        const request = shown.ledger.find('request', id);
        const now = clock.now();
        return request === undefined ? null : requestView(shown, request, { self: self.account, now });
      }),
    paymentRequests: () => mapQuery(picture, (shown) => requestsOf(shown, self.account, clock.now())),
    proofOf: (id) =>
      mapQuery(picture, ({ ledger }) => {
        const isHere = ledger.record(id) !== undefined;
        return isHere ? encodeBundle(evidenceFor(ledger, proofIdsOf(ledger, id))) : null;
      }),
  };
}

function activityOf(picture: WalletPicture, self: AccountId, { unit, person }: ActivityFilter): readonly Payment[] {
  const payments = [...picture.ledger.units()].flatMap((book) => {
    if (unit !== undefined && book.unit.id !== unit) return [];
    const ids = [
      ...[...book.mints()].map(({ mint }) => mint.id),
      ...[...book.transfers()].map(({ transfer }) => transfer.id),
    ];
    return ids.flatMap((id) => paymentView(picture, self, id) ?? []);
  });
  // What moves between one's own pots is paid to nobody: it would be counted again when it is.
  const isOf = ({ from, to }: Payment) => from !== to && (person === undefined || from === person || to === person);
  return payments.filter(isOf).sort((a, b) => picture.serialOf(b.id) - picture.serialOf(a.id));
}

function requestsOf(picture: WalletPicture, self: AccountId, now: number): readonly PaymentRequest[] {
  const requests = [...picture.ledger.records()].flatMap((record) => {
    const request = record.type === 'request' ? picture.ledger.find('request', record.id) : undefined;
    return request === undefined ? [] : (requestView(picture, request, { self, now }) ?? []);
  });
  return requests.sort((a, b) => picture.serialOf(b.id) - picture.serialOf(a.id));
}

function requestView(
  { ledger, cameAt }: WalletPicture,
  { id, body }: VerifiedOf<'request'>,
  { self, now }: { readonly self: AccountId; readonly now: number },
): PaymentRequest | null {
  const order = orderOf(ledger, id, now);
  if (order === null) return null;
  const payee = accountOfHolder(body.payee);
  return {
    ...{ id, payee, payer: body.payer ?? null, decimals: body.decimals, memo: body.memo, until: body.until },
    units: body.units.flatMap((unit) => ledger.find('unit', unit) ?? []).map(unitView),
    amount: body.amount ?? null,
    lines: body.lines ?? [],
    own: payee === self,
    at: cameAt(id),
    stage: order.stage,
    cancelledBy: order.cancelledBy,
    refunded: order.refunded,
    payments: order.payments,
  };
}
