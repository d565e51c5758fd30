import { currencyDigits } from '../../shared/currencyDigits.ts';
import { cleanLine } from '../../shared/reading.ts';
import { sheet } from '../../shared/sheet.ts';
import { type View, h, valueOf } from '../../shared/view.ts';
import type { BillWords } from './billWords.ts';
import { decimalOf, readMoney } from './money.ts';
import { type Entry, type Expense, type Person, type Split, WHAT } from './rules.ts';

/** An expense that is being written. */
export interface ExpenseDraft {
  /** The entry that is changed; null: a new one. */
  readonly entry: string | null;
  readonly what: string;
  readonly amount: string;
  readonly currency: string;
  readonly payer: string;
  readonly kind: Split['kind'];
  /** What is typed for each person who takes part. */
  readonly parts: Readonly<Record<string, string>>;
  readonly isTried: boolean;
}

/** A new one, for everyone alike. */
export function emptyExpense(people: readonly Person[], payer: string, currency: string): ExpenseDraft {
  const parts = Object.fromEntries(people.map(({ id }) => [id, '1']));
  return { entry: null, what: '', amount: '', currency, payer, kind: 'equal', parts, isTried: false };
}

/** One that is there, to be changed. */
export function draftOf(entry: Entry, expense: Expense): ExpenseDraft {
  const { what, amount, currency, payer, split } = expense;
  const typed = (part: number) => (split.kind === 'exact' ? decimalOf(part, currency) : String(part));
  const parts = Object.fromEntries(Object.entries(split.parts).map(([name, part]) => [name, typed(part)]));
  const decimal = decimalOf(amount, currency);
  return { entry: entry.id, what, amount: decimal, currency, payer, kind: split.kind, parts, isTried: false };
}

type Problem = 'needWhat' | 'needAmount' | 'needParts' | 'rest';

/** The expense a draft is, or what it lacks. */
export function finish(draft: ExpenseDraft): Expense | { readonly problem: Problem; readonly rest: number } {
  const { currency, payer, kind } = draft;
  const what = cleanLine(draft.what, WHAT);
  const amount = readMoney(draft.amount, currency);
  const parts = partsOf(draft);
  if (what === '') return { problem: 'needWhat', rest: 0 };
  if (amount === null) return { problem: 'needAmount', rest: 0 };
  if (Object.keys(parts).length === 0) return { problem: 'needParts', rest: 0 };
  const rest = amount - Object.values(parts).reduce((sum, part) => sum + part, 0);
  if (kind === 'exact' && rest !== 0) return { problem: 'rest', rest };
  return { what, currency, amount, payer, split: { kind, parts } };
}

function partsOf({ parts, kind, currency }: ExpenseDraft): Readonly<Record<string, number>> {
  const read = (text: string): number => {
    if (kind === 'equal') return 1;
    if (kind === 'exact') return readMoney(text, currency) ?? 0;
    const share = Math.trunc(Number(text));
    return share >= 1 && share <= 1000 ? share : 0;
  };
  return Object.fromEntries(
    Object.entries(parts).flatMap(([name, text]) => (read(text) > 0 ? [[name, read(text)] as const] : [])),
  );
}

interface ExpenseForm {
  readonly draft: ExpenseDraft;
  readonly people: readonly Person[];
  readonly words: BillWords;
  readonly onChange: (draft: ExpenseDraft | null) => void;
  readonly onSave: (expense: Expense, entry: string | null) => void;
  readonly onRemove: (entry: string) => void;
}

