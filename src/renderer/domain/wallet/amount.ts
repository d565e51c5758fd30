/** Largest amount of one record, in minor units (WAL-4): it fits a CBOR integer and a double exactly. */
export const MAX_AMOUNT = 999_999_999_999_999n;
/** Most decimal places a unit can have (WAL-20). */
export const MAX_DECIMALS = 8;

/** Whether an amount may stand in a record: 1 to {@link MAX_AMOUNT}. */
export function isAmount(value: bigint): boolean {
  return value >= 1n && value <= MAX_AMOUNT;
}
