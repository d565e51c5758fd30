/** One record of every type, as rich as it can be, and the people in them. */
import { seedHashOf } from '@domain/wallet/packetShares.ts';
import type { Signer } from '@domain/wallet/envelope.ts';
import { holderOf } from '@domain/wallet/ids.ts';
import type { RecordType, VerifiedOf, VerifiedRecord } from '@domain/wallet/record.ts';
import type { SpaceId } from '@shared/ids.ts';
import { keyNamed, person, deviceOf, strayDevice } from './people.ts';
import { DAY, HOUR, START, make, unitBody } from './records.ts';

export const ana = person('Ana', 2);
export const ben = person('Ben', 2);
export const cleo = person('Cleo');
export const witness = strayDevice('witness');

export type Samples = { readonly [Type in RecordType]: VerifiedOf<Type> };

/** Money, and who keeps it. */
async function money() {
  const [clerk, spender, payee] = [deviceOf(ana), deviceOf(ben), deviceOf(cleo)];
  const unit = await make(
    'unit',
    unitBody(ana, { currency: 'EUR', name: 'Ana’s café', redeem: 'Coffee.\nOr tea.' }),
    clerk,
    'unit',
  );
  const book = await make(
    'book',
    { unit: unit.id, epoch: 1, clerk: clerk.key, witnesses: [witness.key] },
    clerk,
    'book',
  );
  const pot = await make(
    'pot',
    {
      account: ben.account,
      name: 'Lunch',
      rule: { devices: [spender.key], to: [cleo.account, ana.account], notBefore: START, perDay: 900n },
    },
    spender,
    'pot',
  );
  const from = holderOf(ben.account);
  const to = holderOf(cleo.account);
  const overdraft = await make('overdraft', { unit: unit.id, holder: from, max: 500n, serial: 1 }, clerk, 'overdraft');
  const mint = await make('mint', { unit: unit.id, to: from, amount: 10_000n, why: 'topup' }, clerk, 'mint');
  const transfer = await make(
    'transfer',
    {
      unit: unit.id,
      from,
      to,
      amount: 250n,
      until: START + DAY,
      mode: 'hold',
      release: { by: ana.account, autoAfter: START + 2 * DAY, onTimeout: 'pay' },
    },
    spender,
    'transfer',
  );
  const ref = transfer.id;
  const entry = await make(
    'entry',
    { unit: unit.id, epoch: 1, seq: 1, prev: keyNamed('link'), op: 'hold', ref, at: START + 1 },
    clerk,
    'entry',
  );
  const place = { unit: unit.id, epoch: 1, seq: 1, at: START + 2 };
  return {
    unit,
    book,
    pot,
    overdraft,
    mint,
    transfer,
    entry,
    deposit: await make('deposit', { ref }, payee, 'deposit'),
    cancel: await make('cancel', { ref }, spender, 'cancel'),
    decline: await make('decline', { ref }, payee, 'decline'),
    release: await make('release', { ref }, clerk, 'release'),
    seen: await make('seen', { entry: entry.id }, witness, 'seen'),
    head: await make(
      'head',
      { ...place, link: keyNamed('link'), issued: 10_000n, redeemed: 0n, held: 250n, lapsed: 0n },
      clerk,
      'head',
    ),
    statement: await make('statement', { ...place, holder: from, balance: -50n, held: 250n }, clerk, 'statement'),
  };
}

async function trade(unit: VerifiedOf<'unit'>, transfer: VerifiedOf<'transfer'>) {
  const [issuer, spender, payee] = [deviceOf(ana), deviceOf(ben), deviceOf(cleo)];
  const [from, to] = [holderOf(ben.account), holderOf(cleo.account)];
  const request = await make(
    'request',
    {
      payee: to,
      units: [unit.id],
      decimals: 2,
      amount: 700n,
      lines: [
        { text: 'Coffee', count: 2, amount: 250n },
        { text: 'Cake', count: 1, amount: 200n },
      ],
      memo: 'Table 4\nThank you',
      until: START + HOUR,
      single: true,
      payer: ben.account,
      terms: 'No refunds.',
      hash: keyNamed('invoice'),
    },
    payee,
    'request',
  );
  const mandate = await make(
    'mandate',
    {
      payer: from,
      payee: to,
      unit: unit.id,
      perPayment: 500n,
      perPeriod: 1000n,
      period: 'month',
      perPeriodCount: 2,
      count: 12,
      start: START,
      end: START + 400 * DAY,
      scope: { kind: 'program', id: 'music' },
    },
    spender,
    'mandate',
  );
  const dispute = await make(
    'dispute',
    { ref: transfer.id, text: 'It never came.', evidence: [request.id] },
    spender,
    'dispute',
  );
  return {
    request,
    mandate,
    dispute,
    ruling: await make('ruling', { ref: dispute.id, verdict: 'return' }, issuer, 'ruling'),
    receipt: await make('receipt', { req: request.id, refs: [transfer.id], serial: 7, at: START }, payee, 'receipt'),
    step: await make('step', { req: request.id, state: 'handed' }, payee, 'step'),
    revoke: await make('revoke', { mandate: mandate.id }, spender, 'revoke'),
    settle: await make(
      'settle',
      {
        debtor: ana.account,
        creditor: ben.account,
        unit: unit.id,
        amount: 700n,
        rail: 'lightning',
        railAmount: '12.50',
        railCurrency: 'BTC',
        ref: 'dinner',
        req: request.id,
        preimage: keyNamed('preimage'),
      },
      issuer,
      'settle',
    ),
    net: await make(
      'net',
      { transfers: [transfer.id, request.id], note: 'quits' },
      [spender, issuer].sort(byKey),
      'net',
    ),
    agree: await make(
      'agree',
      { a: ana.account, b: ben.account, unit: unit.id, balance: 9_750n, seq: 3 },
      [issuer, spender].sort(byKey),
      'agree',
    ),
  };
}

const byKey = (a: Signer, b: Signer) => (a.key < b.key ? -1 : 1);

async function packets(unit: VerifiedOf<'unit'>) {
  const dealer = deviceOf(ana);
  const seed = keyNamed('seed');
  const packet = await make(
    'packet',
    {
      unit: unit.id,
      from: holderOf(ana.account),
      dealer: dealer.key,
      group: ana.account as string as SpaceId,
      members: [ben.account, cleo.account],
      total: 100n,
      n: 2,
      mode: 'lucky',
      seedHash: seedHashOf(seed),
      until: START + DAY,
    },
    dealer,
    'packet',
  );
  const claim = await make('claim', { packet: packet.id, who: ben.account }, deviceOf(ben), 'claim');
  const deal = await make(
    'deal',
    { packet: packet.id, k: 1, claim: claim.id, amount: 40n, prev: claim.id },
    dealer,
    'deal',
  );
  const freeze = await make(
    'freeze',
    { account: ana.account, key: dealer.key, cut: { unit: unit.id, epoch: 1, seq: 4 } },
    ana.root,
    'freeze',
  );
  return {
    packet,
    claim,
    deal,
    'packet-end': await make('packet-end', { packet: packet.id, seed, dealt: 100n, back: 0n }, dealer, 'packet-end'),
    freeze,
    thaw: await make('thaw', { account: ana.account, ends: [freeze.id] }, ana.root, 'thaw'),
  };
}

/** Makes them; always the same bytes. */
export async function makeSamples(): Promise<Samples> {
  const base = await money();
  return { ...base, ...(await trade(base.unit, base.transfer)), ...(await packets(base.unit)) };
}

/** All of them. */
export function listOf(samples: Samples): readonly VerifiedRecord[] {
  return Object.values(samples);
}
