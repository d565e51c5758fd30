import type { SeededRandom } from '@adapters/memory/random/seededRandom.ts';
import type { RecordId } from '@domain/wallet/ids.ts';

/** What happens to parcels; probabilities 0–1, `delay` in virtual ms. */
export interface Noise {
  readonly loss: number;
  readonly duplication: number;
  readonly delay: number;
  /** Of one bit flipped somewhere in a record on its way. */
  readonly damage: number;
}

export const QUIET: Noise = { loss: 0, duplication: 0, delay: 50, damage: 0 };

/** A record on its way. `version` names it with its signatures. */
export interface Letter {
  readonly id: RecordId;
  readonly version: string;
  readonly bytes: Uint8Array;
}

/** What devices send each other. */
export type Parcel =
  | { readonly kind: 'records'; readonly from: string; readonly letters: readonly Letter[] }
  /** What is stored now, or was before. */
  | { readonly kind: 'stored'; readonly from: string; readonly versions: readonly string[] };

interface OnItsWay {
  readonly at: number;
  readonly order: number;
  readonly to: string;
  readonly parcel: Parcel;
}

/** Carries parcels late, twice, damaged, out of order or not at all, as one seed wills. Time is virtual. */
export class Post {
  now: number;
  noise: Noise = QUIET;
  damaged = 0;
  /** Devices that are cut off from all others. */
  readonly apart = new Set<string>();
  private readonly random: SeededRandom;
  private onItsWay: OnItsWay[] = [];
  private sent = 0;

  constructor(random: SeededRandom, now: number) {
    this.random = random;
    this.now = now;
  }

  send(to: string, parcel: Parcel): void {
    const { loss, duplication } = this.noise;
    if (this.apart.has(to) !== this.apart.has(parcel.from) || this.random.chance(loss)) return;
    this.carry(to, parcel);
    if (this.random.chance(duplication)) this.carry(to, parcel);
  }

  /** What arrives until a time, in order; whatever is sent meanwhile may be among it. */
  *arriving(until: number): Iterable<{ readonly to: string; readonly parcel: Parcel }> {
    for (;;) {
      const [next] = this.onItsWay;
      if (next === undefined || next.at > until) break;
      this.onItsWay.shift();
      this.now = Math.max(this.now, next.at);
      yield next;
    }
    this.now = until;
  }

  private carry(to: string, parcel: Parcel): void {
    this.sent += 1;
    const at = this.now + 1 + this.random.integer(this.noise.delay + 1);
    const entry = { at, order: this.sent, to, parcel: this.harm(parcel) };
    const place = this.onItsWay.findIndex((other) => other.at > at);
    this.onItsWay.splice(place < 0 ? this.onItsWay.length : place, 0, entry);
  }

  private harm(parcel: Parcel): Parcel {
    if (parcel.kind !== 'records' || !this.random.chance(this.noise.damage)) return parcel;
    const victim = this.random.integer(parcel.letters.length);
    this.damaged += 1;
    return {
      ...parcel,
      letters: parcel.letters.map((letter, place) => (place === victim ? this.flip(letter) : letter)),
    };
  }

  private flip(letter: Letter): Letter {
    // Not `slice`: of Node's buffers that is no copy.
    const bytes = new Uint8Array(letter.bytes);
    const bit = this.random.integer(bytes.length * 8);
    bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    // Whether it says something else now is for the reader to find out: it has not this version yet.
    return { ...letter, version: `${letter.version}?`, bytes };
  }
}
