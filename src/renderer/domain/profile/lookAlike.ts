/** Names that could be taken for others (PRF-8): a small part of what UTS 39 tells of, for letters that are drawn alike in most typefaces. */
import { foldText } from '../search/fold.ts';

/** Why a name could be taken for another. */
export interface LookAlike {
  /** In one word of it stand letters of two scripts whose letters look alike. */
  readonly isMixed: boolean;
  /** A name known before, of somebody or something else, that it looks like; null for none. */
  readonly other: string | null;
}

/** A name, and whose. */
export interface Named {
  readonly id: string;
  readonly name: string;
}

/** Scripts with letters that pass for letters of another of them. Others are mixed in one word by right: those of Chinese, Japanese, Korean with Latin. */
const ALIKE_SCRIPTS = [
  /\p{Script=Latin}/u,
  /\p{Script=Cyrillic}/u,
  /\p{Script=Greek}/u,
  /\p{Script=Armenian}/u,
  /\p{Script=Cherokee}/u,
  /\p{Script=Coptic}/u,
  /\p{Script=Lisu}/u,
] as const;
const WORDS = /[\p{L}\p{M}\p{N}'’·-]+/gu;

/** What letters of other scripts, and other letters of this one, are drawn like. */
const DRAWN_LIKE: readonly (readonly [string, string])[] = [
  ['A', 'АΑᎪ'],
  ['B', 'ВΒᏴ'],
  ['C', 'СϹᏟ'],
  ['D', 'ᎠĐ'],
  ['E', 'ЕΕᎬ'],
  ['G', 'ԌᏀ'],
  ['H', 'НΗᎻҢ'],
  ['I', 'ІΙӀᏆ'],
  ['J', 'ЈͿᎫ'],
  ['K', 'КΚᏦҚ'],
  ['L', 'ԼᏞ'],
  ['M', 'МΜᎷӍ'],
  ['N', 'Ν'],
  ['O', 'ОΟՕ'],
  ['P', 'РΡᏢ'],
  ['Q', 'Ԛ'],
  ['R', 'ᎡᏒ'],
  ['S', 'ЅՏᏚ'],
  ['T', 'ТΤᎢ'],
  ['U', 'ՍՄ'],
  ['V', 'ѴᏙ'],
  ['W', 'ԜᎳ'],
  ['X', 'ХΧҲ'],
  ['Y', 'УΥҮᎽ'],
  ['Z', 'ΖᏃ'],
  ['a', 'аαɑ'],
  ['b', 'ьƅ'],
  ['c', 'сϲᴄ'],
  ['d', 'ԁɗ'],
  ['e', 'еεҽ'],
  ['g', 'ɡց'],
  ['h', 'һհ'],
  ['i', 'іιɩı'],
  ['j', 'јϳյȷ'],
  ['k', 'кκқ'],
  ['l', 'ӏ'],
  ['m', 'м'],
  ['n', 'пηոռ'],
  ['o', 'оοօσө'],
  ['p', 'рρ'],
  ['q', 'ԛզ'],
  ['r', 'гᴦ'],
  ['s', 'ѕꜱ'],
  ['t', 'тτ'],
  ['u', 'υսʋц'],
  ['v', 'ѵνᴠ'],
  ['w', 'ԝωѡաᴡ'],
  ['x', 'хχҳ'],
  ['y', 'уγүʏ'],
  ['z', 'ᴢ'],
  ['口', 'ロ'],
  ['二', 'ニ'],
  ['力', 'カ'],
  ['工', 'エ'],
  ['夕', 'タ'],
  ['卜', 'ト'],
  ['八', 'ハ'],
  ['一', 'ー'],
];

const ALIKE: ReadonlyMap<string, string> = new Map(
  DRAWN_LIKE.flatMap(([letter, others]) => Array.from(others, (other) => [other, letter] as const)),
);

/** Whether one word of a name mixes scripts whose letters look alike. */
export function mixesScripts(name: string): boolean {
  return [...name.normalize('NFKC').matchAll(WORDS)].some(
    ([word]) => ALIKE_SCRIPTS.filter((script) => script.test(word)).length > 1,
  );
}

/** Whether two names can be taken for each other, also where they are the same. */
export function looksLike(one: string, other: string): boolean {
  return alikeIn(shapesOf(one), shapesOf(other));
}

/** What is to be said of a name among those known before. Whoever has the same id is the same. */
export function lookAlikeOf({ id, name }: Named, known: readonly Named[]): LookAlike {
  const shapes = shapesOf(name);
  const other = known.find((one) => one.id !== id && alikeIn(shapes, shapesOf(one.name)));
  return { isMixed: mixesScripts(name), other: other?.name ?? null };
}

type Shapes = readonly string[];

const remembered = new Map<string, Shapes>();
/** Names whose shapes are remembered: lists compare each with each. */
const MOST_REMEMBERED = 5000;

/** A name as it is drawn: as it is, with a capital I as the small l that it looks like, and all in capitals, which look alike where small letters do not. */
function shapesOf(name: string): Shapes {
  const known = remembered.get(name);
  if (known !== undefined) return known;
  if (remembered.size >= MOST_REMEMBERED) remembered.clear();
  const letters = drawn(name);
  const made = [bare(letters), bare(letters.replaceAll('I', 'l')), bare(drawn(name.toUpperCase()))];
  remembered.set(name, made);
  return made;
}

/** Before and after it is taken apart: some letters are taken apart into those they do not look like. */
function drawn(name: string): string {
  const alike = (text: string) => Array.from(text, (letter) => ALIKE.get(letter) ?? letter).join('');
  return alike(alike(name).normalize('NFKD'));
}

/** Without what is easily overlooked: case, accents, spaces and points; what is drawn with two letters is one. */
function bare(letters: string): string {
  const kept = foldText(letters.replaceAll('|', 'l')).text.replaceAll(/[^\p{L}\p{M}\p{N}]/gu, '');
  const one = kept.replaceAll('0', 'o').replaceAll('1', 'l').replaceAll('rn', 'm').replaceAll('vv', 'w');
  // One of signs alone is what it is.
  return one === '' ? letters : one;
}

function alikeIn(one: Shapes, other: Shapes): boolean {
  return one.some((shape, place) => shape === other[place]);
}
