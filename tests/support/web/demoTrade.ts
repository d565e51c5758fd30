/** Orders, pots, subscriptions, nets and protected payments worth looking at. */
import { type RecordId, recordId } from '@domain/wallet/ids.ts';
import type { TradeOrder } from '@services/workspace/walletTrade.ts';
import type { Unit } from '@services/workspace/walletWorkspace.ts';
import type { FakeWallet } from './fakeWallet.ts';
import { fakeAccountId, fakeEventId } from './fakeIds.ts';

const DAY = 24 * 3_600_000;
const OWN = fakeAccountId('own');

function demoId(label: string): RecordId {
  const id = recordId(fakeEventId(`trade ${label}`));
  if (!id.ok) throw new Error('a fake id is no id');
  return id.value;
}

/** Puts some of each into a wallet that has units already. */
export function seedDemoTrade(wallet: FakeWallet, now: number): void {
  const held = wallet.holdings.get().map(({ unit }) => unit);
  const issued = wallet.issued.get().map(({ unit }) => unit);
  const [own] = issued;
  const canteen = held.find(({ kind }) => kind === 'prepaid');
  const friend = held.find(({ kind }) => kind === 'iou');
  const iou = issued.find(({ currency }) => currency === friend?.currency);
  if (iou === undefined || own === undefined || canteen === undefined || friend === undefined) return;
  wallet.trade.orders.set(demoOrders(canteen, own, now));
  seedMandates(wallet, canteen, now);
  seedPots(wallet, canteen, now);
  wallet.trade.nets.set([
    {
      ...{
        id: demoId('net'),
        offer: demoId('net offer'),
        person: friend.issuer,
        own: false,
        note: 'May',
        at: now - DAY,
        stage: 'offered',
      },
      claim: { unit: friend, amount: 800n },
      debt: { unit: iou, amount: 800n },
    },
  ]);
  wallet.trade.agreements.set([
    {
      ...{ id: demoId('agreement'), person: friend.issuer, unit: friend, own: false, isClaim: true, at: now - DAY },
      ...{ found: 6650n, mine: 6650n, balance: 6400n, change: -250n, stage: 'proposed', repair: null },
    },
    {
      ...{ id: demoId('agreed'), person: friend.issuer, unit: iou, own: false, isClaim: false, at: now - 9 * DAY },
      ...{ found: 1700n, mine: 2200n, balance: 2200n, change: 500n, stage: 'agreed', repair: demoId('repair') },
    },
  ]);
  wallet.trade.protections.set([
    {
      ...{ payment: demoId('protected'), unit: canteen, amount: 4500n, from: OWN, to: fakeAccountId('leila') },
      ...{ side: 'payer', stage: 'held', isDisputed: false, at: now - 2 * DAY, disputes: [] },
      rule: { by: 'payer', autoAfter: now + 12 * DAY, onTimeout: 'pay' },
      acts: ['release', 'dispute'],
    },
    {
      ...{ payment: demoId('judged'), unit: friend, amount: 1250n, from: fakeAccountId('leila'), to: friend.issuer },
      ...{ side: 'judge', stage: 'held', isDisputed: true, at: now - 9 * DAY },
      rule: { by: OWN, autoAfter: now - DAY, onTimeout: 'pay' },
      disputes: [
        {
          ...{ id: demoId('dispute'), by: fakeAccountId('leila'), evidence: [], at: now - 3 * DAY, ruling: null },
          text: 'The bicycle came without its lamp, and the chain is not the one in the picture.',
        },
      ],
      acts: ['rule'],
    },
  ]);
}

function demoOrders(canteen: Unit, own: Unit, now: number): readonly TradeOrder[] {
  const given = { decimals: 2, terms: '', until: now + DAY, isDisputed: false } as const;
  return [
    {
      ...given,
      ...{ id: demoId('order'), seller: canteen.issuer, buyer: OWN, own: false, units: [canteen], amount: 1110n },
      lines: [
        { text: 'Soup of the day', count: 2, amount: 350n },
        { text: 'Bread', count: 1, amount: 80n },
        { text: 'خبز', count: 3, amount: 110n },
      ],
      ...{ memo: 'Table 4', at: now - DAY, stage: 'ready', refunded: 'none' },
      payments: [
        { id: demoId('paid'), unit: canteen, amount: 1110n, refundable: 1110n, refunded: 0n, refundSerial: 1 },
      ],
      receipts: [{ serial: 1, at: now - DAY }],
      steps: ['received'],
    },
    {
      ...given,
      ...{ id: demoId('sold'), seller: OWN, buyer: fakeAccountId('leila'), own: true, units: [own], amount: 2400n },
      lines: [{ text: 'Cake for ten', count: 1, amount: 2400n }],
      ...{ memo: '', at: now - 2 * DAY, stage: 'asked', refunded: 'none', payments: [], receipts: [] },
      steps: ['cancelled'],
    },
  ];
}

function seedMandates(wallet: FakeWallet, unit: Unit, now: number): void {
  const given = { unit, perPeriodCount: 1, count: null, end: null, pot: null, payments: [], at: now - 60 * DAY };
  wallet.trade.mandates.set([
    {
      ...given,
      ...{ id: demoId('weekly'), own: true, payer: OWN, payee: unit.issuer, perPayment: 500n, perPeriod: 500n },
      ...{ period: 'week', start: now - 60 * DAY, isAutomatic: true, stage: 'running', nextDue: now + 3 * DAY },
      ...{ scope: { kind: 'channel', id: 'Coffee' }, paid: 4500n, paidNow: 500n },
    },
    {
      ...given,
      ...{ id: demoId('monthly'), own: true, payer: OWN, payee: fakeAccountId('leila'), perPayment: 9900n },
      ...{ perPeriod: 9900n, period: 'month', start: now - 30 * DAY, isAutomatic: true, stage: 'short' },
      ...{ scope: { kind: 'channel', id: 'Choir' }, paid: 9900n, paidNow: 0n, nextDue: now - DAY },
    },
  ]);
}

function seedPots(wallet: FakeWallet, unit: Unit, now: number): void {
  const given = { isThisDeviceOnly: false, isUsable: true, isOfPacket: false, isLeftBehind: false, at: now };
  const row = { unit, amount: 2650n, available: 2650n, spentToday: 150n };
  wallet.trade.pots.set([
    {
      ...given,
      ...{
        id: demoId('lunch'),
        name: 'School lunch',
        to: [unit.issuer, OWN],
        notBefore: null,
        perDay: 400n,
        rows: [row],
      },
    },
    { ...given, id: demoId('bike'), name: 'Bike', to: null, notBefore: now + 90 * DAY, perDay: null, rows: [] },
  ]);
}
