/** What in the logs of a unit's clerks contradicts itself (WAL-64). */
import type { SignedAs } from './bundleContents.ts';
import { groupBy } from './groupBy.ts';
import { linkOf } from './proofs.ts';

/** A contradiction: where, and the records that prove it. */
export interface Contradiction {
  readonly kind: 'fork' | 'contradiction' | 'broken-chain' | 'two-books' | 'beyond-handover' | 'two-heads';
  readonly at: string;
  readonly proof: readonly string[];
}

/** Everything clerks signed for one unit that counts, cut off or not. */
export interface ClerksLog {
  readonly books: readonly SignedAs<'book'>[];
  readonly entries: readonly SignedAs<'entry'>[];
  readonly heads: readonly SignedAs<'head'>[];
}

const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url');
const idsOf = (...lists: readonly (readonly { readonly id: string }[])[]) =>
  lists.flatMap((list) => list.map(({ id }) => id)).sort();
const linksOf = (entries: readonly SignedAs<'entry'>[]) => entries.map(({ id, says }) => linkOf(says.prev, id));

/** See the head of this file; in no order. */
export function faultsOfLog(log: ClerksLog): readonly Contradiction[] {
  const written: Written = {
    booksOf: groupBy(log.books, ({ says }) => String(says.epoch)),
    entriesAt: groupBy(log.entries, ({ says }) => placeOf(says.epoch, says.seq)),
  };
  const several = [...written.booksOf].filter(([, books]) => books.length > 1);
  return [
    ...several.map(([at, books]): Contradiction => ({ kind: 'two-books', at, proof: idsOf(books) })),
    ...[...written.entriesAt].flatMap(([at, here]) => faultsAt(at, here, written)),
    ...strayHeads(log.heads, written),
    ...beyondHandovers(log),
  ];
}

/** Books by epoch, entries by place. */
interface Written {
  readonly booksOf: ReadonlyMap<string, readonly SignedAs<'book'>[]>;
  readonly entriesAt: ReadonlyMap<string, readonly SignedAs<'entry'>[]>;
}

const placeOf = (epoch: number, seq: number) => `${epoch}:${seq}`;

function faultsAt(at: string, here: readonly SignedAs<'entry'>[], written: Written): readonly Contradiction[] {
  const fork: readonly Contradiction[] = here.length > 1 ? [{ kind: 'fork', at, proof: idsOf(here) }] : [];
  const { before, links } = beforeOf(here, written);
  const follows = here.every(({ says }) => links.includes(text(says.prev)));
  if (links.length === 0 || follows) return fork;
  return [...fork, { kind: 'broken-chain', at, proof: idsOf(before, here) }];
}

/** What stands before a place, and the links one of which it has to follow. */
function beforeOf([first]: readonly SignedAs<'entry'>[], { booksOf, entriesAt }: Written) {
  const { epoch, seq } = first?.says ?? { epoch: 0, seq: 0 };
  if (seq === 1) {
    const before = booksOf.get(String(epoch)) ?? [];
    return { before, links: idsOf(before) };
  }
  const before = entriesAt.get(placeOf(epoch, seq - 1)) ?? [];
  return { before, links: linksOf(before) };
}

function strayHeads(heads: ClerksLog['heads'], { entriesAt }: Written): readonly Contradiction[] {
  return [...groupBy(heads, ({ says }) => placeOf(says.epoch, says.seq))].flatMap(([at, here]) => {
    const named = new Set(here.map(({ says }) => text(says.link)));
    const entries = entriesAt.get(at) ?? [];
    const known = linksOf(entries);
    const isStray = known.length > 0 && [...named].some((link) => !known.includes(link));
    return named.size > 1 || isStray ? [{ kind: 'two-heads' as const, at, proof: idsOf(here, entries) }] : [];
  });
}

/** Entries behind the place at which their own clerk handed over. */
function beyondHandovers({ books, entries }: ClerksLog): readonly Contradiction[] {
  return books.flatMap((book): readonly Contradiction[] => {
    const { from, epoch } = book.says;
    if (from === undefined || from.epoch !== epoch - 1) return [];
    const isByClerk = books.some(({ says }) => says.epoch === from.epoch && book.keys.includes(says.clerk));
    const beyond = entries.filter(({ says }) => says.epoch === from.epoch && says.seq > from.seq);
    if (!isByClerk || beyond.length === 0) return [];
    return [{ kind: 'beyond-handover', at: `${from.epoch}:${from.seq}`, proof: idsOf([book], beyond) }];
  });
}
