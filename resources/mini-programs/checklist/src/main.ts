import { announce } from '../../shared/announce.ts';
import { icon, iconButton } from '../../shared/icons.ts';
import { show } from '../../shared/page.ts';
import { emptyView } from '../../shared/parts.ts';
import { badge } from '../../shared/people.ts';
import { cleanLine } from '../../shared/reading.ts';
import { openSession } from '../../shared/session.ts';
import { speakHere } from '../../shared/texts.ts';
import { type View, h, valueOf } from '../../shared/view.ts';
import { dragRows } from './drag.ts';
import { itemSheet } from './itemSheet.ts';
import { placeBetween } from './places.ts';
import {
  type Change,
  type Item,
  type ListOp,
  type ListState,
  TEXT,
  TITLE,
  itemsOf,
  listRules,
  undoOf,
} from './rules.ts';
import { listTexts } from './texts.ts';

const speech = speakHere(listTexts, 'title');
const { say } = speech;
/** What takes one's own last acts back, the latest last. */
const undoable: ListOp[] = [];
let typed = '';
let opened: string | null = null;

const session = openSession({ rules: listRules, onChange: draw, describe });
const startDrag = dragRows({ rows: () => openItems().map(({ id }) => id), onMove: moveTo, onChange: draw });
draw();

function describe(state: ListState) {
  const left = itemsOf(state).filter(({ isDone }) => !isDone).length;
  return { summary: say('left', { count: left }), ...(state.title === '' ? {} : { document: state.title }) };
}

function openItems(): readonly Item[] {
  return itemsOf(session.state).filter(({ isDone }) => !isDone);
}

function change(item: Item, changes: Change): void {
  undoable.push(undoOf(item, changes));
  const { who } = changes;
  const name = session.nameOf(session.me) || say('someone');
  const extras =
    typeof who === 'string' && who !== session.me
      ? { notify: { [who]: say('assigned', { name, text: item.text }) } }
      : {};
  session.act({ t: 'set', item: item.id, change: changes }, extras);
}

function undo(): void {
  const op = undoable.pop();
  if (op === undefined) return;
  session.act(op);
  announce(say('undone'));
}

function add(event: Event): void {
  event.preventDefault();
  const text = cleanLine(typed, TEXT);
  if (text === '') return;
  typed = '';
  const place = placeBetween(itemsOf(session.state).at(-1)?.place ?? null, null);
  const id = session.act({ t: 'add', text, place });
  undoable.push({ t: 'clear', items: [`${session.me} ${id}`], gone: true });
  announce(say('added', { text }));
}

/** Puts an open item where another of `rest`, the open items without it, would be. */
function moveTo(id: string, to: number): void {
  const item = openItems().find((other) => other.id === id);
  const rest = openItems().filter((other) => other.id !== id);
  if (item === undefined || to < 0 || to > rest.length) return;
  change(item, { place: placeBetween(rest[to - 1]?.place ?? null, rest[to]?.place ?? null) });
  announce(say('moved', { text: item.text, number: to + 1 }));
}

function draw(): void {
  const items = itemsOf(session.state);
  const open = startDrag.orderOf(openItems());
  const done = items.filter(({ isDone }) => isDone);
  const shown = items.find(({ id }) => id === opened);
  show(
    h(
      'div',
      { class: 'page' },
      header(open.length),
      h(
        'form',
        { class: 'row', on: { submit: add } },
        h('input', {
          value: typed,
          maxlength: TEXT,
          dir: 'auto',
          autocomplete: 'off',
          enterkeyhint: 'done',
          'aria-label': say('newItem'),
          placeholder: say('newItem'),
          on: {
            input: (event) => {
              typed = valueOf(event);
            },
          },
        }),
        h('button', { type: 'submit', class: 'primary add', 'aria-label': say('add') }, icon('add')),
      ),
      open.length > 0 &&
        h(
          'ul',
          { class: 'card list' },
          open.map((item) => row(item)),
        ),
      open.length === 0 && session.isReady && nothing(done.length > 0),
      done.length > 0 && doneSection(done),
    ),
    shown !== undefined && sheetOf(shown),
  );
}

