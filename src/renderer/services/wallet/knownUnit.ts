import type { UnitId } from '@domain/wallet/ids.ts';

/** A unit as somebody else calls it. */
interface NamedUnit {
  readonly id: UnitId;
  readonly code: string;
  readonly decimals: number;
  readonly currency?: string;
}

/** A unit as one's own wallet has it: what somebody else calls it, and how finely they cut it, is only their word, and stands where one has none (CHN-30). */
export function knownUnit(unit: NamedUnit, wallet: readonly { readonly unit: NamedUnit }[]): NamedUnit {
  return wallet.find((known) => known.unit.id === unit.id)?.unit ?? unit;
}
