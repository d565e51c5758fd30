import { announce } from '../../shared/announce.ts';
import { icon } from '../../shared/icons.ts';
import { show } from '../../shared/page.ts';
import { emptyView, titleRow } from '../../shared/parts.ts';
import { badge } from '../../shared/people.ts';
import { cleanLine } from '../../shared/reading.ts';
import { openSession } from '../../shared/session.ts';
import { speakHere } from '../../shared/texts.ts';
import { type View, h, valueOf } from '../../shared/view.ts';
import { type Balances, balancesOf, paymentsFor, sharesOf } from './balances.ts';
import { type BillWords, currencyOf } from './billWords.ts';
import { type ExpenseDraft, draftOf, emptyExpense, expenseForm } from './expenseForm.ts';
import { formatMoney } from './money.ts';
import {
  type UnderWay,
  debtNews,
  isSameWay,
  lineByHand,
  noteBeside,
  noteByHand,
  payDebt,
  payableAddress,
  paymentsUnderWay,
} from './payDebt.ts';
import { type BillState, type Entry, type Expense, NAME, type Payment, type Person, billRules } from './rules.ts';
import { balanceLists, debtRow, paymentLine } from './settlingViews.ts';
import { splitTexts } from './texts.ts';

const speech = speakHere(splitTexts, 'title');
const { say } = speech;
let draft: ExpenseDraft | null = null;
let newName = '';
let isPaying = false;
/** Why the last press on "Pay" did not end in money. */
let news = '';

const session = openSession({ rules: billRules, onChange: draw, describe });
const money = (amount: number, currency: string) => formatMoney(speech.language, amount, currency);
const words: BillWords = { speech, nameOf, money, currencies: Intl.supportedValuesOf('currency') };
draw();

function allPayments(all: Readonly<Record<string, Balances>>): readonly Payment[] {
  return Object.entries(all).flatMap(([currency, balances]) => paymentsFor(currency, balances));
}

function describe(state: BillState) {
  const count = allPayments(balancesOf(state)).length;
  return { summary: count === 0 ? say('settled') : say('summary', { count }) };
}

function personOf(id: string): Person | undefined {
  return session.state.people.find((person) => person.id === id);
}

function nameOf(id: string): string {
  const person = personOf(id);
  return person?.address === session.me ? say('you') : (person?.name ?? say('someone'));
}

const self = () => session.state.people.find(({ address }) => address === session.me);

function draw(): void {
  const { people, entries } = session.state;
  const lines = entries.filter(({ isGone }) => !isGone).toReversed();
  const underWay = paymentsUnderWay(session.state, session.me);
  show(
    h(
      'div',
      { class: 'page' },
      titleRow(
        say('title'),
        people.length > 0 &&
          h(
            'button',
            { type: 'button', class: 'primary', on: { click: startExpense } },
            icon('add'),
            say('newExpense'),
          ),
      ),
      people.length === 0 && session.isReady && welcome(),
      people.length > 0 && [
        lines.length + underWay.length > 0 && settling(underWay),
        h(
          'section',
          { key: 'lines', class: 'stack tight' },
          h('h2', { class: 'small muted' }, say('expenses')),
          lines.length === 0
            ? h('p', { class: 'card padded muted' }, say('noExpenses'))
            : h('ul', { class: 'card list' }, lines.map(line)),
        ),
        peopleCard(people),
      ],
    ),
    draft !== null && expenseForm({ draft, people, words, onChange: setDraft, onSave: save, onRemove: remove }),
  );
}

function setDraft(next: ExpenseDraft | null): void {
  draft = next;
  draw();
}

function startExpense(): void {
  const { people, entries } = session.state;
  const last = entries.findLast(({ expense }) => expense !== null)?.expense;
  const currency = last?.currency ?? currencyOf(navigator.language);
  setDraft(emptyExpense(people, (self() ?? people[0])?.id ?? '', currency));
}

function save(expense: Expense, entry: string | null): void {
  draft = null;
  session.act(entry === null ? { t: 'expense', expense } : { t: 'edit', entry, expense });
}

function remove(entry: string): void {
  draft = null;
  session.act({ t: 'drop', entry, gone: true });
  announce(say('removed'));
}

const join = () => void session.act({ t: 'person', name: session.nameOf(session.me) || say('someone'), me: true });

function joinButton(): View {
  return h('button', { type: 'button', class: 'primary', on: { click: join } }, icon('person'), say('join'));
}

function welcome(): View {
  return emptyView(say('emptyTitle'), h('p', {}, say('emptyText')), joinButton());
}

/** What one has under way counts as paid here, so that one is not asked for it again by what is due to others. */
function settling(underWay: readonly UnderWay[]): View {
  const counted = underWay.filter(({ isByHand }) => !isByHand).map(({ payment }) => payment);
  const all = balancesOf(session.state, counted);
  const rows = [...underWay.map(underWayRow), ...allPayments(all).map((payment) => dueRow(payment, underWay))];
  return h(
    'section',
    { key: 'settling', class: 'stack tight' },
    h('h2', { class: 'small muted' }, say('toSettle')),
    rows.length === 0
      ? h('p', { class: 'card padded settled' }, icon('check'), say('settled'))
      : h('ul', { class: 'card list' }, rows),
    news !== '' && h('p', { key: 'news', class: 'notice' }, news),
    rows.length > 0 && balanceLists(all, words),
  );
}

