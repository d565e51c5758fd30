import type { AccountId } from '@shared/ids.ts';
import { availableOf } from '@domain/wallet/drafts/payments.ts';
import { type UnitId, accountOfHolder, holderOf } from '@domain/wallet/ids.ts';
import type { UnitNote } from '@domain/wallet/keptRecords.ts';
import type { Ledger } from '@domain/wallet/ledger.ts';
import type { UnitView } from '@domain/wallet/unitView.ts';
import type { Holding, IssuedUnit, PersonStanding } from '../workspace/walletWorkspace.ts';
import { unitView } from './paymentView.ts';
import { blankNote } from './unitNotes.ts';

/** Who looks: oneself, and what is known and was decided here. */
export interface Viewer {
  readonly self: AccountId;
  readonly device: string;
  readonly contacts: ReadonlySet<AccountId>;
  readonly notes: ReadonlyMap<UnitId, UnitNote>;
}

/** Units of others that one has, or is to get, in order of their names (WSV-52). */
export function holdingsOf(ledger: Ledger, viewer: Viewer): readonly Holding[] {
  const units = [...ledger.units()].filter(({ unit }) => unit.body.issuer !== viewer.self);
  return units.flatMap((unit) => holdingOf(ledger, unit, viewer) ?? []).sort(byUnit);
}

const byUnit = (a: { readonly unit: Holding['unit'] }, b: { readonly unit: Holding['unit'] }) =>
  a.unit.name.localeCompare(b.unit.name) || (a.unit.id < b.unit.id ? -1 : 1);

function holdingOf(ledger: Ledger, unit: UnitView, { self, contacts, notes }: Viewer): Holding | null {
  const holder = holderOf(self);
  const balance = unit.balanceOf(holder);
  const arriving = unit.heldFor(holder);
  const pending = unit.pendingOf(holder);
  const known = notes.get(unit.unit.id);
  const isOpen = [...unit.open()].some((id) => unit.transfer(id)?.transfer.body.to === holder);
  if (balance === 0n && arriving === 0n && pending === 0n && !isOpen && known === undefined) return null;
  const note = known ?? blankNote(unit.unit.id);
  const { issuer } = unit.unit.body;
  return {
    unit: unitView(unit.unit),
    balance,
    arriving,
    available: availableOf(ledger, unit.unit.id, holder),
    note,
    isOverLimit: note.limit !== null && balance + arriving > note.limit,
    isOffer: note.stance !== 'accepted' && !contacts.has(issuer),
    faults: unit.faults(),
  };
}

/** Units one issues, with their books. */
export function issuedUnitsOf(ledger: Ledger, viewer: Viewer): readonly IssuedUnit[] {
  const units = [...ledger.units()].filter(({ unit }) => unit.body.issuer === viewer.self);
  return units.map((unit) => issuedUnitOf(unit, viewer)).sort(byUnit);
}

function issuedUnitOf(unit: UnitView, { device }: Viewer): IssuedUnit {
  const { issued, redeemed, held, lapsed } = unit;
  const book = unit.currentBook()?.body;
  const holders = [...unit.holders()].map((holder) => ({ holder, balance: unit.balanceOf(holder) }));
  return {
    unit: unitView(unit.unit),
    ...{ issued, redeemed, held, lapsed, outstanding: issued - redeemed - lapsed },
    holders: holders.filter(({ balance }) => balance !== 0n),
    isClerk: book?.clerk === device,
    witnesses: book?.witnesses.length ?? 0,
    waiting: [...unit.open()].filter((id) => unit.transfer(id)?.status === 'sent').length,
    faults: unit.faults(),
  };
}

/** Claims and debts between oneself and someone, pots included, unit by unit, and what of them is set aside. */
export function standingWith(ledger: Ledger, self: AccountId, person: AccountId): PersonStanding {
  const held = (issuer: AccountId, owner: AccountId) =>
    [...ledger.units()].flatMap((unit) => {
      if (unit.unit.body.issuer !== issuer) return [];
      const holders = [...unit.holders()].filter((holder) => accountOfHolder(holder) === owner);
      const amount = holders.reduce((sum, holder) => sum + unit.balanceOf(holder), 0n);
      return amount === 0n ? [] : [{ unit: unitView(unit.unit), amount }];
    });
  const setAside = [
    ...offeredBy(ledger, { issuer: person, owner: self }).map((sum) => ({ ...sum, isClaim: true })),
    ...offeredBy(ledger, { issuer: self, owner: person }).map((sum) => ({ ...sum, isClaim: false })),
  ];
  return { claims: held(person, self), debts: held(self, person), setAside };
}

/** What of someone's units is set aside for offers to cancel out, unit by unit. */
function offeredBy(ledger: Ledger, { issuer, owner }: { readonly issuer: AccountId; readonly owner: AccountId }) {
  return [...ledger.units()].flatMap((unit) => {
    if (unit.unit.body.issuer !== issuer) return [];
    const amount = [...unit.open()].reduce((sum, id) => {
      const line = unit.transfer(id);
      const isOffered = line?.status === 'held' && line.transfer.body.why === 'net';
      return isOffered && accountOfHolder(line.transfer.body.from) === owner ? sum + line.transfer.body.amount : sum;
    }, 0n);
    return amount === 0n ? [] : [{ unit: unitView(unit.unit), amount }];
  });
}
