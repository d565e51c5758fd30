/** What a service has done since it started. Nothing here names a topic or an address. */
export interface SignalingCounters {
  /** Open now. */
  sockets: number;
  accepted: number;
  /** Refused, by reason: origin, no place at all, none for this address, token. */
  refusedOrigin: number;
  refusedFull: number;
  refusedAddress: number;
  refusedToken: number;
  received: number;
  receivedBytes: number;
  delivered: number;
  deliveredBytes: number;
  /** Not delivered: the receiver's address was given too much. */
  undelivered: number;
  /** Frames dropped, by reason. */
  malformed: number;
  limited: number;
  notSubscribed: number;
  /** Sockets ended, by reason: refused frames, not reading, not answering. */
  cutStrikes: number;
  cutSlow: number;
  cutSilent: number;
}

/** The counters with their sums. */
export interface SignalingReport extends Readonly<SignalingCounters> {
  readonly refused: number;
  readonly cutOff: number;
  /** Heard by somebody here. */
  readonly topics: number;
}

/** Counters of a service that has done nothing yet. */
export function emptyCounters(): SignalingCounters {
  return {
    sockets: 0,
    accepted: 0,
    refusedOrigin: 0,
    refusedFull: 0,
    refusedAddress: 0,
    refusedToken: 0,
    received: 0,
    receivedBytes: 0,
    delivered: 0,
    deliveredBytes: 0,
    undelivered: 0,
    malformed: 0,
    limited: 0,
    notSubscribed: 0,
    cutStrikes: 0,
    cutSlow: 0,
    cutSilent: 0,
  };
}

/** A copy of the counters as they are now. */
export function reportCounters(counters: SignalingCounters, topics: number): SignalingReport {
  return {
    ...counters,
    topics,
    refused: counters.refusedOrigin + counters.refusedFull + counters.refusedAddress + counters.refusedToken,
    cutOff: counters.cutStrikes + counters.cutSlow + counters.cutSilent,
  };
}
