/** Books of the units of the demo, in every state a book can be in, and the devices that keep them. */
import { type UnitId, accountOfHolder, holderOf, recordId } from '@domain/wallet/ids.ts';
import type { BookHealth, BookLine, UnitBookView } from '@services/workspace/walletBooks.ts';
import type { Unit } from '@services/workspace/walletWorkspace.ts';
import { fakeAccountId, fakeDeviceId, fakeEventId } from './fakeIds.ts';
import type { FakeWallet } from './fakeWallet.ts';

const HOUR = 3_600_000;
const OWN = fakeAccountId('own');

function idOf(label: string) {
  const id = recordId(fakeEventId(`book ${label}`));
  if (!id.ok) throw new Error('a fake id is no id');
  return id.value;
}

const OPS: readonly BookLine['op'][] = ['clear', 'hold', 'clear', 'refuse', 'clear', 'return'];

function linesOf(unit: Unit, count: number, now: number): readonly BookLine[] {
  return Array.from({ length: count }, (_, place) => ({
    id: idOf(`${unit.id} ${place}`),
    epoch: 1,
    seq: count - place,
    op: OPS[place % OPS.length] ?? 'clear',
    ref: idOf(`${unit.id} ref ${place}`),
    amount: BigInt(100 * (place + 3)),
    at: now - place * HOUR,
    isReleased: true,
    isCut: false,
  }));
}

/** The book of a unit of the demo; `change` puts it into another state. */
export function demoBook(unit: Unit, change: Partial<UnitBookView> = {}): UnitBookView {
  const now = Date.now();
  const isOwn = unit.issuer === OWN;
  const recent = linesOf(unit, 6, now - HOUR);
  return {
    unit,
    isOwn,
    epoch: 1,
    clerk: { key: fakeDeviceId(isOwn ? 'own' : unit.id), account: unit.issuer, isHere: isOwn, isFrozen: false },
    witnesses: [
      { key: fakeDeviceId('leila'), account: fakeAccountId('leila'), isHere: false, isFrozen: false, behind: 0 },
    ],
    health: 'sound',
    entries: recent.length,
    lastAt: recent[0]?.at ?? null,
    unseen: 0,
    head: { at: now - HOUR, seq: recent.length, agrees: true },
    recent,
    overdrafts: [],
    contested: [],
    cutPromises: [],
    lapsed: 0n,
    lapsing: unit.expiresDays === undefined ? 0n : 120n,
    faults: [],
    ...change,
  };
}

/** What is shown where a book is like that. */
export const DEMO_STATES: Readonly<Record<BookHealth, Partial<UnitBookView>>> = {
  sound: {},
  'single-copy': { health: 'single-copy', witnesses: [] },
  'witness-behind': { health: 'witness-behind', unseen: 2 },
  incomplete: { health: 'incomplete' },
  'clerk-frozen': {
    health: 'clerk-frozen',
    clerk: { key: fakeDeviceId('lost'), account: OWN, isHere: false, isFrozen: true },
    contested: [idOf('contested')],
    cutPromises: [{ id: idOf('cut'), to: holderOf(fakeAccountId('leila')), amount: 700n }],
  },
  contradicted: {
    health: 'contradicted',
    faults: [{ kind: 'fork', at: '1:4', proof: [idOf('one'), idOf('other')] }],
  },
};

/** Fills the books of a fake: one for each of its units, with somebody who may owe in the first own one. */
export function seedDemoBooks({ books, issued, holdings }: FakeWallet): void {
  const all = new Map<UnitId, UnitBookView>();
  for (const { unit } of holdings.get()) all.set(unit.id, demoBook(unit));
  for (const [place, { unit, holders }] of issued.get().entries()) {
    const [first] = holders;
    const overdrafts = first === undefined ? [] : [{ ...first, max: 5000n }];
    all.set(unit.id, demoBook(unit, place === 0 ? { ...DEMO_STATES['single-copy'], overdrafts } : {}));
  }
  books.books.set(all);
  const keeps = issued.get().map(({ unit }) => unit);
  books.devices.set([
    { key: fakeDeviceId('own'), isHere: true, since: Date.now() - 900 * HOUR, isFrozen: false, keeps },
    { key: fakeDeviceId('lost'), isHere: false, since: Date.now() - 9000 * HOUR, isFrozen: true, keeps: [] },
  ]);
  const owner = issued.get()[0]?.holders[0]?.holder;
  if (owner !== undefined) books.frozen.set([{ account: accountOfHolder(owner), key: fakeDeviceId('leila') }]);
}
