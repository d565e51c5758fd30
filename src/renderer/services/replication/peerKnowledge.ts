import type { DeviceId, SpaceId } from '@shared/ids.ts';

/** How far a peer holds each chain, as far as it showed over its links: what it sent, and what it acknowledged. */
export class PeerKnowledge {
  private readonly places = new Map<string, number>();

  /** The peer holds the chain up to and including this place. */
  note(space: SpaceId, chain: DeviceId, seq: number): void {
    const name = space + chain;
    if (seq > (this.places.get(name) ?? -1)) this.places.set(name, seq);
  }

  /** How far the peer holds the chain; null when it never showed. */
  place(space: SpaceId, chain: DeviceId): number | null {
    return this.places.get(space + chain) ?? null;
  }

  holds(space: SpaceId, chain: DeviceId, seq: number): boolean {
    return seq <= (this.places.get(space + chain) ?? -1);
  }
}
