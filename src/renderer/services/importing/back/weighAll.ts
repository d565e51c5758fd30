import { type Result, fail, ok } from '@shared/result.ts';
import type { Clock } from '@ports/clock.ts';
import type { AbortSignalLike } from '@ports/peerTransport.ts';
import { WorkSlice } from '../../replication/workSlice.ts';
import { type BackCount, type BackKind, type BackPlan, type ChosenExport } from '../../workspace/importWorkspace.ts';
import type { WorkspaceError } from '../../workspace/workspaceErrors.ts';
import { linesOf } from '../all/linesOf.ts';
import { type OpenedAll, openAll } from '../all/openAll.ts';
import { type BackStep, type BackWorkspace, HereUnreadError, type MakeScale, type Weighed } from './backStep.ts';
import { SCALES } from './scales.ts';

/** Most lines of a kind that are read: a person has fewer. */
const MOST_LINES = 20_000;
/** Most names of strangers that are told. */
const MOST_STRANGERS = 500;

/** What weighing works with. */
export interface WeighParts {
  readonly clock: Clock;
  readonly whole: BackWorkspace;
}

/** How it is told how far it is, and stopped. */
export interface Watched {
  readonly signal: AbortSignalLike;
  readonly onProgress: (done: number) => void;
}

/** What there is to do, and what was counted. */
export interface WeighedAll extends BackPlan {
  readonly steps: readonly BackStep[];
}

const NONE: BackCount = { fresh: 0, here: 0, without: 0, unread: 0 };

/** Reads the lines of these kinds and weighs each against what is here now (IMA-8). Nothing is written. */
export async function weighAll(
  { clock, whole }: WeighParts,
  { files, kinds }: { readonly files: readonly ChosenExport[]; readonly kinds: readonly BackKind[] },
  { signal, onProgress }: Watched,
): Promise<Result<WeighedAll, WorkspaceError>> {
  const slice = new WorkSlice(clock);
  const onBytes = async (done: number, total: number) => {
    onProgress(total === 0 ? 1 : done / total);
    if (slice.isOver) await slice.letGo();
    return !signal.aborted;
  };
  const opened = await openAll(files, onBytes, kinds);
  if (!opened.ok) return opened;
  const all = new Weighing(opened.value);
  try {
    for (const kind of kinds) {
      // A scale and its lines are of one kind.
      const make = SCALES[kind] as MakeScale<BackKind>;
      const isOver = await all.add(kind, await make(whole, opened.value.find), () => onBytes(1, 1));
      if (!isOver) return fail('upload-cancelled', 'the person gave up');
    }
  } catch (cause) {
    if (cause instanceof HereUnreadError) return fail('storage-failed', 'what is here cannot be read');
    return fail('import-damaged', 'it cannot be read to its end');
  }
  return ok(all.weighed());
}

class Weighing {
  private readonly opened: OpenedAll;
  private readonly steps: BackStep[] = [];
  private readonly strangers: string[] = [];
  private readonly counts: Record<BackKind, BackCount> = {
    ...{ contacts: NONE, settings: NONE, stickers: NONE },
    ...{ favourites: NONE, drafts: NONE },
  };

  constructor(opened: OpenedAll) {
    this.opened = opened;
  }

  weighed(): WeighedAll {
    const { steps, strangers, counts } = this;
    return { steps, strangers, counts };
  }

  /** False where the person gave up. */
  async add(
    kind: BackKind,
    { weigh }: Awaited<ReturnType<MakeScale<BackKind>>>,
    goOn: () => Promise<boolean>,
  ): Promise<boolean> {
    const file = this.opened.data.get(kind);
    if (file === undefined) return true;
    let read = 0;
    for await (const { line } of linesOf(kind, file)) {
      read += 1;
      if (!(await goOn())) return false;
      if (line === null || read > MOST_LINES) {
        this.count(kind, 'unread');
        continue;
      }
      const weighed = await weigh(line);
      this.note(kind, weighed);
      if (weighed === 'without' && 'ownName' in line) this.meet(String(line.name));
    }
    return true;
  }

  private note(kind: BackKind, weighed: Weighed): void {
    if (typeof weighed === 'string') return this.count(kind, weighed);
    this.count(kind, 'fresh');
    this.steps.push(weighed);
  }

  /** Somebody who is no contact here. */
  private meet(name: string): void {
    if (this.strangers.length < MOST_STRANGERS) this.strangers.push(name);
  }

  private count(kind: BackKind, which: keyof BackCount): void {
    const before = this.counts[kind];
    this.counts[kind] = { ...before, [which]: before[which] + 1 };
  }
}
