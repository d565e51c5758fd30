import type { Kept, KeptPage } from './mailboxStore.ts';

/** The first bundles of many mailboxes by id, as much as one answer holds: nothing beyond that is held in memory. */
export class FirstPage {
  private readonly bytes: number;
  private readonly kept: Kept[] = [];
  private size = 0;
  /** What has this id or a higher one has no place. */
  private end = Number.POSITIVE_INFINITY;

  /** `bytes`: how much an answer holds, or one bundle. */
  constructor(bytes: number) {
    this.bytes = bytes;
  }

  get page(): KeptPage {
    return { bundles: this.kept, more: this.end !== Number.POSITIVE_INFINITY };
  }

  /** Whether a bundle of this id may have a place. */
  takes(id: number): boolean {
    return id < this.end;
  }

  /** Adds a bundle, and lets go of the last ones where they are too much. */
  add(bundle: Kept): void {
    const place = this.kept.findLastIndex(({ id }) => id < bundle.id) + 1;
    this.kept.splice(place, 0, bundle);
    this.size += bundle.bytes.length;
    while (this.kept.length > 1 && this.size > this.bytes) {
      const last = this.kept.pop();
      this.size -= last?.bytes.length ?? 0;
      this.end = last?.id ?? this.end;
    }
  }
}
