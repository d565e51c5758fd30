import type { EventId, SpaceId } from '@shared/ids.ts';
import { OWN_SHELF } from '@domain/mini/records.ts';
import { type Failure, type Result, fail, ok } from '@shared/result.ts';
import type { DocumentStore, ProgramShelf } from '@ports/documentStore.ts';
import type { LiveQuery } from '@ports/query.ts';
import type { Disposer } from '@ports/snapshot.ts';
import type { ProgramActs } from '../workspace/programWorkspace.ts';
import type { WorkspaceErrorCode } from '../workspace/workspaceErrors.ts';
import type { ProgramLog, ProgramSnapshot, ProgramStream, ProgramWriter, ReadAhead, SayFailure } from './programLog.ts';

/** Failures that pass: what was said waits. */
const PASSING: ReadonlySet<WorkspaceErrorCode> = new Set<WorkspaceErrorCode>([
  'storage-full',
  'storage-failed',
  'host-unreachable',
  'engine-unreachable',
  'store-blocked',
]);

/** Packs read at once: while a page reads one the next are on their way. */
const PACKS_AT_ONCE = 8;
/** Packs read for a page that is on its way: held until it asks. */
const PACKS_AHEAD = 32;

/** What a stream is called on its shelf. */
export function shelfName({ document, scope }: Pick<ProgramStream, 'document' | 'scope'>): string {
  return scope === 'person' ? `${OWN_SHELF}${document ?? ''}` : (document ?? '');
}

/** What was said in an instance of a space, from the store of this tab; what is said goes by the engine. */
export class StoreProgramLog implements ProgramLog, ProgramWriter {
  private readonly store: Pick<DocumentStore, 'shelves'>;
  private readonly space: SpaceId;
  private readonly acts: Pick<ProgramActs, 'sayInProgram' | 'condenseDocument'>;
  private readAhead: {
    readonly instance: EventId;
    readonly packs: ReadAhead['packs'];
    readonly last: Followed;
  } | null = null;

  constructor(store: StoreProgramLog['store'], space: SpaceId, acts: StoreProgramLog['acts']) {
    this.store = store;
    this.space = space;
    this.acts = acts;
  }

  rows(stream: ProgramStream, after: number, limit: number) {
    return this.store.shelves.entries(this.shelfOf(stream), after, limit);
  }

  last(stream: ProgramStream) {
    return this.store.shelves.last(this.shelfOf(stream));
  }

  async snapshot(stream: ProgramStream): Promise<ProgramSnapshot | null> {
    if (stream.document === null) return null;
    const kept = await this.store.shelves.snapshot(this.shelfOf(stream));
    return kept.ok ? kept.value : null;
  }

  /** Reads what the page of an instance that is on its way asks for first, should it ask for all updates, and follows how far they go until it does. */
  expectReplay(instance: EventId): void {
    this.letGo();
    const { shelves } = this.store;
    const packs = shelves.packs({ space: this.space, instance }, 0, PACKS_AHEAD);
    const last = followed(shelves.watchLast({ space: this.space, instance, document: '' }));
    this.readAhead = { instance, packs, last };
  }

  ahead({ instance, document }: ProgramStream): ReadAhead | null {
    const { readAhead } = this;
    if (document !== null || readAhead?.instance !== instance) return null;
    // Handed out once: it is not to lie about in memory.
    this.readAhead = null;
    return { packs: readAhead.packs, last: readAhead.last.known() };
  }

  letGo(): void {
    this.readAhead?.last.stop();
    this.readAhead = null;
  }

  async packs({ instance, document }: ProgramStream, after: number) {
    if (document !== null) return ok([]);
    return this.store.shelves.packs({ space: this.space, instance }, after, PACKS_AT_ONCE);
  }

  /** Where it does not work, the next replay takes as long as this one. */
  async condense(stream: ProgramStream): Promise<void> {
    await this.acts.condenseDocument(stream);
  }

  watch(stream: ProgramStream, onAdded: () => void): Disposer {
    return this.store.shelves.watchLast(this.shelfOf(stream)).subscribe((state) => {
      if (state.status === 'ready') onAdded();
    });
  }

  async say(stream: ProgramStream, bytes: Uint8Array, id: string): Promise<Result<void, SayFailure>> {
    const said = await this.acts.sayInProgram(stream, bytes, id);
    if (said.ok) return ok();
    const { code, message } = said.error;
    if (PASSING.has(code)) return fail('later', message);
    return fail(code === 'message-too-long' ? 'too-large' : 'not-allowed', message);
  }

  private shelfOf({ instance, document, scope }: ProgramStream): ProgramShelf {
    return { space: this.space, instance, document: shelfName({ document, scope }) };
  }
}

/** The newest answer of a query. */
interface Followed {
  /** As it is now, or once it is known; ends the following. */
  readonly known: () => Promise<Result<number, Failure>>;
  readonly stop: Disposer;
}

function followed(query: LiveQuery<number>): Followed {
  let known: Result<number, Failure> | null = null;
  let onKnown: (result: Result<number, Failure>) => void = () => undefined;
  const stop = query.subscribe((state) => {
    if (state.status === 'loading') return;
    known = state.status === 'ready' ? ok(state.value) : { ok: false, error: state.error };
    onKnown(known);
  });
  const asked = new Promise<Result<number, Failure>>((resolve) => {
    onKnown = resolve;
  });
  return {
    known: async () => {
      const result = known ?? (await asked);
      stop();
      return result;
    },
    stop,
  };
}
