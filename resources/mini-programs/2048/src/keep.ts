import { asInteger, asRecord, fieldOf } from '../../shared/reading.ts';
import { type Game, replay, startGame } from './game.ts';
import { packMoves, unpackMoves } from './record.ts';

const KEY = 'game';

/** A new game with dice of its own. */
export function freshGame(): Game {
  return startGame(crypto.getRandomValues(new Uint32Array(1))[0] ?? 0);
}

/** The game one was in the middle of, on this device. */
export function loadGame(): Game {
  try {
    const record = asRecord(JSON.parse(localStorage.getItem(KEY) ?? 'null'));
    const seed = record === null ? null : asInteger(fieldOf(record, 'seed'), 0, 0xffff_ffff);
    const moves = record === null ? null : unpackMoves(String(fieldOf(record, 'moves')));
    return (seed === null || moves === null ? null : replay(seed, moves)) ?? freshGame();
  } catch {
    return freshGame();
  }
}

/** Keeps it; without storage it lasts as long as the page. */
export function saveGame({ seed, moves }: Game): void {
  try {
    localStorage.setItem(KEY, JSON.stringify({ seed, moves: packMoves(moves) }));
  } catch {
    // A full or forbidden storage is no reason to stop playing.
  }
}
