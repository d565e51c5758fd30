/** What was found, in plain words. Names come from strangers: they stand in quotes, and the form of records keeps controls out of them. */
import { groupBy } from './groupBy.ts';
import type { Contradiction } from './logFaults.ts';
import type { Account, Payment } from './unitAccounts.ts';
import { type Findings, isSound } from './verifyBundle.ts';

const FAULTS: Readonly<Record<Contradiction['kind'], string>> = {
  fork: 'two entries stand at one place of the log',
  contradiction: 'the clerk said two things that exclude each other',
  'broken-chain': 'an entry follows nothing that is there',
  'two-books': 'two books of one epoch were signed',
  'beyond-handover': 'a clerk went on behind the place at which it handed over',
  'two-heads': 'the clerk named another end of its log than it has',
};
const OUTCOMES: Readonly<Record<Payment['outcome'], string>> = {
  sent: 'ordered, not judged: no money yet',
  refused: 'refused: nothing was taken',
  held: 'set aside',
  returned: 'came back to who paid',
  cleared: 'paid',
};
const PROOFS: Readonly<Record<Payment['proof'], string>> = {
  witnessed: 'a witness keeps a copy',
  'single-copy': "the issuer's clerk alone keeps the book",
  none: 'no witness has confirmed it yet',
};

/** An amount with the decimals of its unit, exact: 1250 with 2 is `12.50`. */
export function decimal(amount: bigint, decimals: number): string {
  const digits = String(amount < 0n ? -amount : amount).padStart(decimals + 1, '0');
  const cut = digits.length - decimals;
  return `${amount < 0n ? '-' : ''}${digits.slice(0, cut)}${decimals === 0 ? '' : `.${digits.slice(cut)}`}`;
}

function paymentLine(payment: Payment, decimals: number): string {
  const { from, to, amount } = payment.transfer.says;
  const contested = payment.isContested ? '; contested: confirmed by a device the issuer later cut off' : '';
  const proof = payment.outcome === 'sent' ? '' : `; ${PROOFS[payment.proof]}`;
  return `    ${payment.transfer.id}\n      ${decimal(amount, decimals)} from ${from} to ${to}: ${OUTCOMES[payment.outcome]}${proof}${contested}`;
}

function accountLines(account: Account): readonly string[] {
  const { unit, issued, redeemed, held, lapsed, balances, payments, faults, statements } = account;
  const { code, name, decimals, issuer, currency, redeem } = unit.says;
  const show = (amount: bigint) => decimal(amount, decimals);
  const holders = [...balances].filter(([, balance]) => balance !== 0n).sort(([a], [b]) => (a < b ? -1 : 1));
  return [
    `${code} ${JSON.stringify(name)}${currency === undefined ? '' : ` in ${currency}`}, a promise by ${issuer}`,
    `  unit ${unit.id}`,
    `  promised: ${JSON.stringify(redeem)}`,
    `  issued ${show(issued)}, redeemed ${show(redeemed)}, set aside ${show(held)}, lapsed ${show(lapsed)}`,
    `  balances: ${holders.length === 0 ? 'none' : ''}`,
    ...holders.map(([holder, balance]) => `    ${show(balance)} ${holder}`),
    `  payments: ${payments.length === 0 ? 'none' : ''}`,
    ...payments.map((payment) => paymentLine(payment, decimals)),
    `  faults: ${faults.length === 0 ? 'none' : ''}`,
    ...faults.map(({ kind, at, proof }) => `    at ${at}: ${FAULTS[kind]} (${kind}), proven by ${proof.join(', ')}`),
    ...statements.map(
      ({ says: { says }, found }) =>
        `  statement at ${says.epoch}:${says.seq}: its clerk says ${show(says.balance)} for ${says.holder}; the records here come to ${show(found)}`,
    ),
    '',
  ];
}

/** See the head of this file. */
export function reportOf({ certificates, records, accounts, idle }: Findings): string {
  const kinds = [...groupBy(idle, ({ type }) => type)].map(([type, list]) => `${list.length} ${type}`);
  const unsound = accounts.filter((account) => !isSound(account)).length;
  return [
    `Every signature holds: ${records} records, ${certificates} certificates, ${accounts.length} units.`,
    '',
    ...accounts.flatMap(accountLines),
    ...(idle.length === 0
      ? []
      : [`Worth nothing here, since something they rest on is missing or contradicts them: ${kinds.join(', ')}.`]),
    unsound === 0
      ? 'SOUND: nothing in it contradicts itself. What is not in it, it cannot show.'
      : `NOT SOUND: ${unsound} of ${accounts.length} units contradict themselves. Signed credits stand all the same.`,
  ].join('\n');
}
