import { toBase64url } from '@shared/base64url.ts';
import type { AccountId } from '@shared/ids.ts';
import { type Result, fail, ok } from '@shared/result.ts';
import { OneTimeHandles } from '@domain/paycode/oneTimeHandles.ts';
import { HANDLE_LENGTH } from '@domain/paycode/codeLimits.ts';
import { type PayerCode, payerCode, readPayCode } from '@domain/paycode/payCode.ts';
import { type RecordId, accountOfHolder } from '@domain/wallet/ids.ts';
import type { Clock } from '@ports/clock.ts';
import type { VerifySignature } from '@ports/keyVault.ts';
import type { Random } from '@ports/random.ts';
import type { LinkedPeer, WalletWord } from '../replication/session.ts';
import type { Outcome, WorkspaceError } from '../workspace/workspaceErrors.ts';
import type { WalletBook } from './walletBook.ts';
import type { WalletLinks } from './walletLinks.ts';

/** How long one call waits for an answer, ms: shorter than another tab waits for the engine. */
export const ANSWER_WAIT = 8000;

/** Words about one-time codes. */
export type HandleWord = Extract<WalletWord, { readonly t: 'wallet.answer' | 'wallet.answered' }>;

/** True for a word about one-time codes. */
export function isHandleWord(word: WalletWord): word is HandleWord {
  return word.t === 'wallet.answer' || word.t === 'wallet.answered';
}

/** What one-time codes work with. */
export interface HandleParts {
  readonly self: AccountId;
  readonly book: WalletBook;
  readonly links: WalletLinks;
  readonly verify: VerifySignature;
  readonly clock: Clock;
  readonly random: Random;
}

/** One-time codes by which one pays, and answers to those of others (PAY-5, WSV-101, WSV-102). */
export class HandleDesk {
  private readonly parts: HandleParts;
  private readonly handles = new OneTimeHandles();
  private readonly answers = new Map<string, RecordId>();
  private readonly waiting = new Map<string, Set<() => void>>();
  private readonly replies = new Map<string, (isTaken: boolean) => void>();

  constructor(parts: HandleParts) {
    this.parts = parts;
  }

  /** Opens a code of one's own. */
  open(): Result<{ readonly code: string; readonly until: number }, WorkspaceError> {
    const { random, clock, self } = this.parts;
    const handle = random.bytes(HANDLE_LENGTH);
    const until = this.handles.show(handle, clock.now());
    const code = payerCode({ account: self, handle, until });
    return code.ok ? ok({ code: code.value, until }) : fail('internal', code.error.message);
  }

  /** The request that answered an own code, as soon as there is one; null when none came in {@link ANSWER_WAIT}. */
  async answerTo(code: string): Promise<Result<{ readonly request: RecordId | null }, WorkspaceError>> {
    const read = await this.payerOf(code);
    if (!read.ok) return read;
    const key = toBase64url(read.value.handle);
    if (!this.answers.has(key)) await this.wait(key);
    return ok({ request: this.answers.get(key) ?? null });
  }

  /** Sends the code of an own request to whoever shows a one-time code. */
  async answer(code: string, request: string): Outcome {
    const read = await this.payerOf(code);
    if (!read.ok) return read;
    const { account, handle } = read.value;
    const links = this.parts.links.get().filter(({ peer }) => peer.account === account);
    if (links.length === 0) return fail('code-unreachable', 'no link to who shows it');
    const isTaken = await new Promise<boolean | null>((resolve) => {
      const key = `${account} ${toBase64url(handle)}`;
      const settle = (outcome: boolean | null) => {
        this.replies.delete(key);
        cancel();
        resolve(outcome);
      };
      const cancel = this.parts.clock.after(ANSWER_WAIT, () => settle(null));
      this.replies.set(key, settle);
      // To one device after the other: only the one that shows the code has it, and says so.
      for (const link of links) link.say({ t: 'wallet.answer', handle, request });
    });
    if (isTaken === true) return ok();
    return isTaken === null ? fail('code-unreachable', 'no answer') : fail('code-over', 'used, over or not theirs');
  }

  /** Takes what a peer says. False when it is an offence. */
  async hear(peer: LinkedPeer, word: HandleWord): Promise<boolean> {
    if (word.t === 'wallet.answered') {
      this.replies.get(`${peer.account} ${toBase64url(word.handle)}`)?.(word.taken);
      return true;
    }
    const isTaken = await this.take(peer, word.handle, word.request);
    for (const link of this.parts.links.get()) {
      if (link.peer.device === peer.device) link.say({ t: 'wallet.answered', handle: word.handle, taken: isTaken });
    }
    return true;
  }

  /** The code is used first: who knows it may try once, and who does not costs no check of a signature. */
  private async take(peer: LinkedPeer, handle: Uint8Array, request: string): Promise<boolean> {
    const { clock, verify, self, book } = this.parts;
    if (!this.handles.use(handle, clock.now()).ok) return false;
    const read = await readPayCode(request, verify);
    if (!read.ok || read.value.kind !== 'request') return false;
    const { record, certificate } = read.value.request;
    const { payee, payer } = record.body;
    if (accountOfHolder(payee) !== peer.account || (payer ?? self) !== self) return false;
    const kept = await book.commit({ records: [record], certificates: [certificate], from: peer.account });
    if (!kept.ok) return false;
    const key = toBase64url(handle);
    this.answers.set(key, record.id);
    for (const wake of this.waiting.get(key) ?? []) wake();
    return true;
  }

  private async payerOf(code: string): Promise<Result<PayerCode, WorkspaceError>> {
    const read = await readPayCode(code, this.parts.verify);
    const isPayer = read.ok && read.value.kind === 'payer';
    return isPayer ? ok(read.value.payer) : fail('code-malformed', 'no one-time code');
  }

  private wait(key: string): Promise<void> {
    return new Promise((resolve) => {
      const wakes = this.waiting.get(key) ?? new Set<() => void>();
      this.waiting.set(key, wakes);
      const wake = () => {
        wakes.delete(wake);
        if (wakes.size === 0) this.waiting.delete(key);
        cancel();
        resolve();
      };
      const cancel = this.parts.clock.after(ANSWER_WAIT, wake);
      wakes.add(wake);
    });
  }
}
