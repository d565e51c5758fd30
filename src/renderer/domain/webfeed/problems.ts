/** Why a feed was not fetched; the catalogue has a sentence for each (`error.<code>`). */
export const webFeedProblems = [
  'feed-unreachable',
  'feed-private',
  'feed-too-large',
  'feed-missing',
  'feed-refused',
  'feed-failing',
  'feed-unreadable',
  'feed-defines',
] as const;
/** One of {@link webFeedProblems}. */
export type WebFeedProblem = (typeof webFeedProblems)[number];