/** Draws the form. */
export function expenseForm(form: ExpenseForm): View {
  const { draft, people, words, onChange, onSave, onRemove } = form;
  const { say } = words.speech;
  const done = finish(draft);
  const submit = (event: Event) => {
    event.preventDefault();
    if ('problem' in done) onChange({ ...draft, isTried: true });
    else onSave(done, draft.entry);
  };
  const { entry } = draft;
  const isNew = entry === null;
  return sheet(
    { key: 'expense', title: say(isNew ? 'newExpense' : 'expense'), onClose: () => onChange(null) },
    h(
      'form',
      { class: 'stack', on: { submit } },
      field(say('what'), { value: draft.what, maxlength: WHAT, dir: 'auto' }, (what) => onChange({ ...draft, what })),
      amountRow(form),
      h(
        'label',
        {},
        say('payer'),
        h(
          'select',
          { value: draft.payer, on: { change: (event) => onChange({ ...draft, payer: valueOf(event) }) } },
          people.map(({ id }) => h('option', { key: id, value: id }, words.nameOf(id))),
        ),
      ),
      splitPart(form),
      'problem' in done &&
        (draft.isTried || done.problem === 'rest') &&
        h(
          'p',
          { class: 'problem', role: 'alert' },
          say(done.problem, {
            money: words.money(done.rest, draft.currency),
            example: decimalOf(2450, draft.currency),
          }),
        ),
      h(
        'div',
        { class: 'row between' },
        !isNew && h('button', { type: 'button', class: 'danger', on: { click: () => onRemove(entry) } }, say('remove')),
        h('span', { class: 'grow' }),
        h('button', { type: 'button', class: 'quiet', on: { click: () => onChange(null) } }, say('cancel')),
        h('button', { type: 'submit', class: 'primary' }, say('save')),
      ),
    ),
  );
}

function field(label: string, props: Readonly<Record<string, string | number>>, onInput: (text: string) => void): View {
  const input = h('input', { autocomplete: 'off', ...props, on: { input: (event) => onInput(valueOf(event)) } });
  return h('label', { key: label, class: 'grow' }, label, input);
}

function amountRow({ draft, words, onChange }: ExpenseForm): View {
  const { say } = words.speech;
  const inputmode = currencyDigits(draft.currency) === 0 ? 'numeric' : 'decimal';
  return h(
    'div',
    { class: 'row top' },
    field(say('amount'), { value: draft.amount, inputmode, maxlength: 20 }, (amount) => onChange({ ...draft, amount })),
    h(
      'label',
      { class: 'currency' },
      say('currency'),
      h(
        'select',
        { value: draft.currency, on: { change: (event) => onChange({ ...draft, currency: valueOf(event) }) } },
        words.currencies.map((code) => h('option', { key: code, value: code }, code)),
      ),
    ),
  );
}

function splitPart({ draft, people, words, onChange }: ExpenseForm): View {
  const { say } = words.speech;
  const kinds = ['equal', 'shares', 'exact'] as const;
  const choose = (kind: Split['kind']) => {
    const blank = kind === 'exact' ? '' : '1';
    onChange({ ...draft, kind, parts: Object.fromEntries(Object.keys(draft.parts).map((name) => [name, blank])) });
  };
  return h(
    'div',
    { class: 'stack tight', role: 'group', 'aria-label': say('split') },
    h('span', { class: 'label' }, say('split')),
    h(
      'div',
      { class: 'segments' },
      kinds.map((kind) =>
        h(
          'button',
          { type: 'button', key: kind, 'aria-pressed': draft.kind === kind, on: { click: () => choose(kind) } },
          say(kind),
        ),
      ),
    ),
    people.map((person) => partRow({ draft, person, words, onChange })),
  );
}

function partRow({
  draft,
  person,
  words,
  onChange,
}: Omit<ExpenseForm, 'people' | 'onSave' | 'onRemove'> & { readonly person: Person }): View {
  const { id } = person;
  const name = words.nameOf(id);
  const typed = Object.hasOwn(draft.parts, id) ? draft.parts[id] : undefined;
  const { [id]: _, ...rest } = draft.parts;
  const toggle = () => {
    const blank = draft.kind === 'exact' ? '' : '1';
    onChange({ ...draft, parts: typed === undefined ? { ...draft.parts, [id]: blank } : rest });
  };
  return h(
    'div',
    { class: 'row between part', key: id },
    h(
      'label',
      { class: 'choice grow' },
      h('input', { type: 'checkbox', checked: typed !== undefined, on: { change: toggle } }),
      h('bdi', {}, name),
    ),
    draft.kind !== 'equal' &&
      typed !== undefined &&
      h('input', {
        class: 'small-input',
        value: typed,
        inputmode: draft.kind === 'shares' ? 'numeric' : 'decimal',
        autocomplete: 'off',
        'aria-label': words.speech.say(draft.kind === 'shares' ? 'shareOf' : 'amountOf', { name }),
        on: { input: (event) => onChange({ ...draft, parts: { ...draft.parts, [id]: valueOf(event) } }) },
      }),
  );
}
