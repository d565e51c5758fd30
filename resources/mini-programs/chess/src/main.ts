import { announce } from '../../shared/announce.ts';
import type { Extras } from '../../shared/host.ts';
import { iconButton } from '../../shared/icons.ts';
import { openPage, show } from '../../shared/page.ts';
import { newId } from '../../shared/reading.ts';
import { question } from '../../shared/sheet.ts';
import { speakHere } from '../../shared/texts.ts';
import { type View, h } from '../../shared/view.ts';
import { type Side, isInCheck, other, sideOf as ownerOf, at as standing } from './board.ts';
import { boardView } from './boardView.ts';
import { type Game, gamesOf, sideOfPerson } from './game.ts';
import { afterRow, promotionSheet, typingForm, wishRow } from './controls.ts';
import { type PlayerParts, endText, movesCard, playerRow } from './panels.ts';
import { type Move, START, moveText, movesFrom, notation } from './rules.ts';
import { type State, rules } from './tables.ts';
import { chessTexts } from './texts.ts';
import { squaresOf, typedMove } from './typedMove.ts';

const speech = speakHere(chessTexts, 'title');
const { say } = speech;

/** What only this page knows. */
const page = {
  chosen: -1,
  cursor: 12,
  isTurned: false,
  /** The move that is looked back at; null for now. */
  shown: null as number | null,
  promotion: null as Pick<Move, 'from' | 'to'> | null,
  isResigning: false,
  typed: '',
  problem: '',
};
let told = '';

const { session, drawBy, change, nameOf: nameOfPlayer, doubt } = openPage({ rules, say, page, describe });

function lastGame(state: State): Game {
  const games = gamesOf(state);
  const game = games.at(-1);
  if (game === undefined) throw new Error('there is always a game');
  return game;
}

function describe(state: State): { summary: string } {
  const { end, line, seats } = lastGame(state);
  if (end === null) return { summary: say('moveNumber', { count: Math.floor(line.length / 2) + 1 }) };
  return { summary: end.winner === null ? say('draw') : say('wins', { name: nameOf(seats[end.winner]) }) };
}

function nameOf(address: string | null): string {
  return address === null ? say('free') : nameOfPlayer(address);
}

const sayName = (address: string | null) => (address === session.me ? say('you') : nameOf(address));

function draw(): void {
  const game = lastGame(session.state);
  tell(game);
  show(
    h('div', { class: 'page chess' }, tableOf(game), sideOf(game)),
    page.promotion !== null && promotion(page.promotion, game),
    page.isResigning && resignSheet(game),
  );
}

const isOn = ({ end, seats }: Game) => end === null && seats.w !== null && seats.b !== null;
const isLookingBack = ({ line }: Game) => page.shown !== null && page.shown < line.length - 1;

function tableOf(game: Game): View {
  const mine = sideOfPerson(game, session.me) ?? 'w';
  const below = page.isTurned ? other(mine) : mine;
  const isBack = isLookingBack(game);
  const played = isBack ? game.line[page.shown ?? 0] : game.line.at(-1);
  return h(
    'div',
    { class: 'table' },
    player(game, other(below)),
    boardView({
      position: played?.position ?? START,
      last: played === undefined ? null : squaresOf(played.text),
      below,
      chosen: isBack ? -1 : page.chosen,
      cursor: page.cursor,
      speech,
      onPress: press,
      onCursor: moveCursor,
    }),
    player(game, below),
  );
}

function sideOf(game: Game): View {
  const mine = sideOfPerson(game, session.me);
  const turn = iconButton('swap', say('flip'), { class: 'turn', onPress: () => change({ isTurned: !page.isTurned }) });
  return h(
    'div',
    { class: 'side stack' },
    h('div', { class: 'row between' }, h('h1', { class: 'status' }, statusText(game, mine)), turn),
    mine === null && isOn(game) && h('p', { class: 'muted small' }, say('watching')),
    isLookingBack(game) &&
      h('button', { type: 'button', key: 'now', on: { click: () => change({ shown: null }) } }, say('now')),
    mine !== null && isOn(game) && controls(game, mine),
    game.end !== null &&
      afterRow(speech, {
        isPlayer: mine !== null,
        isAsked: game.again.includes(session.me),
        onAgain: () => void session.act({ t: 'again', game: game.name }),
        onOpen: () => void session.act({ t: 'open', game: game.name }),
      }),
    movesCard({
      game,
      speech,
      count: gamesOf(session.state).length,
      shown: page.shown,
      onShow: (shown) => change({ shown }),
    }),
    doubt(),
  );
}

function controls(game: Game, mine: Side): View[] {
  const offer = game.drawBy.includes(session.me) ? 'mine' : game.drawBy.length > 0 ? 'theirs' : 'none';
  const opponent = game.seats[other(mine)] ?? '';
  const onDraw = () => {
    const extras = offer === 'none' ? { notify: { [opponent]: say('offerDraw') } } : {};
    session.act({ t: 'draw', game: game.name, at: game.line.at(-1)?.id ?? '' }, extras);
  };
  return [
    typingForm(speech, {
      typed: page.typed,
      problem: page.problem,
      onType: (text) => (page.typed = text),
      onSubmit: submitTyped,
    }),
    wishRow(speech, { offer, onDraw, onResign: () => change({ isResigning: true }) }),
  ];
}

