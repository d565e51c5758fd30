import type { SpaceId } from '@shared/ids.ts';
import { equalBytes } from '@domain/codec/bytes.ts';
import { decodeEvent } from '@domain/event/codec.ts';
import type { OutWords } from '@domain/link/messages.ts';
import {
  type FeedWord,
  type GroupWord,
  type LockWord,
  type SessionCore,
  type WalletWord,
  type Word,
  isWalletWord,
} from './session.ts';

/** What a peer says beside the exchange of events: who it is, what it can prove, words about groups (REP-11, REP-20), words about the wallet. */
export class WordDesk {
  private readonly core: SessionCore;
  private readonly strike: (space: SpaceId | null, code: string) => void;

  constructor(core: SessionCore, strike: (space: SpaceId | null, code: string) => void) {
    this.core = core;
    this.strike = strike;
  }

  async onHello(card: Uint8Array): Promise<void> {
    const { budgets, hooks, peer } = this.core;
    // A network that comes and goes makes many links, each of which begins with the same card.
    if (budgets.lastCard !== null && equalBytes(budgets.lastCard, card)) return;
    if (!budgets.cards.take()) return this.strike(null, 'too-many-cards');
    if (!(await hooks.onCard(peer, card))) return this.strike(null, 'card-refused');
    budgets.lastCard = card;
  }

  async onOut(words: OutWords): Promise<void> {
    const { budgets, hooks, peer } = this.core;
    if (!budgets.cards.take()) return this.strike(null, 'too-many-cards');
    if (!((await hooks.onOut?.(peer, words)) ?? false)) this.strike(null, 'out-refused');
  }

  async onProof(first: Uint8Array, second: Uint8Array): Promise<void> {
    const { budgets, hooks } = this.core;
    // Who hands on what others did is not to blame for how much it is: what is too much is passed over.
    if (!budgets.words.take()) return;
    const event = decodeEvent(first);
    const outcome = await hooks.forks.take(first, second);
    if (outcome === 'invalid') this.strike(null, 'proof-invalid');
    if (outcome === 'kept' && event.ok) hooks.onFork(event.value.content.space);
  }

  onWord(word: Word): Promise<void> {
    return isWalletWord(word) ? this.onWalletWord(word) : this.onGroupWord(word);
  }

  /** What is too much is passed over: passes and lists of spaces are told again at the next link. */
  async onFeedWord(word: FeedWord): Promise<void> {
    const { budgets, hooks, peer } = this.core;
    if (!budgets.feedWords.take()) return;
    if (hooks.onFeedWord !== undefined && !(await hooks.onFeedWord(peer, word))) this.strike(null, 'feed-word-refused');
  }

  private async onWalletWord(word: WalletWord | LockWord): Promise<void> {
    const { hooks, peer } = this.core;
    if (hooks.onWalletWord !== undefined && !(await hooks.onWalletWord(peer, word)))
      this.strike(null, 'wallet-refused');
  }

  private async onGroupWord(word: GroupWord): Promise<void> {
    const { budgets, hooks, peer } = this.core;
    // Only what was asked for is looked at, and a question too many is passed over: it is asked again.
    if (word.t === 'missing' && !budgets.questions.take()) return;
    const isAct = word.t === 'missing' || word.t === 'acts';
    if (!isAct && !budgets.words.take()) return this.strike(word.space, 'too-many-words');
    if (hooks.onGroupWord !== undefined && !(await hooks.onGroupWord(peer, word)))
      this.strike(word.space, 'word-refused');
  }
}
