import type { AccountId } from '@shared/ids.ts';
import type { Result } from '@shared/result.ts';
import { ok } from '@shared/result.ts';
import { type RecordId, recordId } from '@domain/wallet/ids.ts';
import { type WritableSnapshot, writableSnapshot } from '@ports/snapshot.ts';
import { mapQuery, snapshotQuery } from '@services/workspace/liveQueries.ts';
import type {
  Holding,
  IssuedUnit,
  Payment,
  PaymentRequest,
  PersonStanding,
  WalletActs,
  WalletPart,
  WalletPerson,
} from '@services/workspace/walletWorkspace.ts';
import type { PaymentSafety } from '@services/workspace/walletSafety.ts';
import type { Outcome, WorkspaceError } from '@services/workspace/workspace.ts';
import { type FakeBooks, createFakeBooks, fakeBookActs, fakeBookReads } from './fakeBooks.ts';
import { type FakeWalletRoom, createFakeRoom, fakeRoomReads } from './fakeWalletRoom.ts';
import { type FakeCodes, createFakeCodes, fakeCodeActs, fakeCodeReads } from './fakeCodes.ts';
import { fakeEventId } from './fakeIds.ts';
import { type FakeMints, createFakeMints } from './fakeMints.ts';
import { createFakeSafety, fakeSafetyActs } from './fakeSafety.ts';
import { type FakeTrade, createFakeTrade, fakeTradeReads } from './fakeWalletTrade.ts';
import { type FakePackets, createFakePackets, fakePacketReads } from './fakeWalletPackets.ts';

/** What a test or the gallery can do to the wallet of the fake. */
export interface FakeWallet {
  readonly mints: FakeMints;
  readonly holdings: WritableSnapshot<readonly Holding[]>;
  readonly issued: WritableSnapshot<readonly IssuedUnit[]>;
  /** Between oneself and everybody. */
  readonly standing: WritableSnapshot<PersonStanding>;
  /** Newest first. */
  readonly activity: WritableSnapshot<readonly Payment[]>;
  readonly requests: WritableSnapshot<readonly PaymentRequest[]>;
  readonly people: WritableSnapshot<ReadonlyMap<AccountId, WalletPerson>>;
  readonly proof: WritableSnapshot<Uint8Array | null>;
  readonly safety: WritableSnapshot<PaymentSafety>;
  readonly books: FakeBooks;
  readonly codes: FakeCodes;
  readonly packets: FakePackets;
  readonly trade: FakeTrade;
  readonly room: FakeWalletRoom;
  /** Acts and what they were given, in order. */
  readonly asked: { readonly act: keyof WalletActs; readonly with: readonly unknown[] }[];
}

/** A wallet in memory: it shows what it is told to, and notes what it is asked to do. */
export function createFakeWallet(act: (task: () => void) => Outcome): {
  readonly controls: FakeWallet;
  readonly workspace: WalletPart;
} {
  const mints = createFakeMints(act);
  const controls: FakeWallet = {
    mints: mints.controls,
    holdings: writableSnapshot<readonly Holding[]>([]),
    issued: writableSnapshot<readonly IssuedUnit[]>([]),
    standing: writableSnapshot<PersonStanding>({ claims: [], debts: [], setAside: [] }),
    activity: writableSnapshot<readonly Payment[]>([]),
    requests: writableSnapshot<readonly PaymentRequest[]>([]),
    people: writableSnapshot<ReadonlyMap<AccountId, WalletPerson>>(new Map()),
    proof: writableSnapshot<Uint8Array | null>(null),
    safety: createFakeSafety(),
    books: createFakeBooks(),
    packets: createFakePackets(),
    trade: createFakeTrade(),
    room: createFakeRoom(),
    codes: createFakeCodes(),
    asked: [],
  };
  const note: Note = (name, given) => act(() => void controls.asked.push({ act: name, with: given }));
  const acts = fakeActs(note, controls.codes);
  const activity = snapshotQuery(controls.activity);
  return {
    controls,
    workspace: {
      ...mints.workspace,
      ...acts,
      wallet: {
        ...acts,
        people: () => snapshotQuery(controls.people),
        holdings: () => snapshotQuery(controls.holdings),
        issuedUnits: () => snapshotQuery(controls.issued),
        standingWith: () => snapshotQuery(controls.standing),
        activity: ({ unit, person } = {}) =>
          mapQuery(activity, (payments) =>
            payments.filter(
              (payment) =>
                (unit === undefined || payment.unit.id === unit) &&
                (person === undefined || payment.from === person || payment.to === person),
            ),
          ),
        payment: (id) => mapQuery(activity, (payments) => payments.find((payment) => payment.id === id) ?? null),
        paymentRequest: (id) =>
          mapQuery(snapshotQuery(controls.requests), (all) => all.find((one) => one.id === id) ?? null),
        paymentRequests: () => snapshotQuery(controls.requests),
        proofOf: () => snapshotQuery(controls.proof),
        programOrder: () => snapshotQuery(writableSnapshot(null)),
        paymentSafety: () => snapshotQuery(controls.safety),
        ...fakeBookReads(controls.books),
        ...fakePacketReads(controls.packets),
        ...fakeTradeReads(controls.trade),
        ...fakeRoomReads(controls.room),
        ...fakeCodeReads(controls.codes),
      },
    },
  };
}

