/** Types by which the fake of `electron` is held to Electron's own typings. */

type Plain = string | number | boolean | bigint | null | undefined | void | readonly string[];

/** What a fake may answer: plain values exactly as typed, objects of Electron's only in part. */
type FakedAnswer<R> = R extends Promise<infer Inner> ? Promise<FakedAnswer<Inner>> : R extends Plain ? R : unknown;

type Faked<T> = T extends (...parameters: infer P) => infer R ? (...parameters: P) => FakedAnswer<R> : T;

/**
 * The named members of `T`, as a fake must have them: a member Electron does not have, parameters it would not
 * pass, or a plain answer of another type do not compile. `on` and its like are left to EventEmitter: their
 * names are checked where product code listens.
 */
export type Surface<T, K extends keyof T> = { readonly [P in K]: Faked<T[P]> };
