/** A wallet worth looking at: friends' debts, a canteen, points, an offer, a book of one's own, and half a year of payments. */
import { ok } from '@shared/result.ts';
import type { AccountId } from '@shared/ids.ts';
import { type RecordId, holderOf, recordId } from '@domain/wallet/ids.ts';
import { messageOf } from '@services/wallet/paymentView.ts';
import { blankNote } from '@services/wallet/unitNotes.ts';
import type { Holding, IssuedUnit, Payment, Unit, WalletPerson } from '@services/workspace/walletWorkspace.ts';
import { seedDemoBooks } from './demoBooks.ts';
import type { FakeWallet } from './fakeWallet.ts';
import { fakeAccountId, fakeDeviceId, fakeEventId } from './fakeIds.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const OWN = fakeAccountId('own');

function demoId(label: string): RecordId {
  const id = recordId(fakeEventId(`wallet ${label}`));
  if (!id.ok) throw new Error('a fake id is no id');
  return id.value;
}

const PEOPLE = [
  ['leila', 'Leila Haddad', 'contact', true],
  ['tomas', 'Tomás Ferreira', 'contact', false],
  ['wen', '陈雯', 'contact', false],
  ['yusuf', 'يوسف الكردي', 'contact', true],
  ['canteen', 'Westbrook Canteen', 'contact', true],
  ['bakery', 'Bäckerei Sonne', 'contact', false],
] as const;

const unitOf = (key: string, issuer: string, change: Partial<Unit>): Unit => ({
  id: demoId(`unit ${key}`),
  issuer: fakeAccountId(issuer),
  code: 'IOU',
  name: key,
  decimals: 2,
  kind: 'iou',
  redeem: 'I owe you this much and will pay you back.',
  transferable: true,
  feeless: true,
  ...change,
});

const UNITS = {
  tomas: unitOf('tomas', 'tomas', { name: 'Tomás owes', code: 'TOMAS', currency: 'EUR' }),
  canteen: unitOf('canteen', 'canteen', {
    name: 'Canteen money',
    code: 'LUNCH',
    kind: 'prepaid',
    currency: 'EUR',
    redeem: 'Good for every meal and drink at the Westbrook canteen, Mondays to Fridays.',
  }),
  bakery: unitOf('bakery', 'bakery', {
    name: 'Sonnenpunkte',
    code: 'SONNE',
    kind: 'points',
    decimals: 0,
    transferable: false,
    expiresDays: 180,
    redeem: 'Zehn Punkte sind ein Brot nach Wahl.',
  }),
  yusuf: unitOf('yusuf', 'yusuf', { name: 'دَين يوسف', code: 'YUSUF', currency: 'EUR' }),
  gifts: unitOf('gifts', 'gifts', { name: 'Free Gift Coin', code: 'GIFT', kind: 'credit', decimals: 0 }),
  own: unitOf('own', 'own', { name: 'Mira’s IOU', code: 'MIRA', currency: 'EUR' }),
  hours: unitOf('hours', 'own', {
    name: 'Garden hours',
    code: 'GARDEN',
    kind: 'credit',
    redeem: 'Good for help in the garden from any member.',
  }),
};

const holding = (unit: Unit, balance: bigint, change: Partial<Holding> = {}): Holding => ({
  unit,
  balance,
  available: balance,
  arriving: 0n,
  note: blankNote(unit.id),
  isOverLimit: false,
  isOffer: false,
  faults: [],
  ...change,
});

const issued = (unit: Unit, out: bigint, change: Partial<IssuedUnit> = {}): IssuedUnit => ({
  unit,
  issued: out + 4500n,
  redeemed: 4500n,
  held: 0n,
  lapsed: 0n,
  outstanding: out,
  holders: [
    { holder: holderOf(fakeAccountId('leila')), balance: (out * 2n) / 3n },
    { holder: holderOf(fakeAccountId('wen')), balance: out - (out * 2n) / 3n },
  ],
  isClerk: true,
  witnesses: 1,
  waiting: 0,
  faults: [],
  ...change,
});

interface DemoPayment {
  readonly unit: Unit;
  readonly other: AccountId;
  readonly side: Payment['side'];
  readonly amount: bigint;
  readonly ago: number;
  readonly word?: Payment['situation']['word'];
  readonly kind?: Payment['kind'];
  readonly acts?: Payment['acts'];
}

function finalityOf(word: Payment['situation']['word'], now: number): Payment['finality'] {
  if (word === 'cleared') return { kind: 'final', isSingleCopy: false };
  return word === 'held' ? { kind: 'guaranteed', until: now + DAY } : { kind: 'none' };
}

function paymentOf(given: DemoPayment, index: number, now: number): Payment {
  const { unit, other, side, amount, ago, word = 'cleared', kind = 'transfer', acts = [] } = given;
  const finality = finalityOf(word, now);
  const situation = { word, reason: word === 'refused' ? ('not-enough' as const) : null, finality };
  return {
    ...{ id: demoId(`payment ${index}`), kind, unit, amount, side, situation, finality, acts },
    from: side === 'payer' ? OWN : other,
    to: side === 'payer' ? other : OWN,
    at: now - ago,
    request: null,
    refundOf: null,
    until: kind === 'mint' ? null : now - ago + DAY,
    message: kind === 'mint' ? `payments.mint.${side}` : messageOf(situation, side),
    refunded: 0n,
    refundSerial: 1,
    sentBack: 0n,
    why: null,
  };
}

