import { type Charter, unpackCharter } from '@domain/channel/charter.ts';

/** What was unpacked, by its bytes: rows are read anew with each change of any channel. */
const unpacked = new WeakMap<Uint8Array, Charter | null>();

/** The charter in a kept row, of one's own store alone; null where there is none, or none that can be read. */
export function charterIn(bytes: Uint8Array | undefined): Charter | null {
  if (bytes === undefined) return null;
  const known = unpacked.get(bytes);
  if (known !== undefined) return known;
  const read = unpackCharter(bytes);
  const charter = read.ok ? read.value : null;
  unpacked.set(bytes, charter);
  return charter;
}
