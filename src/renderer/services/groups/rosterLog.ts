import type { EventId, SpaceId } from '@shared/ids.ts';
import { type Result, ok } from '@shared/result.ts';
import { readCard } from '@domain/contact/card.ts';
import { decodeEvent } from '@domain/event/codec.ts';
import type { SignedEvent } from '@domain/event/event.ts';
import { type RosterDeed, deedOf, packedCardOf, parseRosterBody } from '@domain/group/body.ts';
import { deviceOwners } from '@domain/group/deviceOwners.ts';
import type { RosterAct } from '@domain/group/roster.ts';
import type { DocumentStore, StoreError } from '@ports/documentStore.ts';
import type { VerifySignature } from '@ports/keyVault.ts';

type UnownedAct = Omit<RosterAct, 'author'>;

/** The acts of one group, each read and its card verified once (GRS-2). */
export class RosterLog {
  private readonly read = new Map<EventId, UnownedAct>();
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
      await this.take(payloads.value.map(decodeEvent).flatMap((event) => (event.ok ? [event.value] : [])));
    }
    return ok();
  }

  /** Takes admitted events. */
  async take(events: readonly SignedEvent[]): Promise<void> {
    const fresh = events.filter(({ id }) => !this.read.has(id));
    const deeds = await Promise.all(fresh.map((event) => this.readDeed(event)));
    for (const [index, { id, content }] of fresh.entries()) {
      const act = deeds[index];
      const { device, seq, at } = content;
      if (act !== undefined) this.read.set(id, { id, device, seq, at, act });
    }
  }

  has(act: EventId): boolean {
    return this.read.has(act);
  }

  /** Every act, with who did it as the cards of the whole log say (GRP-9). */
  acts(): readonly RosterAct[] {
    const unowned = [...this.read.values()];
    const owners = deviceOwners(unowned);
    return unowned.flatMap((act) => {
      const author = owners.get(act.device);
      return author === undefined ? [] : [{ ...act, author }];
    });
  }

  /** What cannot be read keeps its place in history and counts for nothing, the same for everyone. */
  private async readDeed({ content }: SignedEvent): Promise<RosterDeed> {
    const body = parseRosterBody(content.kind, content.body);
    if (!body.ok) return { kind: 'unknown', seen: [] };
    const packed = packedCardOf(body.value);
    const card = packed === null ? null : await readCard(packed, this.verify);
    return deedOf(body.value, card?.ok === true ? card.value : null);
  }
}