/** Writes down that it was paid, and by which order of the wallet, if by one; that is in place of a line by hand, if there is one. Returns the line's name. */
function settled(payment: Payment, reference: string | null): string {
  const { entries } = session.state;
  const byHand = reference === null ? null : lineByHand(payment, reference, { entries, me: session.me });
  const sum = money(payment.amount, payment.currency);
  const notice = reference === null ? 'gotPaid' : 'gotPaidByWallet';
  const address = personOf(payment.to)?.address ?? session.me;
  const name = session.nameOf(session.me) || say('someone');
  const notify = address === session.me ? {} : { notify: { [address]: say(notice, { name, money: sum }) } };
  const act = session.act({ t: 'pay', payment, reference }, notify);
  if (byHand !== null) session.act({ t: 'drop', entry: byHand, gone: true });
  announce(say('gave', { from: nameOf(payment.from), to: nameOf(payment.to), money: sum }));
  return `${session.me} ${act}`;
}

const debtParts = (address: string) => ({ entries: session.state.entries, me: session.me, address });

/** By the host's wallet; only what was paid is written down. */
async function payNow(payment: Payment, address: string): Promise<void> {
  isPaying = true;
  news = '';
  const asked = payDebt(payment, { ...debtParts(address), memo: say('title') }, settled);
  // Drawn as under way from now on: what is marked by hand meanwhile stands for it.
  draw();
  const status = await asked;
  isPaying = false;
  if (status !== 'paid') announce(say(debtNews[status]));
  // What is pending is said where it is asked for again.
  news = status === 'paid' || status === 'pending' ? '' : say(debtNews[status]);
  draw();
}

function payButton(payment: Payment, address: string, label: string): View {
  const pay = () => void payNow(payment, address);
  return h('button', { type: 'button', class: 'small primary', disabled: isPaying, on: { click: pay } }, label);
}

function settleButton({ from, to, amount, currency }: Payment, settle: () => void): View {
  const label = say('markPaid', { from: nameOf(from), to: nameOf(to), money: money(amount, currency) });
  return h('button', { type: 'button', class: 'small', 'aria-label': label, on: { click: settle } }, say('paid'));
}

const lookOf = ({ from, to, currency }: Payment) => ({
  key: `${currency} ${from} ${to}`,
  isMine: [from, to].includes(self()?.id ?? ''),
  face: face(from),
});

function underWayRow({ payment, address, isByHand }: UnderWay): View {
  const look = lookOf(payment);
  const settle = () => noteByHand(payment, debtParts(address), settled(payment, null));
  return debtRow(payment, words, {
    ...look,
    key: `${look.key} begun`,
    note: isByHand ? say('payByHand') : isPaying ? '' : say('payPending'),
    buttons: [
      payButton(payment, address, say(isPaying ? 'payNow' : 'payAgain')),
      !isByHand && settleButton(payment, settle),
    ],
  });
}

function dueRow(payment: Payment, underWay: readonly UnderWay[]): View {
  const address = payableAddress(payment, session.state.people, session.me);
  const isHeld = underWay.some((one) => isSameWay(one.payment, payment));
  const settle = () => {
    const entry = settled(payment, null);
    if (isHeld) noteBeside(entry);
  };
  return debtRow(payment, words, {
    ...lookOf(payment),
    note: isHeld ? say('payAfter') : '',
    buttons: [address !== null && !isHeld && payButton(payment, address, say('payNow')), settleButton(payment, settle)],
  });
}

const face = (id: string) => badge({ address: personOf(id)?.address ?? id, name: personOf(id)?.name ?? '' });

function line(entry: Entry): View {
  const { id, expense, payment } = entry;
  if (expense !== null) return expenseLine(entry, expense);
  const paid = payment ?? { from: '', to: '', amount: 0, currency: 'USD' };
  return paymentLine(paid, words, { key: id, face: face(paid.from), onUndo: () => remove(id) });
}

function expenseLine(entry: Entry, expense: Expense): View {
  const share = sharesOf(entry.id, expense)[self()?.id ?? ''];
  const note = [
    say('paidBy', { name: nameOf(expense.payer) }),
    ...(share === undefined ? [] : [say('yourShare', { money: money(share, expense.currency) })]),
    speech.date(entry.at, { month: 'short', day: 'numeric' }),
  ];
  return h(
    'li',
    { key: entry.id },
    h(
      'button',
      { type: 'button', class: 'row line wide', on: { click: () => setDraft(draftOf(entry, expense)) } },
      face(expense.payer),
      h(
        'span',
        { class: 'grow words' },
        h('bdi', { class: 'what' }, expense.what),
        h('span', { class: 'muted small' }, note.join(' · ')),
      ),
      h('strong', { class: 'number' }, money(expense.amount, expense.currency)),
    ),
  );
}

function peopleCard(people: readonly Person[]): View {
  const add = (event: Event) => {
    event.preventDefault();
    const name = cleanLine(newName, NAME);
    if (name === '') return;
    newName = '';
    session.act({ t: 'person', name, me: false });
  };
  const typed = (event: Event) => {
    newName = valueOf(event);
  };
  return h(
    'section',
    { key: 'people', class: 'card padded stack' },
    h('h2', { class: 'small muted' }, say('people')),
    h(
      'ul',
      { class: 'chips' },
      people.map(({ id }) => h('li', { class: 'chip', key: id }, face(id), h('bdi', {}, nameOf(id)))),
    ),
    self() === undefined && joinButton(),
    h(
      'form',
      { class: 'row', on: { submit: add } },
      h('input', {
        value: newName,
        maxlength: NAME,
        dir: 'auto',
        autocomplete: 'off',
        'aria-label': say('addPerson'),
        placeholder: say('addPerson'),
        on: { input: typed },
      }),
      h('button', { type: 'submit' }, say('add')),
    ),
  );
}
