/** What else the page did while a chat was opened: long frames with their scripts, words to signaling, and what was asked of the database. */
import type { DiaryFrame, SwitchDiary } from '../support/diaryContract.ts';

/** A script of a long frame, as far as it is told here. */
interface FrameScript extends PerformanceEntry {
  readonly invoker: string;
  readonly sourceFunctionName: string;
  readonly sourceURL: string;
  readonly sourceCharPosition: number;
}

interface LongFrame extends PerformanceEntry {
  readonly renderStart: number;
  readonly scripts: readonly FrameScript[];
}

/** What is counted from one click to the next. */
interface Entry {
  readonly clicked: number;
  readonly heard: number;
  sends: number;
  reads: number;
  writes: string[];
}

const frames: LongFrame[] = [];
const entries: Entry[] = [];
/** Transactions since {@link keep}. */
let transactions = 0;
let isKept = false;

/** Begins an entry with each click on a row of the list. */
function keep(): void {
  if (isKept) return;
  isKept = true;
  new PerformanceObserver((list) => frames.push(...(list.getEntries() as LongFrame[]))).observe({
    type: 'long-animation-frame',
  });
  addEventListener(
    'click',
    ({ timeStamp, target }) => {
      if (!(target instanceof Element) || target.closest('[data-pane="list"]') === null) return;
      entries.push({ clicked: timeStamp, heard: performance.now(), sends: 0, reads: 0, writes: [] });
    },
    true,
  );
  countSends();
  countTransactions();
}

function countSends(): void {
  // oxlint-disable-next-line typescript/unbound-method -- called with its `this` below
  const plain = WebSocket.prototype.send;
  WebSocket.prototype.send = function send(this: WebSocket, data: Parameters<typeof plain>[0]) {
    const entry = entries.at(-1);
    if (entry !== undefined) entry.sends += 1;
    plain.call(this, data);
  };
}

function countTransactions(): void {
  // oxlint-disable-next-line typescript/unbound-method -- called with its `this` below
  const plain = IDBDatabase.prototype.transaction;
  IDBDatabase.prototype.transaction = function transaction(this: IDBDatabase, ...parameters) {
    const [stores, mode] = parameters;
    transactions += 1;
    const entry = entries.at(-1);
    if (entry !== undefined && (mode === undefined || mode === 'readonly')) entry.reads += 1;
    else entry?.writes.push(typeof stores === 'string' ? stores : [...stores].join('+'));
    return plain.apply(this, parameters);
  };
}

function frameOf(frame: LongFrame, clicked: number): DiaryFrame {
  return {
    from: Math.round(frame.startTime - clicked),
    ms: Math.round(frame.duration),
    rendering: frame.renderStart === 0 ? 0 : Math.round(frame.startTime + frame.duration - frame.renderStart),
    scripts: frame.scripts.map(({ duration, invoker, sourceFunctionName, sourceURL, sourceCharPosition }) => {
      const file = sourceURL.split('/').at(-1) ?? '';
      return `${Math.round(duration)} ms ${invoker.split('/').at(-1)} ${sourceFunctionName} ${file}:${sourceCharPosition}`;
    }),
  };
}

/** A page for each click: with the long frames from the one before it to the one after it. */
function tell(): readonly SwitchDiary[] {
  return entries.map(({ clicked, heard, ...counted }, number) => {
    const after = entries[number - 1]?.clicked ?? 0;
    const before = entries[number + 1]?.clicked ?? Number.POSITIVE_INFINITY;
    const near = frames.filter(({ startTime }) => startTime > after && startTime < before);
    return {
      at: Math.round(clicked),
      heard: Math.round(heard - clicked),
      ...counted,
      frames: near.map((frame) => frameOf(frame, clicked)),
    };
  });
}

export const diary = { diaryKept: keep, diaryTold: tell, transactionsBegun: () => transactions };
