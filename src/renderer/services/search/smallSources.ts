import type { AccountId, EventId, SpaceId } from '@shared/ids.ts';
import { excerptOf } from '@domain/search/excerpt.ts';
import { type Match, matchText } from '@domain/search/matcher.ts';
import type { Question } from '@domain/search/question.ts';
import { slipsOf } from '@domain/search/nearby.ts';
import type { FindKind, Found } from '../workspace/discoverWorkspace.ts';

/** Something of which there are few enough to look through them all: a person, a group, a program, a bill. */
export interface SmallThing {
  readonly id: string;
  readonly space: SpaceId | null;
  readonly event: EventId | null;
  readonly title: string;
  /** What it is found by beside its title. */
  readonly text: string;
  readonly at: number | null;
  readonly author: AccountId | null;
}

/** Things of one kind. */
export interface SmallSource {
  readonly kind: FindKind;
  /** All there are now; none where they cannot be read. */
  readonly all: () => Promise<readonly SmallThing[]>;
}

/** Which of them may be found, beside their words. */
export interface SmallFilter {
  readonly authors: ReadonlySet<AccountId> | null;
  readonly spaces: ReadonlySet<SpaceId> | null;
  readonly since: number;
  readonly until: number;
}

const LIKENESSES = ['exact', 'begins', 'nearby'] as const satisfies readonly Match['likeness'][];

/** Those that say what is looked for, best first: by likeness, then newest first. */
export function findSmall(
  kind: FindKind,
  things: readonly SmallThing[],
  { question, filter }: { readonly question: Question; readonly filter: SmallFilter },
): readonly Found[] {
  const forgiving = question.clauses.some((clause) => clause.kind === 'word' && slipsOf(clause.text) > 0);
  const found = things
    .filter((thing) => isWanted(thing, filter))
    .flatMap((thing) => {
      const match = matchText(question, `${thing.title}\n${thing.text}`, { forgiving });
      return match === null ? [] : [{ thing, match }];
    });
  return found
    .toSorted((one, other) => rank(one.match) - rank(other.match) || (other.thing.at ?? 0) - (one.thing.at ?? 0))
    .map(({ thing, match }) => foundOf(kind, thing, match));
}

function rank({ likeness }: Match): number {
  return LIKENESSES.indexOf(likeness);
}

function isWanted({ author, space, at }: SmallThing, { authors, spaces, since, until }: SmallFilter): boolean {
  if (authors !== null && (author === null || !authors.has(author))) return false;
  if (spaces !== null && (space === null || !spaces.has(space))) return false;
  if (at === null) return since === Number.NEGATIVE_INFINITY && until === Number.POSITIVE_INFINITY;
  return at >= since && at <= until;
}

/** What was found in the title is marked nowhere: the excerpt is of the rest. */
function foundOf(kind: FindKind, thing: SmallThing, match: Match): Found {
  const shift = thing.title.length + 1;
  const marks = match.marks.flatMap(([start, end]) => (start < shift ? [] : [[start - shift, end - shift] as const]));
  const excerpt = excerptOf(thing.text, marks);
  const { id, space, event, title, at, author } = thing;
  return { kind, id, space, event, title, excerpt: excerpt.text, marks: excerpt.marks, at, author };
}
