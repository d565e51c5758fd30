import type { Allowance } from '@shared/budget.ts';

/** Chunks asked of one source and not yet on the disk: 4 MiB, which also bounds what waits in memory here. */
export const WINDOW = 16;
/** Chunks that a peer may have asked for and not been sent. */
export const MOST_WANTED = 64;
/** Chunks being read from the disk or waiting for the link: enough for the one to hide behind the other. */
export const SEND_AHEAD = 4;
/** Blobs that are being loaded at once; the others wait. */
export const MOST_LOADING = 4;
/** Messages of a peer that may wait to be looked at. */
export const MOST_WAITING = 64;
/** Blobs a peer asked for in vain that are remembered, to tell it when they come. */
export const MOST_INTERESTS = 256;
/** Answers about access that are remembered for a link. */
export const MOST_VERDICTS = 256;
/** For how long, ms. */
export const VERDICT_TTL = 10_000;
/** Chunks called back whose late arrival is forgiven. */
export const MOST_WITHDRAWN = 128;
/** Sources and stalls are looked at this often while something is wanted, ms. */
export const TICK = 2_000;
/** Who has what is asked again after this long, ms. */
export const ASK_AGAIN = 20_000;
/** Who asks in vain asks half as often from then on, down to this, ms, until somebody new is linked. */
export const ASK_AGAIN_SELDOM = 16 * ASK_AGAIN;
/** A source that owes chunks or an outline and sends none for so long is slow, ms. */
export const STALL = 15_000;
/** A chunk may be asked of a second source after this long, ms. */
export const STEAL_AFTER = 4_000;
/** A source this often slow or silent is left with a window of one. */
export const MOST_PENALTY = 3;
/** This many offences end a link. */
export const MAX_STRIKES = 3;
/** How long a cut-off peer is kept out, ms. */
export const BAN = 60_000;
/** Progress is told to screens at most this often, ms. */
export const PROGRESS_EVERY = 100;

/** Questions of a peer: ids, outlines and cancellations. */
export const QUESTIONS: Allowance = { capacity: 2048, perSecond: 128 };
/** Questions asked of a peer: fewer than it allows, as its clock may be another. */
export const OWN_QUESTIONS: Allowance = { capacity: 1536, perSecond: 96 };
/** While fewer than this are unanswered the next may be asked: it lets only {@link MOST_WAITING} messages wait. */
export const FEW_UNANSWERED = 8;
/** Chunk numbers a peer may name; far above what a link can carry. */
export const WANTS: Allowance = { capacity: 1024, perSecond: 4096 };
/** Answers to no question of ours: late ones happen. */
export const UNASKED: Allowance = { capacity: 128, perSecond: 1 };
