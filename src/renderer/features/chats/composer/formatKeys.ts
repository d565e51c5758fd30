import { type Format, formats } from '@domain/markup/format.ts';
import { writingKeys } from '@ui/keys/chatKeys.ts';
import { type KeyPress, chordOf } from '@ui/keys/chord.ts';

/** The format that keys ask for; null for other keys. */
export function formatOfKeys(press: KeyPress): Format | null {
  const chord = chordOf(press);
  return formats.find((format) => writingKeys[format] === chord) ?? null;
}
