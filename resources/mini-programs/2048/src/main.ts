import { announce } from '../../shared/announce.ts';
import { iconButton } from '../../shared/icons.ts';
import { show } from '../../shared/page.ts';
import { titleRow } from '../../shared/parts.ts';
import { badge } from '../../shared/people.ts';
import { openSession } from '../../shared/session.ts';
import { speakHere } from '../../shared/texts.ts';
import { type View, h } from '../../shared/view.ts';
import { type Game, SIDE, type Tile, type Way, highestOf, isOver, move } from './game.ts';
import { hearKeys, hearSwipes } from './input.ts';
import { freshGame, loadGame, saveGame } from './keep.ts';
import { packMoves } from './record.ts';
import { type LeagueState, endOfWeek, leagueRules, ranked, weekOf } from './rules.ts';
import { gameTexts } from './texts.ts';

const speech = speakHere(gameTexts, 'title');
const { say, number } = speech;
let game = loadGame();
let before: Game | null = null;
let isWeekShown = true;

const session = openSession({ rules: leagueRules, onChange: draw, describe });
draw();
hearKeys(play);
addEventListener('visibilitychange', () => document.visibilityState === 'hidden' && report(game));

function describe({ ever }: LeagueState) {
  const score = ranked(ever)[0]?.score;
  return score === undefined ? {} : { summary: say('summary', { score }) };
}

/** Tells the others of a game that is better than one's best of this week. */
function report(played: Game): void {
  const { seed, moves, score } = played;
  const known = ranked(session.state.weeks[weekOf(Date.now())] ?? {});
  const own = known.find(({ author }) => author === session.me)?.score ?? 0;
  if (score <= own) return;
  const op = { t: 'game', seed, moves: packMoves(moves), score, power: highestOf(played) } as const;
  session.act(op, overtakes(known, score) ? { info: say('leads', { name: ownName(), score }) } : {});
}

function ownName(): string {
  return session.nameOf(session.me) || say('someone');
}

/** Whether a score takes the lead from someone else: news for the chat. */
function overtakes([leader]: ReturnType<typeof ranked>, score: number): boolean {
  return leader !== undefined && leader.author !== session.me && score > leader.score;
}

function play(way: Way): void {
  const next = move(game, way);
  if (next === null) return;
  before = game;
  const gained = next.score - game.score;
  const isFirst2048 = highestOf(game) < 11 && highestOf(next) >= 11;
  game = next;
  saveGame(game);
  if (isFirst2048) announce(say('won'));
  else announce(`${gained > 0 ? `+${number(gained)}. ` : ''}${boardWords()}`);
  if (isOver(game)) {
    report(game);
    announce(`${say('over')}. ${say('overScore', { score: game.score })}`);
  }
  draw();
}

function undo(): void {
  if (before === null) return;
  game = before;
  before = null;
  saveGame(game);
  draw();
}

function startAnew(): void {
  report(game);
  // A game ended by mistake can be taken up again.
  before = isOver(game) ? null : game;
  game = freshGame();
  saveGame(game);
  draw();
}

function boardWords(): string {
  const rows = Array.from({ length: SIDE }, (_, row) =>
    Array.from({ length: SIDE }, (_unused, column) => {
      const tile = game.tiles.find(({ cell }) => cell === row * SIDE + column);
      return tile === undefined ? say('free') : number(2 ** tile.power, { useGrouping: false });
    }).join(' '),
  );
  return say('board', { rows: rows.join('; ') });
}

function draw(): void {
  const best = Math.max(game.score, session.state.ever[session.me]?.score ?? 0);
  show(
    h(
      'div',
      { class: 'page game' },
      h(
        'div',
        { class: 'stack play' },
        titleRow(say('title'), figure(say('score'), game.score), figure(say('best'), best)),
        board(),
        h(
          'div',
          { class: 'row between' },
          h('p', { class: 'muted small grow' }, say(highestOf(game) >= 11 ? 'won' : 'hint')),
          iconButton('undo', say('undoMove'), { onPress: undo, isDisabled: before === null, class: 'flip' }),
          h('button', { type: 'button', on: { click: startAnew } }, say('newGame')),
        ),
      ),
      league(),
    ),
  );
}