function sheetOf(item: Item): View {
  const at = openItems().findIndex(({ id }) => id === item.id);
  return itemSheet({
    item,
    speech,
    people: [...new Set([session.me, ...session.acts.map(({ author }) => author)])].map((address) => ({
      address,
      name: address === session.me ? say('you') : session.nameOf(address) || say('someone'),
    })),
    isFirst: at <= 0,
    isLast: at < 0 || at === openItems().length - 1,
    onChange: (changes) => change(item, changes),
    onMove: (by) => moveTo(item.id, at + by),
    onRemove: () => {
      clear([item]);
      showItem(null);
    },
    onClose: () => showItem(null),
  });
}

function showItem(id: string | null): void {
  opened = id;
  draw();
}

function clear(items: readonly Item[]): void {
  const names = items.map(({ id }) => id);
  undoable.push({ t: 'clear', items: names, gone: false });
  session.act({ t: 'clear', items: names, gone: true });
}

function header(left: number): View {
  const rename = (event: Event) => {
    const title = cleanLine(valueOf(event), TITLE);
    if (title !== '' && title !== session.state.title) session.act({ t: 'title', title });
  };
  return h(
    'header',
    { class: 'row between' },
    h('h1', { class: 'unseen' }, session.state.title || say('title')),
    h('input', {
      class: 'title',
      value: session.state.title,
      placeholder: say('title'),
      maxlength: TITLE,
      dir: 'auto',
      autocomplete: 'off',
      'aria-label': say('listName'),
      on: { change: rename },
    }),
    h('span', { class: 'muted small left' }, left > 0 && say('left', { count: left })),
    iconButton('undo', say('undo'), { onPress: undo, isDisabled: undoable.length === 0, class: 'flip' }),
  );
}

function nothing(isDone: boolean): View {
  return emptyView(say(isDone ? 'allDone' : 'emptyTitle'), !isDone && h('p', {}, say('emptyText')));
}

function doneSection(done: readonly Item[]): View {
  return h(
    'section',
    { class: 'stack tight' },
    h(
      'div',
      { class: 'row between' },
      h('h2', { class: 'small muted' }, say('done', { count: done.length })),
      h('button', { type: 'button', class: 'quiet small', on: { click: () => clear(done) } }, say('clearDone')),
    ),
    h(
      'ul',
      { class: 'card list done' },
      done.map((item) => row(item)),
    ),
  );
}

function row(item: Item): View {
  const toggle = () => change(item, { isDone: !item.isDone });
  return h(
    'li',
    { key: item.id, class: `row item${startDrag.isDragged(item.id) ? ' dragged' : ''}`, 'data-item': item.id },
    h(
      'label',
      { class: 'tick' },
      h('input', { type: 'checkbox', checked: item.isDone, 'aria-label': item.text, on: { change: toggle } }),
    ),
    h(
      'button',
      {
        type: 'button',
        class: 'words grow',
        title: say('details', { text: item.text }),
        on: { click: () => showItem(item.id) },
      },
      h('bdi', {}, item.text),
      item.due !== null && dueMark(item, item.due),
    ),
    item.who !== null && badge({ address: item.who, name: session.nameOf(item.who) || say('someone') }, true),
    !item.isDone && grip(item),
  );
}

function dueMark(item: Item, due: string): View {
  const now = new Date();
  const today = new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
  const isOver = due < today && !item.isDone;
  const day = speech.date(Date.parse(`${due}T12:00:00Z`), { month: 'short', day: 'numeric', timeZone: 'UTC' });
  return h(
    'span',
    { class: `due small${isOver ? ' over' : ''}` },
    icon('calendar'),
    isOver ? `${day} · ${say('overdue')}` : day,
  );
}

function grip(item: Item): View {
  return h(
    'button',
    {
      type: 'button',
      class: 'icon-button grip',
      'aria-label': say('move', { text: item.text }),
      on: {
        pointerdown: (event) => startDrag.begin(item.id, event),
        keydown: (event) => {
          const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
          if (step === undefined) return;
          event.preventDefault();
          moveTo(item.id, openItems().findIndex(({ id }) => id === item.id) + step);
        },
      },
    },
    icon('grip'),
  );
}
