/** What an outlet needs of the way out: NATS's connection has more. */
export interface OutletWay {
  publish(subject: string, payload: Uint8Array): void;
  /** Settles once all that was published before has arrived. */
  flush(): Promise<void>;
}

/** The way out of a node: sends while it is open and keeps up, and keeps the last word of each subject while it is closed. */
export interface Outlet {
  send(subject: string, payload: Uint8Array): void;
  /** The way opened, or (null) closed. What was kept is sent when it opens. */
  lead(way: OutletWay | null): void;
  /** Nobody here is in that subject any more: what was kept of it is not sent. */
  forget(subject: string): void;
  counters(): { readonly sent: number; readonly away: number; readonly busy: number };
}

/** What is on its way and not known to have arrived may be this much; the rest is dropped, as it would only be late. */
const MOST_UNCONFIRMED = 16 * 1024 * 1024;
const CONFIRM_ABOVE = 256 * 1024;
const MOST_KEPT = 8 * 1024 * 1024;
/** Devices that look for each other say so once a minute at least. */
const KEPT_MS = 60_000;

/** Creates an outlet whose way is closed. `now` is a monotonic clock in ms. */
export function createOutlet(now: () => number = () => performance.now()): Outlet {
  const kept = createKept(now);
  const counts = { sent: 0, away: 0, busy: 0 };
  let line: ReturnType<typeof createLine> | null = null;

  const pass = (subject: string, payload: Uint8Array) => {
    if (line === null) {
      counts.away += 1;
      kept.keep(subject, payload);
    } else if (line.push(subject, payload)) counts.sent += 1;
    else counts.busy += 1;
  };

  return {
    send: pass,
    lead: (way) => {
      line = way === null ? null : createLine(way);
      if (line === null) return;
      for (const [subject, payload] of kept.take()) pass(subject, payload);
    },
    forget: (subject) => kept.drop(subject),
    counters: () => ({ ...counts }),
  };
}

/** One way while it is open, with what is under way on it. */
function createLine(way: OutletWay) {
  let unconfirmed = 0;
  let isConfirming = false;

  const confirm = () => {
    isConfirming = true;
    const arriving = unconfirmed;
    // A flush that fails says that the way is lost: the next one begins at nothing.
    way.flush().then(
      () => {
        unconfirmed -= arriving;
        isConfirming = false;
      },
      () => undefined,
    );
  };

  return {
    push: (subject: string, payload: Uint8Array): boolean => {
      if (unconfirmed + payload.length > MOST_UNCONFIRMED) return false;
      try {
        way.publish(subject, payload);
      } catch {
        // Closed under our hands, or more than the server takes.
        return false;
      }
      unconfirmed += payload.length;
      if (!isConfirming && unconfirmed > CONFIRM_ABOVE) confirm();
      return true;
    },
  };
}

/** The last payload of each subject, for a while and within bounds; the oldest makes room. */
function createKept(now: () => number) {
  const waiting = new Map<string, { readonly payload: Uint8Array; readonly until: number }>();
  let bytes = 0;

  const drop = (subject: string) => {
    const entry = waiting.get(subject);
    if (entry === undefined) return;
    waiting.delete(subject);
    bytes -= entry.payload.length;
  };

  return {
    drop,
    keep: (subject: string, payload: Uint8Array) => {
      drop(subject);
      waiting.set(subject, { payload, until: now() + KEPT_MS });
      bytes += payload.length;
      for (const [oldest] of waiting) {
        if (bytes <= MOST_KEPT) break;
        drop(oldest);
      }
    },
    /** Everything that is still worth sending; nothing is kept afterwards. */
    take: (): readonly (readonly [string, Uint8Array])[] => {
      const fresh = [...waiting].filter(([, { until }]) => until >= now());
      waiting.clear();
      bytes = 0;
      return fresh.map(([subject, { payload }]) => [subject, payload] as const);
    },
  };
}
