import { expect, it } from 'vitest';
import { type PassphraseStrength, passphraseStrength } from '@domain/backup/passphrase.ts';

it.each<[string, PassphraseStrength]>([
  ['', 'short'],
  ['secret1', 'short'],
  ['aaaaaaaaaaaaaaaaaaaa', 'weak'],
  ['password', 'weak'],
  ['two words', 'weak'],
  ['seven quiet herons', 'fair'],
  ['seven quiet herons at the river', 'strong'],
  ['سبعة طيور هادئة عند النهر', 'strong'],
  ['kV9#qp2L', 'fair'],
  ['kV9#qp2Lxx4!', 'strong'],
])('RST-1 says of %j that it is %s', (text, strength) => {
  expect(passphraseStrength(text)).toBe(strength);
});
