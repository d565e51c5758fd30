import { type Extras, type HeardUpdate, type UpdateHost, ownHost } from './host.ts';
import { type Act, type Rules, createLog } from './log.ts';
import { cleanLine, newId } from './reading.ts';

/** One person's open program: the log, kept with everyone else's. */
export interface Session<State, Op> {
  /** One's own address. */
  readonly me: string;
  readonly state: State;
  readonly acts: readonly Act<Op>[];
  /** Whether everything known when the program was opened is there. */
  readonly isReady: boolean;
  /** What someone calls themselves; `''` when nothing is known. */
  nameOf(address: string): string;
  /** Acts: here at once, with the others when they are reached. Returns the name of the act. */
  act(op: Op, extras?: Extras): string;
}

/** See {@link openSession}. */
export interface SessionOptions<State, Op> {
  readonly rules: Rules<State, Op>;
  /** Called after every change, at most once a frame of the event loop. */
  readonly onChange: () => void;
  /** What the chat shows beside the program; sent along when it changed. */
  readonly describe?: (state: State) => Pick<Extras, 'summary' | 'document'>;
  readonly host?: UpdateHost;
  readonly now?: () => number;
}

/** Opens the log of this program and keeps it up to date. */
export function openSession<State, Op>(options: SessionOptions<State, Op>): Session<State, Op> {
  const { rules, onChange, describe, host = ownHost(), now = Date.now } = options;
  const log = createLog(rules);
  const ownName = cleanLine(host.selfName, 48);
  let isReady = false;
  let described = '';
  const changed = together(onChange);
  let heard: HeardUpdate[] = [];
  const takeHeard = () => {
    const updates = heard;
    heard = [];
    if (log.add(updates)) changed();
  };
  const ready = () => {
    isReady = true;
    takeHeard();
    changed();
  };
  // What comes together is taken together, and a replay as a whole: late acts move all that follow them.
  const hear = (update: HeardUpdate) => {
    if (heard.push(update) === 1 && isReady) queueMicrotask(takeHeard);
  };
  host.setUpdateListener(hear, 0).then(ready, ready);
  return {
    me: host.selfAddr,
    get state() {
      return log.state;
    },
    get acts() {
      return log.acts;
    },
    get isReady() {
      return isReady;
    },
    nameOf: (address) => (address === host.selfAddr ? ownName : '') || (log.names.get(address) ?? ''),
    act(op, extras = {}) {
      takeHeard();
      const id = newId();
      const payload = log.payloadFor(op, { address: host.selfAddr, name: ownName, now: now(), id });
      // The host's echo says the same again, and is the same act.
      log.add([{ payload, sender: host.selfAddr }]);
      const words = describe?.(log.state) ?? {};
      const isNews = JSON.stringify(words) !== described;
      described = JSON.stringify(words);
      host.sendUpdate({ payload, ...(isNews ? words : {}), ...extras });
      changed();
      return id;
    },
  };
}

/** Calls a callback once for all that asks for it in one go. */
function together(callback: () => void): () => void {
  let isAsked = false;
  return () => {
    if (isAsked) return;
    isAsked = true;
    queueMicrotask(() => {
      isAsked = false;
      callback();
    });
  };
}
