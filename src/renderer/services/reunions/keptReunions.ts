import * as v from 'valibot';
import { type Reunion, decodeReunions, encodeReunions } from '@domain/link/reunion.ts';
import type { DocumentStore, NamedValue } from '@ports/documentStore.ts';

/** Name of the value that a restored backup brings (JNL-18), until everybody in it was met. */
export const REUNIONS_NAME = 'reunions';

const valueSchema = v.strictObject({ v: v.literal(1), rows: v.instance(Uint8Array) });

/** As it is kept. */
export function reunionsValue(reunions: readonly Reunion[]): NamedValue & { readonly value: object } {
  return { name: REUNIONS_NAME, value: { v: 1, rows: encodeReunions(reunions) } };
}

/** Whom this device has yet to meet after it came back; nobody on a device that did not, or where the value cannot be read. */
export async function readReunions(store: {
  readonly values: Pick<DocumentStore['values'], 'get'>;
}): Promise<readonly Reunion[]> {
  const kept = await store.values.get(REUNIONS_NAME);
  const read = v.safeParse(valueSchema, kept.ok ? kept.value?.value : null);
  return read.success ? decodeReunions(read.output.rows) : [];
}

/** Keeps who is left. A store that fails has them met once more after the next start. */
export async function keepReunions(store: Pick<DocumentStore, 'values'>, left: readonly Reunion[]): Promise<void> {
  await (left.length === 0 ? store.values.remove(REUNIONS_NAME) : store.values.put(reunionsValue(left)));
}