function history(): readonly DemoPayment[] {
  const person = fakeAccountId;
  const recent: readonly DemoPayment[] = [
    {
      ...{ unit: UNITS.tomas, other: person('leila'), side: 'payee', amount: 1250n, ago: 20 * 60_000 },
      ...{ word: 'held', acts: ['accept', 'decline'] },
    },
    { unit: UNITS.canteen, other: person('canteen'), side: 'payer', amount: 640n, ago: 3 * HOUR },
    {
      unit: UNITS.canteen,
      other: person('wen'),
      side: 'payer',
      amount: 900n,
      ago: 5 * HOUR,
      word: 'sent',
      acts: ['cancel'],
    },
    {
      ...{ unit: UNITS.tomas, other: person('tomas'), side: 'payee', amount: 2400n, ago: DAY, kind: 'mint' },
      acts: ['send-back'],
    },
    { unit: UNITS.tomas, other: person('yusuf'), side: 'payer', amount: 99_900n, ago: 2 * DAY, word: 'refused' },
    { unit: UNITS.own, other: person('leila'), side: 'payer', amount: 3300n, ago: 3 * DAY, kind: 'mint' },
    { unit: UNITS.bakery, other: person('bakery'), side: 'payee', amount: 4n, ago: 4 * DAY, kind: 'mint' },
  ];
  const lunches = Array.from({ length: 60 }, (_, index): DemoPayment => {
    const isTopUp = index % 12 === 11;
    return {
      unit: UNITS.canteen,
      other: person('canteen'),
      side: isTopUp ? 'payee' : 'payer',
      amount: isTopUp ? 6000n : 430n + BigInt((index * 97) % 380),
      ago: (6 + index * 4) * DAY,
      ...(isTopUp && { kind: 'mint' as const }),
    };
  });
  return [...recent, ...lunches];
}

/** Shows all of it. */
export function seedDemoWallet(wallet: FakeWallet, now: number): void {
  const generated = { kind: 'generated' } as const;
  const people: WalletPerson[] = PEOPLE.map(([key, name, standing, isVerified]) => {
    return { account: fakeAccountId(key), name, avatar: generated, standing, isVerified };
  });
  people.push({ account: OWN, name: 'Mira Sandhu', avatar: generated, standing: 'self', isVerified: true });
  wallet.people.set(new Map(people.map((person) => [person.account, person])));
  wallet.holdings.set([
    holding(UNITS.canteen, 3720n, { available: 2820n, note: { ...blankNote(UNITS.canteen.id), stance: 'accepted' } }),
    holding(UNITS.gifts, 5000n, { isOffer: true }),
    holding(UNITS.bakery, 37n),
    holding(UNITS.tomas, 6650n, {
      arriving: 1250n,
      isOverLimit: true,
      note: { unit: UNITS.tomas.id, limit: 5000n, stance: null },
    }),
    holding(UNITS.yusuf, 850n),
  ]);
  wallet.issued.set([issued(UNITS.hours, 1850n), issued(UNITS.own, 3300n, { waiting: 2 })]);
  wallet.standing.set({
    claims: [{ unit: UNITS.tomas, amount: 6650n }],
    debts: [{ unit: UNITS.own, amount: 2200n }],
    setAside: [{ unit: UNITS.tomas, amount: 800n, isClaim: true }],
  });
  const payments = history().map((given, index) => paymentOf(given, index, now));
  wallet.activity.set(payments);
  seedRoom(wallet, payments, now);
  seedDemoBooks(wallet);
}

function seedRoom({ room }: FakeWallet, payments: readonly Payment[], now: number): void {
  const codes = ['food', 'food', 'fun', 'work'] as const;
  room.categories.set(
    new Map(payments.flatMap(({ id, side }, index) => (side === 'payer' ? [[id, codes[index % 4] ?? 'food']] : []))),
  );
  const signed = (name: string, isHere = false) => ({
    key: fakeDeviceId(name),
    account: fakeAccountId(name),
    by: 'device' as const,
    isFrozen: false,
    isHere,
  });
  const row = { op: null, signedAt: null, standing: 'counts' } as const;
  room.bill.set([
    { ...row, id: demoId('unit tomas'), type: 'unit', cameAt: now - 9 * DAY, signers: [signed('tomas')] },
    { ...row, id: demoId('book'), type: 'book', cameAt: now - 9 * DAY, signers: [signed('tomas')] },
    { ...row, id: demoId('order'), type: 'transfer', cameAt: now - HOUR, signers: [signed('leila')] },
    {
      ...{ ...row, id: demoId('entry'), type: 'entry', op: 'hold', signedAt: now - HOUR, cameAt: now - HOUR },
      signers: [signed('tomas')],
    },
    { ...row, id: demoId('seen'), type: 'seen', cameAt: now - HOUR, signers: [{ ...signed('own', true) }] },
  ]);
  const counts = { bytes: 4120, certificates: 3, records: 5, signatures: 8, waiting: 0 };
  const finality = { kind: 'guaranteed', until: now + DAY } as const;
  room.recheck.set(ok({ ...counts, word: 'held', finality, isSame: true }));
  const balance = 6650n;
  const at = now - 2 * DAY;
  room.statement.set({
    balance,
    held: 0n,
    entries: 18,
    signed: { id: demoId('said'), balance, held: 0n, seq: 17, at },
    asked: null,
  });
  room.exported.set({ csv: 'issuer\r\n', bundle: new Uint8Array([1]), payments: payments.length });
}
