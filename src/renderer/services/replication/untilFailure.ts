import { type Result, ok } from '@shared/result.ts';

/** Does one after the other; ends with the first that fails. What was done before it stays done. */
export async function untilFailure<A, T, E>(
  inputs: readonly A[],
  work: (input: A) => Promise<Result<T, E>>,
): Promise<Result<readonly T[], E>> {
  const done: T[] = [];
  for (const input of inputs) {
    const result = await work(input);
    if (!result.ok) return result;
    done.push(result.value);
  }
  return ok(done);
}
