import { announce } from '../../shared/announce.ts';
import { ownHost } from '../../shared/host.ts';
import { icon, iconButton } from '../../shared/icons.ts';
import { show } from '../../shared/page.ts';
import { newId } from '../../shared/reading.ts';
import { openSession } from '../../shared/session.ts';
import { question } from '../../shared/sheet.ts';
import { speakHere } from '../../shared/texts.ts';
import { type View, h } from '../../shared/view.ts';
import { openLive } from './live.ts';
import { Board } from './paint.ts';
import { type OwnLine, followPointer } from './pointer.ts';
import { BATCH, type BoardState, boardRules, nameOf, visibleOf } from './rules.ts';
import { COLOURS, type Stroke, WIDTHS, packPoints, simplify } from './strokes.ts';
import { boardTexts } from './texts.ts';

const { say } = speakHere(boardTexts, 'title');
const host = ownHost();
let colour = 0;
let width = 1;
let isErasing = false;
let isAsking = false;
let board: Board | null = null;
let drawing: OwnLine | null = null;
/** Finished lines that wait for the next update. */
let waiting: OwnLine[] = [];
let sending: ReturnType<typeof setTimeout> | null = null;
let lastSent = 0;
/** Own strokes that were taken back, the last one last. */
const taken: string[] = [];

const session = openSession({ rules: boardRules, onChange: draw, describe });
const live = openLive(host.joinRealtimeChannel.bind(host), () => paint());
draw();
addEventListener('resize', () => paint());
// What was drawn last must not be lost with the page.
addEventListener('visibilitychange', () => document.visibilityState === 'hidden' && sendWaiting());

function describe(state: BoardState) {
  return { summary: say('strokes', { count: visibleOf(state).length }) };
}

function strokes(): readonly Stroke[] {
  return visibleOf(session.state);
}

let isPainting = false;
function paint(): void {
  if (isPainting) return;
  isPainting = true;
  requestAnimationFrame(() => {
    isPainting = false;
    const own = drawing === null ? [] : [drawing];
    board?.paint(strokes(), [...waiting, ...live.lines(), ...own]);
  });
}

function begin(): OwnLine {
  drawing = { id: newId(), colour: isErasing ? -1 : colour, width: WIDTHS[width] ?? WIDTHS[0], points: [] };
  return drawing;
}

function finish(line: OwnLine, isKept: boolean): void {
  drawing = null;
  if (isKept && line.points.length > 0) {
    waiting.push({ ...line, points: [...simplify(line.points, Math.min(1.5, line.width / 6))] });
    taken.length = 0;
    schedule();
  }
  paint();
}

/** One update for all that was drawn within the host's interval. */
function schedule(): void {
  if (sending !== null) return;
  const pause = Math.max(0, lastSent + host.sendUpdateInterval - Date.now());
  sending = setTimeout(sendWaiting, Math.max(pause, 150));
}

function sendWaiting(): void {
  if (sending !== null) clearTimeout(sending);
  sending = null;
  if (waiting.length === 0) return;
  const now = waiting.slice(0, BATCH);
  waiting = waiting.slice(BATCH);
  lastSent = Date.now();
  session.act({
    t: 'draw',
    strokes: now.map(({ id, points, ...line }) => ({
      id,
      colour: line.colour,
      width: Math.max(
        0,
        WIDTHS.findIndex((units) => units === line.width),
      ),
      points: packPoints(points),
    })),
  });
  if (waiting.length > 0) schedule();
}

function undo(): void {
  const last = waiting.pop();
  if (last !== undefined) {
    paint();
    draw();
    return;
  }
  const own = visibleOf(session.state).findLast(({ author }) => author === session.me);
  if (own === undefined) return;
  taken.push(own.id);
  session.act({ t: 'hide', ids: [own.id], hidden: true });
}

function redo(): void {
  const id = taken.pop();
  if (id !== undefined) session.act({ t: 'hide', ids: [id], hidden: false });
}

function clear(): void {
  isAsking = false;
  waiting = [];
  taken.length = 0;
  const info = say('cleared', { name: session.nameOf(session.me) || say('someone') });
  session.act({ t: 'clear' }, { info });
  announce(info);
}

function ask(next: boolean): void {
  isAsking = next;
  draw();
}

function draw(): void {
  for (const { id } of session.state.strokes) live.forget(id);
  const count = strokes().length;
  const mount = (element: HTMLElement) => {
    if (!(element instanceof HTMLCanvasElement)) return;
    board = new Board(element);
    followPointer(element, { begin, finish, onMove: (line) => (live.send(line), paint()) });
  };
  show(
    h(
      'div',
      { class: 'board-page' },
      h('h1', { class: 'unseen' }, say('title')),
      h(
        'div',
        { class: 'sheet-of-paper' },
        h('canvas', {
          class: isErasing ? 'erasing' : '',
          role: 'img',
          'aria-label': say('board', { count }),
          mounted: mount,
        }),
        count === 0 && drawing === null && waiting.length === 0 && h('p', { class: 'hint' }, say('hint')),
      ),
      toolbar(count),
    ),
    isAsking &&
      question({
        key: 'clear',
        title: say('clear'),
        text: say('clearText'),
        yes: say('clear'),
        no: say('cancel'),
        onYes: clear,
        onClose: () => ask(false),
      }),
  );
  paint();
}

function choose(change: () => void): () => void {
  return () => {
    change();
    draw();
  };
}

function toolbar(count: number): View {
  const hasOwn = waiting.length > 0 || visibleOf(session.state).some(({ author }) => author === session.me);
  const canRedo = taken.some((id) => session.state.hidden.has(nameOf({ author: session.me, id })));
  return h(
    'div',
    { class: 'tools', role: 'toolbar', 'aria-label': say('tools') },
    h(
      'div',
      { class: 'group', role: 'group', 'aria-label': say('pen') },
      COLOURS.map((value, index) => swatch(value, index)),
    ),
    h(
      'div',
      { class: 'group', role: 'group', 'aria-label': say('width', { number: width + 1 }) },
      WIDTHS.map((_, index) => widthButton(index)),
    ),
    h(
      'div',
      { class: 'group' },
      h(
        'button',
        {
          type: 'button',
          class: 'icon-button',
          'aria-label': say('eraser'),
          title: say('eraser'),
          'aria-pressed': isErasing,
          on: { click: choose(() => (isErasing = !isErasing)) },
        },
        icon('eraser'),
      ),
      iconButton('undo', say('undoOwn'), { onPress: undo, isDisabled: !hasOwn, class: 'flip' }),
      iconButton('redo', say('redoOwn'), { onPress: redo, isDisabled: !canRedo, class: 'flip' }),
      iconButton('trash', say('clear'), { onPress: () => ask(true), isDisabled: count === 0 }),
    ),
  );
}

function swatch(value: string, index: number): View {
  const pick = choose(() => {
    colour = index;
    isErasing = false;
  });
  return h('button', {
    type: 'button',
    key: value,
    class: 'swatch',
    'aria-label': say('colour', { number: index + 1 }),
    'aria-pressed': !isErasing && colour === index,
    styles: { '--ink': value },
    on: { click: pick },
  });
}

function widthButton(index: number): View {
  return h(
    'button',
    {
      type: 'button',
      key: String(index),
      class: 'icon-button width',
      'aria-label': say('width', { number: index + 1 }),
      'aria-pressed': width === index,
      styles: { '--dot': `${4 + index * 5}px` },
      on: { click: choose(() => (width = index)) },
    },
    h('span', { class: 'dot' }),
  );
}