function figure(label: string, value: number): View {
  return h(
    'div',
    { class: 'figure', key: label },
    h('span', { class: 'small muted' }, label),
    h('strong', { class: 'number' }, number(value)),
  );
}

function board(): View {
  return h(
    'div',
    { class: 'board-frame' },
    h(
      'div',
      {
        class: 'board',
        role: 'img',
        tabindex: 0,
        'aria-label': boardWords(),
        mounted: (element) => hearSwipes(element, play),
      },
      Array.from({ length: SIDE * SIDE }, (_, cell) =>
        h('div', { key: `cell ${cell}`, class: 'cell', styles: placeOf(cell) }),
      ),
      game.tiles.map(tileView),
    ),
    isOver(game) &&
      h(
        'div',
        { class: 'over' },
        h('strong', {}, say('over')),
        h('span', {}, say('overScore', { score: game.score })),
        h('button', { type: 'button', class: 'primary', on: { click: startAnew } }, say('newGame')),
      ),
  );
}

function placeOf(cell: number): Readonly<Record<string, string>> {
  return { '--x': String(cell % SIDE), '--y': String(Math.floor(cell / SIDE)) };
}

function tileView({ id, cell, power }: Tile): View {
  const text = String(2 ** power);
  // Another name each time it grows, so that it is seen to grow each time.
  const growth = power % 2 === 0 ? 'even' : 'odd';
  return h(
    'div',
    {
      key: String(id),
      class: `tile p${Math.min(power, 12)} ${growth}`,
      'data-length': text.length,
      styles: placeOf(cell),
    },
    h('span', {}, text),
  );
}

function league(): View {
  const { ever, weeks } = session.state;
  const week = weekOf(Date.now());
  const rows = ranked(isWeekShown ? (weeks[week] ?? {}) : ever);
  const until = speech.date(endOfWeek(week) - 1, { weekday: 'long', month: 'short', day: 'numeric', timeZone: 'UTC' });
  return h(
    'section',
    { class: 'stack league', 'aria-label': say('league') },
    h(
      'div',
      { class: 'row between' },
      h('h2', {}, say('league')),
      h('span', { class: 'muted small' }, isWeekShown && say('until', { date: until })),
    ),
    h('div', { class: 'segments' }, segment(say('week'), true), segment(say('ever'), false)),
    rows.length === 0 ? h('p', { class: 'card padded muted' }, say('nobody')) : table(rows),
    rows.length > 0 && h('p', { class: 'muted small' }, say('checked')),
  );
}

function segment(label: string, isWeek: boolean): View {
  const click = () => {
    isWeekShown = isWeek;
    draw();
  };
  return h('button', { type: 'button', 'aria-pressed': isWeekShown === isWeek, on: { click } }, label);
}

function table(rows: ReturnType<typeof ranked>): View {
  const heads = (['place', 'player', 'tile', 'score'] as const).map((key) =>
    h('th', { scope: 'col', key }, h('span', { class: 'unseen' }, say(key))),
  );
  return h(
    'table',
    { class: 'card' },
    h('thead', {}, h('tr', {}, heads)),
    h(
      'tbody',
      {},
      rows.map(({ author, score, power }, index) =>
        h(
          'tr',
          { key: author, class: author === session.me ? 'mine' : '' },
          h('td', { class: `rank number r${index + 1}` }, number(index + 1)),
          h(
            'th',
            { scope: 'row' },
            h(
              'span',
              { class: 'row' },
              badge({ address: author, name: session.nameOf(author) }),
              h('bdi', {}, author === session.me ? say('you') : session.nameOf(author) || say('someone')),
            ),
          ),
          h('td', { class: 'number' }, h('span', { class: `mini p${Math.min(power, 12)}` }, String(2 ** power))),
          h('td', { class: 'number score' }, number(score)),
        ),
      ),
    ),
  );
}
