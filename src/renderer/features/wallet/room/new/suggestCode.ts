import { glanceOf, isUnitCode } from '@domain/wallet/unitCode.ts';
import type { NewUnit } from '@services/workspace/walletWorkspace.ts';

const BY_KIND: Readonly<Record<NewUnit['kind'], string>> = {
  iou: 'IOU',
  prepaid: 'PREPAID',
  points: 'POINTS',
  credit: 'CREDIT',
};
const LONGEST = 8;

/** A code for a unit of this name that may be one (WAL-21), and that no code in `taken` looks like. */
export function suggestCode(name: string, kind: NewUnit['kind'], taken: readonly string[]): string {
  const letters = name
    .normalize('NFKD')
    .toUpperCase()
    .replaceAll(/[^A-Z0-9]/g, '')
    .slice(0, LONGEST);
  const glances = new Set(taken.map(glanceOf));
  const isFree = (code: string) => isUnitCode(code) && !glances.has(glanceOf(code));
  const stems = [...(letters.length > 1 ? [letters] : []), BY_KIND[kind], 'UNIT'];
  const numbers = Array.from({ length: 99 }, (_, index) => String(index + 1));
  const candidates = stems.flatMap((stem) => [
    stem,
    ...['X', ...numbers].map((end) => stem.slice(0, LONGEST - end.length) + end),
  ]);
  return candidates.find(isFree) ?? '';
}