function submitTyped(): void {
  const game = lastGame(session.state);
  const move = typedMove(game.position, page.typed);
  if (move !== null && game.seats[game.position.turn] === session.me) return send(game, move);
  announce(say('noMove'));
  return change({ problem: say('noMove') });
}

/** Says what happened since it was drawn last. */
function tell(game: Game): void {
  const news = `${game.name} ${game.line.length} ${game.end?.reason ?? ''}`;
  if (news === told) return;
  const isFirst = told === '';
  told = news;
  page.chosen = -1;
  page.shown = null;
  page.problem = '';
  const written = game.line.at(-1)?.notation ?? '';
  if (!isFirst) announce([written, statusText(game, sideOfPerson(game, session.me))].join('. '));
}

function statusText(game: Game, mine: Side | null): string {
  if (game.end !== null) return endText(game, speech, nameOf);
  if (game.seats.w === null || game.seats.b === null) return say('waiting');
  const { turn, board } = game.position;
  const words = mine === turn ? say('yourTurn') : say('turnOf', { name: nameOf(game.seats[turn]) });
  return isInCheck(board, turn) ? `${say('check')}! ${words}` : words;
}

function player(game: Game, side: Side): View {
  const address = game.seats[side];
  return playerRow({
    side,
    address,
    name: address === null ? say('free') : sayName(address),
    called: nameOf(address),
    role: say(side === 'w' ? 'white' : 'black'),
    isTurn: isOn(game) && game.position.turn === side,
    action: seatAction(game, side),
  });
}

function seatAction(game: Game, side: Side): PlayerParts['action'] {
  const address = game.seats[side];
  if (address === null && sideOfPerson(game, session.me) === null) {
    return { label: say('sit'), look: 'primary', onPress: () => sit(game, side) };
  }
  // The seats of a rematch are given.
  const isFree = address === session.me && game.line.length === 0 && game.end === null && !game.name.endsWith('r');
  const onPress = () => void session.act({ t: 'stand', game: game.name });
  return isFree ? { label: say('stand'), look: 'quiet', onPress } : null;
}

function sit(game: Game, side: Side): void {
  const isFirst = game.seats[other(side)] === null;
  session.act(
    { t: 'sit', game: game.name, side },
    isFirst ? { info: say('sitInfo', { name: nameOf(session.me) }) } : {},
  );
}

function moveCursor(cursor: number): void {
  change({ cursor });
  const square = document.querySelector(`[data-square="${cursor}"]`);
  if (square instanceof HTMLElement) square.focus();
}

/** Takes a piece up, puts it down, or lets go of it. */
function press(square: number): void {
  const game = lastGame(session.state);
  const { position, seats } = game;
  page.cursor = square;
  if (!isOn(game) || seats[position.turn] !== session.me || isLookingBack(game)) return change({ chosen: -1 });
  const moves = movesFrom(position, page.chosen).filter(({ to }) => to === square);
  const [move] = moves;
  if (move !== undefined && moves.length > 1) return change({ promotion: { from: move.from, to: move.to } });
  if (move !== undefined) return send(game, move);
  const isOwn = ownerOf(standing(position.board, square)) === position.turn;
  return change({ chosen: isOwn && square !== page.chosen ? square : -1 });
}

function send(game: Game, move: Move): void {
  Object.assign(page, { chosen: -1, promotion: null, typed: '', problem: '' });
  const opponent = game.seats[other(game.position.turn)];
  const extras: Extras =
    opponent === null ? {} : { notify: { [opponent]: `${notation(game.position, move)}. ${say('yourTurn')}` } };
  session.act(
    { t: 'move', game: game.name, id: newId(), at: game.line.at(-1)?.id ?? '', move: moveText(move) },
    extras,
  );
}

function promotion({ from, to }: Pick<Move, 'from' | 'to'>, game: Game): View {
  return promotionSheet(speech, {
    side: game.position.turn,
    onChoose: (letter) => send(game, { from, to, promotion: letter }),
    onClose: () => change({ promotion: null }),
  });
}

function resignSheet(game: Game): View {
  const close = () => change({ isResigning: false });
  return question({
    key: 'resign',
    title: say('resign'),
    text: say('resignAsk'),
    yes: say('resign'),
    no: say('cancel'),
    onClose: close,
    onYes: () => {
      page.isResigning = false;
      const winner = game.seats.w === session.me ? game.seats.b : game.seats.w;
      const info = say('wins', { name: nameOf(winner) });
      session.act({ t: 'resign', game: game.name, at: game.line.at(-1)?.id ?? '' }, { info });
    },
  });
}

drawBy(draw);
