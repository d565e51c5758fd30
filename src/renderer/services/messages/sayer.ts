import type { BlobId, EventId, SpaceId } from '@shared/ids.ts';
import { fail } from '@shared/result.ts';
import { FLEETING_KIND } from '@domain/chat/bodies.ts';
import { FLEETING_SALT, isSealedKind, sealWords } from '@domain/chat/fleeting.ts';
import { idBytes } from '@domain/event/codec.ts';
import type { AdmittedEvent } from '@domain/event/event.ts';
import type { BlobSource } from '@ports/blobStore.ts';
import type { Random } from '@ports/random.ts';
import type { Disposer } from '@ports/snapshot.ts';
import type { BlobLibrary } from '../blobs/blobLibrary.ts';
import type { OwnWords } from '../replication/makeEvent.ts';
import type { Replicator } from '../replication/replicator.ts';
import type { ChatTimers } from './chatTimers.ts';

/** What saying things works with. */
export interface SayerParts {
  readonly replicator: Pick<Replicator, 'say'>;
  readonly timers: Pick<ChatTimers, 'lifeIn'>;
  readonly random: Random;
  /** Made after this. */
  readonly files: () => {
    readonly library: Pick<BlobLibrary, 'put'>;
    hold(blobs: readonly BlobId[]): Disposer;
  };
}

/** Says things for good, or where a timer is set so that they end (MSG-9): whoever says something need not know. */
export class Sayer implements Pick<Replicator, 'author' | 'say'> {
  private readonly parts: SayerParts;
  /** Words that are not kept yet and have their place in the chain (REP-3): their bytes wait with them. */
  private readonly late = new Map<EventId, Disposer>();

  constructor(parts: SayerParts) {
    this.parts = parts;
  }

  author(space: SpaceId, kind: string, body: unknown): ReturnType<Replicator['say']> {
    return this.say(space, { kind, body });
  }

  async say(space: SpaceId, words: OwnWords): ReturnType<Replicator['say']> {
    const { replicator, timers } = this.parts;
    if (!isSealedKind(words.kind)) return replicator.say(space, words);
    const life = await timers.lifeIn(space);
    if (!life.ok) return life;
    return life.value === null ? replicator.say(space, words) : this.sayUntil(space, words, life.value);
  }

  /** Nothing of the words is in the event, so nothing of them is in any log or journal. */
  private async sayUntil(
    space: SpaceId,
    { kind, body, onMade }: OwnWords,
    life: number,
  ): ReturnType<Replicator['say']> {
    const { replicator, random, files } = this.parts;
    const bytes = sealWords({ kind, body }, random.bytes(FLEETING_SALT));
    if (bytes === null) return fail('event-too-large', 'words that end');
    const kept = await files().library.put(sourceOf(bytes));
    if (!kept.ok)
      return fail(kept.error.code === 'storage-full' ? 'storage-full' : 'storage-failed', kept.error.message);
    const { id, size } = kept.value;
    const letGo = files().hold([id]);
    const made = await replicator.say(space, {
      kind: FLEETING_KIND,
      body: { blob: idBytes(id), size, life },
      onMade,
    });
    if (made.ok || !('event' in made.error)) letGo();
    else this.late.set(made.error.event, letGo);
    return made;
  }

  /** From here on what speaks of their bytes is read. */
  onAdmitted(events: readonly AdmittedEvent[]): void {
    for (const { id } of events) {
      this.late.get(id)?.();
      this.late.delete(id);
    }
  }
}

function sourceOf(bytes: Uint8Array): BlobSource {
  return {
    size: bytes.length,
    slice: (start, end) => ({ arrayBuffer: async () => Uint8Array.from(bytes.subarray(start, end)).buffer }),
  };
}
