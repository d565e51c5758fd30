import { foldText } from '@i18n/wordSearch.ts';

/** Someone who can be mentioned. */
export interface Mentionable {
  readonly account: string;
  readonly name: string;
}

/** A mention in a text, in UTF-16 units; the sign before the name is part of it. */
export interface FoundMention<Account extends string = string> {
  readonly account: Account;
  readonly start: number;
  readonly length: number;
}

/** A name that is being typed behind the sign. */
export interface MentionQuery {
  /** Where the sign stands. */
  readonly start: number;
  readonly end: number;
  readonly words: string;
}

const SIGN = '@';
/** Longer is no name any more, but a sentence with a sign in it. */
const LONGEST_QUERY = 40;
const LETTER = /[\p{L}\p{N}_]/u;

/** What is typed at the caret as a mention; null where it is none. A sign inside a word is a mail address. */
export function mentionQuery(text: string, caret: number): MentionQuery | null {
  const start = text.slice(0, caret).lastIndexOf(SIGN);
  if (start === -1 || caret - start > LONGEST_QUERY) return null;
  const words = text.slice(start + 1, caret);
  if (/[\n@]/u.test(words) || /^\s/u.test(words) || isLetter(letterBefore(text, start))) return null;
  return { start, end: caret, words };
}

/** Those whose name has every typed word at the beginning of one of its own; who begins with what was typed stands first. */
export function mentionMatches<Person extends Mentionable>(
  people: readonly Person[],
  typed: string,
): readonly Person[] {
  const wanted = foldText(typed).split(/\s+/u).filter(Boolean);
  const found = people.filter(({ name }) => {
    const words = foldText(name).split(/\s+/u);
    return wanted.every((word) => words.some((one) => one.startsWith(word)));
  });
  const whole = foldText(typed).trim();
  const isFirst = ({ name }: Person) => foldText(name).startsWith(whole);
  return [...found.filter(isFirst), ...found.filter((person) => !isFirst(person))];
}

/**
 * The mentions in a text: each sign with the whole name of someone behind it, the longest that fits. Of several of one name the one
 * that was chosen counts, so `people` has them first.
 */
export function findMentions<Person extends Mentionable>(
  text: string,
  people: readonly Person[],
): readonly FoundMention<Person['account']>[] {
  const byLength = people.toSorted((one, other) => other.name.length - one.name.length);
  const found: FoundMention<Person['account']>[] = [];
  for (let at = text.indexOf(SIGN); at !== -1; at = text.indexOf(SIGN, at + 1)) {
    if (isLetter(letterBefore(text, at))) continue;
    const person = byLength.find(({ name }) => isNameAt(text, at + 1, name));
    if (person !== undefined) found.push({ account: person.account, start: at, length: person.name.length + 1 });
  }
  return found;
}

function isNameAt(text: string, at: number, name: string): boolean {
  return name !== '' && text.startsWith(name, at) && !isLetter(letterAfter(text, at + name.length));
}

function letterBefore(text: string, at: number): string {
  const low = text.charCodeAt(at - 1);
  return low >= 0xdc00 && low <= 0xdfff ? text.slice(at - 2, at) : text.slice(Math.max(0, at - 1), at);
}

function letterAfter(text: string, at: number): string {
  return String.fromCodePoint(text.codePointAt(at) ?? 0x20);
}

function isLetter(letter: string): boolean {
  return LETTER.test(letter);
}
