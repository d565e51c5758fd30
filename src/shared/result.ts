/**
 * An expected outcome: a value, or a failure that the caller must look at.
 * Exceptions are kept for bugs (see docs/ARCHITECTURE.md, "Errors").
 */
export type Result<T, E> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: E };

/** A plain failure as it crosses IPC and peer links: nothing but a code and a sentence for the log. */
export interface Failure<Code extends string = string> {
  readonly code: Code;
  readonly message: string;
}

/** Wraps a value as a success. */
export function ok(): Result<void, never>;
export function ok<T>(value: T): Result<T, never>;
export function ok<T>(value?: T): Result<T | undefined, never> {
  return { ok: true, value };
}

/** Wraps a failure. */
export function err<E>(error: E): Result<never, E> {
  return { ok: false, error };
}

/** Builds a {@link Failure} and wraps it. */
export function fail<Code extends string>(code: Code, message: string): Result<never, Failure<Code>> {
  return err({ code, message });
}
