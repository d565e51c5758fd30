/**
 * Divides an amount by weights without rest (WAL-140): each gets the floor of its part, and what is left goes one by one to the largest remainders, of
 * equal ones the first. Throws where there is no positive weight or a negative one: a bug of the caller.
 */
export function splitByWeights(total: bigint, weights: readonly bigint[]): readonly bigint[] {
  const sum = weights.reduce((all, weight) => all + weight, 0n);
  if (sum <= 0n || total < 0n || weights.some((weight) => weight < 0n)) throw new RangeError('nothing to divide by');
  const parts = weights.map((weight, place) => ({
    place,
    share: (total * weight) / sum,
    remainder: (total * weight) % sum,
  }));
  const left = Number(total - parts.reduce((all, { share }) => all + share, 0n));
  const lucky = parts.toSorted((a, b) =>
    a.remainder === b.remainder ? a.place - b.place : a.remainder > b.remainder ? -1 : 1,
  );
  const more = new Set(lucky.slice(0, left).map(({ place }) => place));
  return parts.map(({ place, share }) => (more.has(place) ? share + 1n : share));
}

/** Divides an amount in equal parts that differ by at most 1, the greater ones first (WAL-140). */
export function splitEqually(total: bigint, parts: number): readonly bigint[] {
  return splitByWeights(
    total,
    Array.from({ length: parts }, () => 1n),
  );
}
