import * as v from 'valibot';
import type { DeviceId } from '@shared/ids.ts';
import { countSchema } from '@shared/schemas.ts';
import type { DocumentStore } from '@ports/documentStore.ts';

/** Name, among the store's values, of which places of other devices' chains were done here. */
const NAME = 'own-choices-done';
const stretchesSchema = v.record(v.string(), v.tuple([countSchema, countSchema]));

/**
 * From where to where what other devices said was done here, by device. Chains grow at both ends: a new device has the newest first, and
 * what is older in pieces below it.
 */
export class DoneStretches {
  private readonly values: Pick<DocumentStore['values'], 'get' | 'put'>;
  private stretches = new Map<string, readonly [from: number, to: number]>();

  constructor(values: DoneStretches['values']) {
    this.values = values;
  }

  /** What is kept in another form is done once more. */
  async load(): Promise<void> {
    const kept = await this.values.get(NAME);
    const read = v.safeParse(stretchesSchema, kept.ok ? kept.value?.value : null);
    if (read.success) this.stretches = new Map(Object.entries(read.output));
  }

  get hasAny(): boolean {
    return this.stretches.size > 0;
  }

  has(device: DeviceId, seq: number): boolean {
    const [from, to] = this.stretches.get(device) ?? [0, -1];
    return from <= seq && seq <= to;
  }

  /** All of these were done, and everything that came before them. */
  async add(places: readonly { readonly device: DeviceId; readonly seq: number }[]): Promise<void> {
    for (const { device, seq } of places) {
      const [from, to] = this.stretches.get(device) ?? [seq, seq];
      this.stretches.set(device, [Math.min(from, seq), Math.max(to, seq)]);
    }
    await this.values.put({ name: NAME, value: Object.fromEntries(this.stretches) });
  }
}
