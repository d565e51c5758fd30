import type { MailboxRefusal } from '@shared/mailbox/frames.ts';
import type { Failure, Result } from '@shared/result.ts';

/**
 * Why a mailbox service did not do as asked. `mailbox-none`: at that address nothing speaks as a mailbox does. `mailbox-away`: it does not
 * answer. `mailbox-lied`: its receipt is not for what it was given. The rest are its own words.
 */
export type MailboxError = Failure<'mailbox-none' | 'mailbox-away' | 'mailbox-lied' | MailboxRefusal>;

/** A bundle as a service gave it: nothing about it is known to be true. */
export interface FetchedBundle {
  readonly box: string;
  readonly id: number;
  readonly bytes: Uint8Array;
}

/** What a service has in some mailboxes. */
export interface FetchedPage {
  readonly bundles: readonly FetchedBundle[];
  readonly more: boolean;
}

/**
 * Services that keep sealed bundles for devices that are away. Addresses are those of mailboxes (`mailboxAddress`). Nothing throws, and nothing a
 * service answers is believed but that it answered. Adapters: WebSocket, memory.
 */
export interface Mailbox {
  /** Leaves a bundle in the mailbox of a name. Resolves to until when the service has signed to keep it, ms since the epoch. */
  put(
    address: string,
    bundle: { readonly box: string; readonly days: number; readonly bytes: Uint8Array },
  ): Promise<Result<number, MailboxError>>;
  /** Asks for what is in the mailboxes of these keys (32 bytes each), beyond a place. */
  fetch(address: string, keys: readonly Uint8Array[], after: number): Promise<Result<FetchedPage, MailboxError>>;
  /** Says that bundles of one mailbox were taken. */
  done(address: string, key: Uint8Array, ids: readonly number[]): Promise<Result<void, MailboxError>>;
  dispose(): void;
}
