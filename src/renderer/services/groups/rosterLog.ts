import * as v from 'valibot';
import type { DeviceId, EventId, SpaceId } from '@shared/ids.ts';
import { type Result, ok } from '@shared/result.ts';
import { bytesUpTo } from '@shared/schemas.ts';
import { decodeEvent } from '@domain/event/codec.ts';
import { MAX_EVENT_BYTES, SIGNATURE_LENGTH, type SignedEvent } from '@domain/event/event.ts';
import { type Attested, type HeldAct, attested } from '@domain/group/attested.ts';
import { deviceOwners } from '@domain/group/deviceOwners.ts';
import { readDeed } from '@domain/group/readDeed.ts';
import type { RosterAct } from '@domain/group/roster.ts';
import type { DocumentStore, StoreError } from '@ports/documentStore.ts';
import type { VerifySignature } from '@ports/keyVault.ts';

/** Most bytes of acts kept that stand in no chain here (GRS-17). */
export const MAX_LOOSE_BYTES = 4 * 1024 * 1024;

const looseSchema = v.array(bytesUpTo(MAX_EVENT_BYTES + SIGNATURE_LENGTH));

/** Name of the acts of a roster that stand in no chain here, among the store's values. */
export function looseName(roster: SpaceId): string {
  return `roster-loose:${roster}`;
}

/** The acts of one group, each read and its card verified once (GRS-2). */
export class RosterLog {
  private readonly read = new Map<EventId, HeldAct>();
  private readonly loose = new Map<EventId, Uint8Array>();
  private looseBytes = 0;
  private readonly verify: VerifySignature;

  constructor(verify: VerifySignature) {
    this.verify = verify;
  }

  /** Reads everything the store holds of a roster. */
  async load(store: DocumentStore, roster: SpaceId): Promise<Result<void, StoreError>> {
    const heads = await store.bucketHeads(roster);
    if (!heads.ok) return heads;
    for (const { bucket, device, firstSeq } of heads.value) {
      const payloads = await store.payloads({ space: roster, bucket, device, from: firstSeq });
      if (!payloads.ok) return payloads;
      await this.take(readable(payloads.value));
    }
    const kept = await store.values.get(looseName(roster));
    const loose = v.safeParse(looseSchema, kept.ok ? kept.value?.value : null);
    if (loose.success) await this.takeLoose(readable(loose.output));
    return ok();
  }

  /** Takes admitted events. */
  take(events: readonly SignedEvent[]): Promise<void> {
    return this.enter(events, { isLoose: false });
  }

  /** Takes events that stand in no chain here; the payloads of all such, to be kept, or null when there is no more room. */
  async takeLoose(events: readonly SignedEvent[]): Promise<readonly Uint8Array[] | null> {
    const fresh = events.filter(({ id }) => !this.read.has(id));
    const bytes = fresh.reduce((sum, { payload }) => sum + payload.length, this.looseBytes);
    if (fresh.length === 0 || bytes > MAX_LOOSE_BYTES) return null;
    this.looseBytes = bytes;
    for (const { id, payload } of fresh) this.loose.set(id, payload);
    await this.enter(fresh, { isLoose: true });
    return [...this.loose.values()];
  }

  has(act: EventId): boolean {
    return this.read.has(act);
  }

  /** An act, whether it is part of history or not. */
  find(id: EventId): HeldAct | null {
    return this.read.get(id) ?? null;
  }

  /** The bytes of an act that stands in no chain here. */
  looseOf(id: EventId): Uint8Array | null {
    return this.loose.get(id) ?? null;
  }

  /** The act that stands at a place of a chain here. */
  inChain(device: DeviceId, seq: number): HeldAct | null {
    for (const act of this.read.values()) if (!act.isLoose && act.seq === seq && act.device === device) return act;
    return null;
  }

  /** The acts of history (GRP-29), with who did each as the cards of all of them say (GRP-9), and what else is known of it. */
  history(lastOf: (device: DeviceId) => number | null): Attested<RosterAct> {
    const { acts, missing, unseen } = attested([...this.read.values()], lastOf);
    const owners = deviceOwners(acts);
    const owned = acts.flatMap(({ id, device, seq, prev, at, act }) => {
      const author = owners.get(device);
      return author === undefined ? [] : [{ id, author, device, seq, prev, at, act }];
    });
    return { acts: owned, missing, unseen };
  }

  private async enter(events: readonly SignedEvent[], { isLoose }: { readonly isLoose: boolean }): Promise<void> {
    const fresh = events.filter(({ id }) => this.read.get(id)?.isLoose !== false);
    const deeds = await Promise.all(fresh.map(({ content }) => readDeed(content.kind, content.body, this.verify)));
    for (const [index, { id, content }] of fresh.entries()) {
      const act = deeds[index];
      const { device, seq, prev, at } = content;
      if (act !== undefined) this.read.set(id, { id, device, seq, prev, at, act, isLoose });
    }
  }
}

function readable(payloads: readonly Uint8Array[]): readonly SignedEvent[] {
  return payloads.map(decodeEvent).flatMap((event) => (event.ok ? [event.value] : []));
}
