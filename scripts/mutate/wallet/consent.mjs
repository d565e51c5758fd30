/** Bugs planted in what stands before a payment: what counts as spending, limits, and orders of programs. */

/** @type {readonly import('../mutant.mjs').Mutant[]} */
export const consentMutants = [
  {
    id: 'any-packet-is-own',
    file: '../spending/spending.ts',
    old: "return packet?.type === 'packet' && own(packet.body.from, context);",
    new: "return packet?.type === 'packet';",
    breaks: 'WSV-160: a payment that names somebody else’s packet is not asked about',
  },
  {
    id: 'mandate-without-bound',
    file: '../spending/spending.ts',
    old: 'return isSame && amount <= mandate.perPayment;',
    new: 'return isSame && amount > 0n;',
    breaks: 'WSV-160: a mandate pays any amount without a word',
  },
  {
    id: 'mandate-for-anyone',
    file: '../spending/spending.ts',
    old: 'mandate.payee === to && mandate.payer === from',
    new: 'mandate.payer === from',
    breaks: 'WSV-160: a mandate for one pays another without a word',
  },
  {
    id: 'units-added-up',
    file: '../spending/rules.ts',
    old: 'if (row.unit !== unit) continue;',
    new: "if (unit === ('' as UnitId)) continue;",
    breaks: 'WSV-161: amounts of different promises are added',
  },
  {
    id: 'future-forgotten',
    file: '../spending/rules.ts',
    old: 'read.output.at > now - SPENDING_DAY',
    new: 'read.output.at > now - SPENDING_DAY && read.output.at <= now',
    breaks: 'WSV-161: to set the clock back empties the limit of a day',
  },
  {
    id: 'tries-never-wait',
    file: '../spending/pin.ts',
    old: 'return last + Math.min(',
    new: 'return 0 * last + Math.min(',
    breaks: 'WSV-162: a PIN can be guessed without a pause',
  },
  {
    id: 'order-rounded',
    file: '../spending/order.ts',
    old: 'return whole % divisor === 0n && isAmount(amount) ? amount : null;',
    new: 'return isAmount(amount) ? amount : null;',
    breaks: 'WSV-171: another sum is paid than was shown',
  },
  {
    id: 'order-in-any-currency',
    file: '../../services/wallet/safety/orderDesk.ts',
    old: 'if (body.currency !== currency) return false;',
    new: "if (currency === '') return false;",
    breaks: 'WSV-171: an order in euros is paid in francs',
  },
  {
    id: 'order-of-the-moment',
    file: '../../services/wallet/safety/orderDesk.ts',
    old: 'if (known.value !== null) return ok({ payment: known.value });',
    new: 'if (known.value === id) return ok({ payment: known.value });',
    breaks: 'WSV-170: one order is paid twice, with two promises',
  },
  {
    id: 'order-by-name-alone',
    file: '../spending/order.ts',
    old: 'return one.payee === other.payee && one.value === other.value && one.currency === other.currency;',
    new: 'return one.payee === other.payee || one.value === other.value;',
    breaks: 'WSV-170: another sum under a known name passes for paid',
  },
  {
    id: 'no-is-paid',
    file: '../../services/wallet/safety/walletPaymentDesk.ts',
    old: "if (word === 'declined') return ok({ status: 'declined' });",
    new: "if (word === 'declined') return ok({ status: 'paid', receipt: order.id });",
    breaks: 'WSV-172: a program is told of a payment nobody made',
  },
  {
    id: 'paid-without-asking',
    file: '../../services/mini/programCalls.ts',
    old: "return asked === null ? 'busy' : asked.answer;",
    new: "return asked === null ? 'busy' : 'done';",
    breaks: 'MPH-32: the answer of the person is not heard',
  },
];
