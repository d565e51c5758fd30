import { toBase64url } from '@shared/base64url.ts';
import { type Failure, type Result, fail, ok } from '@shared/result.ts';

/** How long a payer's code works, ms (PAY-5). */
export const HANDLE_LIFETIME = 60_000;
/** Most codes that are open at once: a person shows one. */
const MOST_OPEN = 8;

/** The one-time codes a payer's device has shown (PAY-5). By its own clock alone. */
export class OneTimeHandles {
  private readonly open = new Map<string, number>();

  /** Takes a fresh random handle; answers until when it works, ms. */
  show(handle: Uint8Array, now: number): number {
    this.forget(now);
    const [oldest] = this.open.keys();
    if (this.open.size >= MOST_OPEN && oldest !== undefined) this.open.delete(oldest);
    const until = now + HANDLE_LIFETIME;
    this.open.set(toBase64url(handle), until);
    return until;
  }

  /** A merchant answers a code with a request. Works once, and not when its time is over. */
  use(handle: Uint8Array, now: number): Result<void, Failure<'handle-unknown'>> {
    this.forget(now);
    const wasOpen = this.open.delete(toBase64url(handle));
    // Used, over and never shown are one answer: whoever tries codes learns nothing.
    return wasOpen ? ok() : fail('handle-unknown', 'not a code that is open');
  }

  private forget(now: number): void {
    for (const [handle, until] of this.open)
      if (now >= until || now < until - HANDLE_LIFETIME) this.open.delete(handle);
  }
}
