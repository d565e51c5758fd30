/** Kinds of events of moments, by where they are said (VIS-10). */
import { FeedVerb, feedKind } from '../feed/project.ts';

const kind = (verb: string) => feedKind('moments', verb);

/** Leave was taken away from somebody: passes of an older epoch are worth nothing any more (VIS-9). */
export const MOMENT_CIRCLE = kind('circle');

const IN_CIRCLE: ReadonlySet<string> = new Set([
  MOMENT_CIRCLE,
  ...[FeedVerb.posted, FeedVerb.edited, FeedVerb.deleted, FeedVerb.hushed].map(kind),
  ...[FeedVerb.remarked, FeedVerb.unremarked, FeedVerb.liked].map(kind),
]);
const IN_REMARKS: ReadonlySet<string> = new Set(
  [FeedVerb.remarked, FeedVerb.unremarked, FeedVerb.liked, FeedVerb.hushed].map(kind),
);
const IN_WHISPERS: ReadonlySet<string> = new Set([kind(FeedVerb.seen)]);

/** Whether events of a kind may be in a circle, or in a space beside one. */
export function takesKind(where: 'circle' | 'remarks' | 'whispers', name: string): boolean {
  if (where === 'circle') return IN_CIRCLE.has(name);
  return (where === 'remarks' ? IN_REMARKS : IN_WHISPERS).has(name);
}
