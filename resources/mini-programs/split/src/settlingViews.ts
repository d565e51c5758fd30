import { type Child, type View, h } from '../../shared/view.ts';
import type { Balances } from './balances.ts';
import type { BillWords } from './billWords.ts';
import type { Payment } from './rules.ts';

/** What of a debt is not in it. */
export interface DebtSetting {
  readonly key: string;
  readonly isMine: boolean;
  readonly face: View;
  /** How it stands with paying it; `''` where nothing is to be said. */
  readonly note: string;
  readonly buttons: readonly Child[];
}

/** Draws what somebody is to give somebody. */
export function debtRow({ from, to, amount, currency }: Payment, words: BillWords, setting: DebtSetting): View {
  const { speech, nameOf, money } = words;
  const { key, isMine, face, note, buttons } = setting;
  return h(
    'li',
    { key, class: `row line owed${isMine ? ' mine' : ''}` },
    face,
    h(
      'span',
      { class: 'grow words' },
      speech.say('owes', { from: nameOf(from), to: nameOf(to) }),
      note !== '' && h('span', { class: 'muted small' }, note),
    ),
    h('strong', { class: 'number' }, money(amount, currency)),
    ...buttons,
  );
}

/** Draws what somebody gave somebody, as a line of the bill. */
export function paymentLine(
  { from, to, amount, currency }: Payment,
  { speech, nameOf, money }: BillWords,
  { key, face, onUndo }: { readonly key: string; readonly face: View; readonly onUndo: () => void },
): View {
  return h(
    'li',
    { key, class: 'row line' },
    face,
    h('span', { class: 'grow muted' }, speech.say('gave', { from: nameOf(from), to: nameOf(to) })),
    h('span', { class: 'number muted' }, money(amount, currency)),
    h('button', { type: 'button', class: 'small', on: { click: onUndo } }, speech.say('undo')),
  );
}

/** Draws what everyone has coming or owes. */
export function balanceLists(all: Readonly<Record<string, Balances>>, words: BillWords): View {
  return h(
    'details',
    {},
    h('summary', {}, words.speech.say('balances')),
    Object.entries(all).map(([currency, some]) => balanceList(currency, some, words)),
  );
}

/** What everyone has coming or owes in a currency. */
function balanceList(currency: string, balances: Balances, { nameOf, money }: BillWords): View {
  return h(
    'ul',
    { class: 'balances', key: currency },
    Object.entries(balances).map(([person, amount]) =>
      h(
        'li',
        { class: 'row between', key: person },
        h('bdi', {}, nameOf(person)),
        h('span', { class: `number ${amount < 0 ? 'owing' : 'coming'}` }, money(amount, currency)),
      ),
    ),
  );
}
