const NOTHING = { bundles: 0, bytes: 0 };

/** Bundles that are being written: they take room before they are kept. */
export class Coming {
  private readonly boxes = new Map<string, { readonly bundles: number; readonly bytes: number }>();
  private sum = 0;

  /** Bytes on their way to whichever mailbox. */
  get bytes(): number {
    return this.sum;
  }

  /** What is on its way to one mailbox. */
  to(box: string): { readonly bundles: number; readonly bytes: number } {
    return this.boxes.get(box) ?? NOTHING;
  }

  /** One more, or one less. */
  count(box: string, bytes: number, by: 1 | -1): void {
    const before = this.to(box);
    const after = { bundles: before.bundles + by, bytes: before.bytes + by * bytes };
    if (after.bundles === 0) this.boxes.delete(box);
    else this.boxes.set(box, after);
    this.sum += by * bytes;
  }
}
