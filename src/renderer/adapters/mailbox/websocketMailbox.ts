import { fromBase64url, toBase64url } from '@shared/base64url.ts';
import { type Result, fail, ok } from '@shared/result.ts';
import { isReceiptFor } from '@domain/mailbox/receipt.ts';
import type { Clock } from '@ports/clock.ts';
import type { VerifySignature } from '@ports/keyVault.ts';
import type { FetchedPage, Mailbox, MailboxError } from '@ports/mailbox.ts';
import type { TextSocketFactory } from '@ports/textSocket.ts';
import { ServiceTalk } from './serviceTalk.ts';

/** What mailboxes are reached with. */
export interface WebsocketMailboxParts {
  readonly clock: Clock;
  readonly verify: VerifySignature;
  readonly openSocket: TextSocketFactory;
}

/**
 * Mailbox services over WebSockets. What is left goes over another socket than what is fetched, so that the service does not learn from
 * its sockets who it is that writes to whom.
 */
export class WebsocketMailbox implements Mailbox {
  private readonly parts: WebsocketMailboxParts;
  private readonly talks = new Map<string, ServiceTalk>();

  constructor(parts: WebsocketMailboxParts) {
    this.parts = parts;
  }

  async put(address: string, bundle: Parameters<Mailbox['put']>[1]): Promise<Result<number, MailboxError>> {
    const { box, days, bytes } = bundle;
    const said = await this.talk('leave', address).ask({ type: 'put', box, days, bundle: toBase64url(bytes) });
    if (!said.ok) return said;
    const { answer, key } = said.value;
    if (answer.type !== 'kept') return fail('mailbox-lied', 'an answer to something else');
    const { until, receipt: signature } = answer;
    const isSigned = await isReceiptFor(bytes, { box, key, until, signature }, this.parts.verify);
    return isSigned ? ok(until) : fail('mailbox-lied', 'the receipt is for something else');
  }

  async fetch(address: string, keys: readonly Uint8Array[], after: number): Promise<Result<FetchedPage, MailboxError>> {
    const said = await this.talk('fetch', address).ask({ type: 'fetch', keys: keys.map(toBase64url), after });
    if (!said.ok) return said;
    const { answer } = said.value;
    if (answer.type !== 'bundles') return fail('mailbox-lied', 'an answer to something else');
    const bundles = answer.bundles.flatMap(({ box, id, bundle }) => {
      const bytes = fromBase64url(bundle);
      return bytes.ok ? [{ box, id, bytes: bytes.value }] : [];
    });
    return ok({ bundles, more: answer.more });
  }

  async done(address: string, key: Uint8Array, ids: readonly number[]): Promise<Result<void, MailboxError>> {
    const said = await this.talk('fetch', address).ask({ type: 'done', key: toBase64url(key), ids: [...ids] });
    if (!said.ok) return said;
    return said.value.answer.type === 'gone' ? ok() : fail('mailbox-lied', 'an answer to something else');
  }

  dispose(): void {
    for (const talk of this.talks.values()) talk.dispose();
    this.talks.clear();
  }

  private talk(lane: 'leave' | 'fetch', address: string): ServiceTalk {
    const name = `${lane} ${address}`;
    const known = this.talks.get(name) ?? new ServiceTalk(address, this.parts);
    this.talks.set(name, known);
    return known;
  }
}
