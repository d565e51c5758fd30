import { type Extras, type UpdateHost, ownHost } from './host.ts';
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
  let isTold = true;
  let described = '';
  const changed = () => {
    if (!isTold) return;
    isTold = false;
    queueMicrotask(() => {
      isTold = true;
      onChange();
    });
  };
  const listening = host.setUpdateListener((update) => {
    if (log.add([update])) changed();
  }, 0);
  const ready = () => {
    isReady = true;
    changed();
  };
  listening.then(ready, ready);

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
