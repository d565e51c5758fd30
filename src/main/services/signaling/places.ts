import { type RateLimit, type SignalingLimits, createRateLimit } from './limits.ts';

/** Why there is no place: none at all, or none for this party. */
export type PlaceRefusal = 'full' | 'address';

/** The place of one socket, and what its party may still use. */
export interface Place {
  /** Takes room for one more topic; false when there is none. */
  takeRoom(): boolean;
  /** Gives the room of one topic back. */
  giveRoom(): void;
  /** Takes bytes to be spread to receivers; false when the party has spread too much lately. */
  takeSpread(bytes: number): boolean;
  /** Takes bytes to be delivered to the party; false when it was given too much lately. */
  takeDelivery(bytes: number): boolean;
  /** Gives the place back. Rooms are given back one by one. */
  leave(): void;
}

/** Places by party: an address, or whoever is known better than by that. */
export interface Places {
  /** Null: there is a place. */
  refusal(party: string): PlaceRefusal | null;
  take(party: string): Place;
}

interface Party {
  sockets: number;
  topics: number;
  readonly spread: RateLimit;
  readonly delivery: RateLimit;
}

/** Creates places within the limits. A party without sockets takes no space. */
export function createPlaces(limits: SignalingLimits, now: () => number): Places {
  const parties = new Map<string, Party>();
  const inAll = { sockets: 0, topics: 0 };

  const enter = (name: string): Party => {
    const party = parties.get(name) ?? {
      sockets: 0,
      topics: 0,
      spread: createRateLimit(limits.spreadBytesPerSecond, limits.spreadBurst, now),
      delivery: createRateLimit(limits.deliveryBytesPerSecond, limits.deliveryBurst, now),
    };
    parties.set(name, party);
    party.sockets += 1;
    inAll.sockets += 1;
    return party;
  };

  return {
    refusal: (name) => {
      if (inAll.sockets >= limits.sockets) return 'full';
      return (parties.get(name)?.sockets ?? 0) >= limits.socketsPerAddress ? 'address' : null;
    },
    take: (name) => {
      const party = enter(name);
      return {
        takeRoom: () => {
          if (inAll.topics >= limits.topics || party.topics >= limits.topicsPerAddress) return false;
          inAll.topics += 1;
          party.topics += 1;
          return true;
        },
        giveRoom: () => {
          inAll.topics -= 1;
          party.topics -= 1;
        },
        takeSpread: (bytes) => party.spread.take(bytes),
        takeDelivery: (bytes) => party.delivery.take(bytes),
        leave: () => {
          inAll.sockets -= 1;
          party.sockets -= 1;
          if (party.sockets === 0) parties.delete(name);
        },
      };
    },
  };
}