type Note = (name: keyof WalletActs, given: readonly unknown[]) => Outcome;

function fakeActs(note: Note, codes: FakeCodes): WalletActs {
  let made = 0;
  const named = async <Name extends string>(name: Name, noted: Outcome) => {
    const outcome: Result<void, WorkspaceError> = await noted;
    made += 1;
    const id = recordId(fakeEventId(`wallet record ${made}`));
    if (!outcome.ok) return outcome;
    if (!id.ok) throw new Error('a fake id is no id');
    // A computed name has the type of every name.
    return ok({ [name]: id.value } as Record<Name, typeof id.value>);
  };
  const many = async (count: number, noted: Outcome) => {
    const outcome = await noted;
    if (!outcome.ok) return outcome;
    const requests: RecordId[] = [];
    for (let place = 0; place < count; place += 1) {
      const one = await named('request', Promise.resolve(ok()));
      if (one.ok) requests.push(one.value.request);
    }
    return ok({ requests });
  };
  return {
    ...fakeBookActs(note),
    ...fakeCodeActs(codes, note, named),
    createUnit: (...given) => named('unit', note('createUnit', given)),
    promiseUnits: (...given) => named('payment', note('promiseUnits', given)),
    payUnits: (...given) => named('payment', note('payUnits', given)),
    askPayment: (...given) => named('request', note('askPayment', given)),
    payRequest: (...given) => named('payment', note('payRequest', given)),
    acceptPayment: (...given) => note('acceptPayment', given),
    declinePayment: (...given) => note('declinePayment', given),
    cancelPayment: (...given) => note('cancelPayment', given),
    sendBackUnits: (...given) => named('payment', note('sendBackUnits', given)),
    refundPayment: (...given) => named('payment', note('refundPayment', given)),
    noteUnit: (...given) => note('noteUnit', given),
    ...fakeSafetyActs(note, named),
    offerNet: (...given) => named('net', note('offerNet', given)),
    agreeNet: (...given) => note('agreeNet', given),
    refuseNet: (...given) => note('refuseNet', given),
    withdrawNet: (...given) => note('withdrawNet', given),
    proposeAgreement: (...given) => named('agreement', note('proposeAgreement', given)),
    acceptAgreement: (...given) => note('acceptAgreement', given),
    declineAgreement: (...given) => note('declineAgreement', given),
    payProtected: (...given) => named('payment', note('payProtected', given)),
    releasePayment: (...given) => note('releasePayment', given),
    disputePayment: (...given) => named('dispute', note('disputePayment', given)),
    ruleDispute: (...given) => note('ruleDispute', given),
    askOrder: (...given) => named('request', note('askOrder', given)),
    stepOrder: (...given) => note('stepOrder', given),
    createPot: (...given) => named('pot', note('createPot', given)),
    fillPot: (...given) => named('payment', note('fillPot', given)),
    emptyPot: (...given) => named('payment', note('emptyPot', given)),
    payFromPot: (...given) => named('payment', note('payFromPot', given)),
    createMandate: (...given) => named('mandate', note('createMandate', given)),
    revokeMandate: (...given) => note('revokeMandate', given),
    payByMandate: (...given) => named('payment', note('payByMandate', given)),
    sendPacket: (...given) => named('packet', note('sendPacket', given)),
    claimPacket: (...given) => note('claimPacket', given),
    filePayment: (...given) => note('filePayment', given),
    giveStatement: (...given) => note('giveStatement', given),
    askStatement: (...given) => note('askStatement', given),
    askPayments: (asked) => many(asked.length, note('askPayments', [asked])),
    keepPayment: (...given) => note('keepPayment', given),
    dropRequest: (...given) => note('dropRequest', given),
  };
}
