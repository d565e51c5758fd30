import type { Allowance } from '@shared/budget.ts';

/** Digests are compared again this often while linked, ms (REP-7). */
export const DIGEST_INTERVAL = 10_000;
/** Acknowledgements wait this long for more of their kind, ms. */
export const ACK_DELAY = 25;
/** What came from one peer is handed on to others after this long, ms, and up to the spread more (REP-16). */
export const RELAY_DELAY = 60;
/** See {@link RELAY_DELAY}. */
export const RELAY_SPREAD = 120;
/** Most events of a space that are handed on one by one; more are left to the comparison of digests. */
export const MOST_RELAYED = 64;
/** Most own events that are told at link-up before they are asked for (REP-22). */
export const UNASKED_EVENTS = 64;
/** Largest sum of their payloads, bytes. */
export const UNASKED_BYTES = 64 * 1024;
/** Largest sum of payloads in one update sent to a peer, bytes. */
export const UPDATE_CHUNK = 256 * 1024;
/** Most events in one piece of a chain. */
export const PIECE_EVENTS = 500;
/** Most pieces of a space asked of one peer at once, and most of one peer that are being checked and stored. */
export const MOST_PIECES = 2;
/** Most pieces of all spaces asked of one peer at once: with hundreds of spaces they would come all together. */
export const MOST_FLIGHTS = 8;
/** A peer that was asked how its chains stand is not asked again for this long, ms. */
export const HEADS_PATIENCE = 5000;
/** What was asked for this long ago is asked for again, ms. */
export const PIECE_PATIENCE = 30_000;
/** This many offences end a link (REP-9). */
export const MAX_STRIKES = 3;
/** How long a cut-off peer is kept out, ms. */
export const BAN = 60_000;
/** Most bytes of a peer that may wait to be looked at. */
export const MAX_WAITING_BYTES = 32 * 1024 * 1024;

/** Most buckets asked for at once. */
export const MOST_QUESTIONS = 64;
/** Most answers that may wait for their turn; what is left out is asked for again after the next comparison. */
export const MOST_ANSWERS = 256;
/** Cards change rarely: a picture, a name, an address. */
export const CARDS: Allowance = { capacity: 10, perSecond: 1 / 60 };
/** Refusals that are nobody's fault, until they are too many to be an accident. */
export const REFUSALS: Allowance = { capacity: 50, perSecond: 1 / 5 };
/** Being welcomed to many groups at once is rare; each welcome costs the check of a card. */
export const GROUP_WORDS: Allowance = { capacity: 100, perSecond: 1 / 10 };
/** Passes are shown at link-up and when one is renewed; what readers send to a channel passes through many hands. */
export const FEED_WORDS: Allowance = { capacity: 200, perSecond: 5 };
/** Questions for acts of a roster by name (GRS-17): a chain that parts is fetched in a few. */
export const ACT_QUESTIONS: Allowance = { capacity: 32, perSecond: 1 };
/** Answers to summaries that differ, each a row for every shared space. */
export const SUMMARIES: Allowance = { capacity: 20, perSecond: 1 };
