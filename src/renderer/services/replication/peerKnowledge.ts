import type { DeviceId, SpaceId } from '@shared/ids.ts';

/** How far a linked peer holds each chain, as far as it showed: what it sent, and what it acknowledged. */
export class PeerKnowledge {
  private readonly places = new Map<string, number>();

  /** The peer holds the chain up to and including this place. */
  note(space: SpaceId, chain: DeviceId, seq: number): void {
    const name = space + chain;
    if (seq > (this.places.get(name) ?? -1)) this.places.set(name, seq);
  }

  holds(space: SpaceId, chain: DeviceId, seq: number): boolean {
    return seq <= (this.places.get(space + chain) ?? -1);
  }
}
