import type { MessageKey } from '@i18n/locales.ts';
import type { ShelfProgram } from '@ports/programShelf.ts';

/** Our own programs, whose packages speak English, in the words of the catalogues: name, and what it is for. */
const TEXTS: Readonly<Partial<Record<string, readonly [name: MessageKey, text: MessageKey]>>> = {
  'banyan.2048': ['programs.shelf.2048', 'programs.shelf.2048.text'],
  'banyan.canteen': ['programs.shelf.canteen', 'programs.shelf.canteen.text'],
  'banyan.checklist': ['programs.shelf.checklist', 'programs.shelf.checklist.text'],
  'banyan.chess': ['programs.shelf.chess', 'programs.shelf.chess.text'],
  'banyan.poll': ['programs.shelf.poll', 'programs.shelf.poll.text'],
  'banyan.rides': ['programs.shelf.rides', 'programs.shelf.rides.text'],
  'banyan.split': ['programs.shelf.split', 'programs.shelf.split.text'],
  'banyan.stamps': ['programs.shelf.stamps', 'programs.shelf.stamps.text'],
  'banyan.storefront': ['programs.shelf.storefront', 'programs.shelf.storefront.text'],
  'banyan.whiteboard': ['programs.shelf.whiteboard', 'programs.shelf.whiteboard.text'],
};

/** A program that comes with the app as it is called in the person's language; one the catalogues do not know stays as its package says. */
export function inOwnWords(program: ShelfProgram, t: (key: MessageKey) => string): ShelfProgram {
  const texts = TEXTS[program.id];
  return texts === undefined ? program : { ...program, name: t(texts[0]), description: t(texts[1]) };
}
