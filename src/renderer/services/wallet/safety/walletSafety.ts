import type { Result } from '@shared/result.ts';
import type { KeyVault, VerifySignature } from '@ports/keyVault.ts';
import type { Log } from '../../diagnostics/log.ts';
import type { Identity } from '../../identity/identity.ts';
import { matchWords } from '../../identity/recoveryPhrase.ts';
import type { WalletSafetyActs } from '../../workspace/walletSafety.ts';
import type { WorkspaceError } from '../../workspace/workspaceErrors.ts';
import type { OwnSigner } from '../ownSigner.ts';
import type { WalletBook } from '../walletBook.ts';
import { OrderDesk } from './orderDesk.ts';
import { PinKeeper, type PinParts } from './pinKeeper.ts';
import { Releaser, type TellCard } from './releaser.ts';
import { SafetyActs } from './safetyActs.ts';
import { SpendingGuard } from './spendingGuard.ts';
import { WaitingPayments } from './waitingPayments.ts';

/** What guarding payments works with. */
export interface WalletSafetyParts extends Omit<PinParts, 'vault'> {
  readonly self: Pick<Identity, 'account' | 'certificate'>;
  readonly book: WalletBook;
  readonly vault: Pick<KeyVault, 'keep' | 'recall' | 'forget' | 'publicKeyOfSeed'>;
  readonly verify: VerifySignature;
  readonly tellCard: TellCard;
  readonly log: Log;
}

/** Everything that stands between an act and a signature that spends: made before the signer, which asks it. */
export class WalletSafety {
  readonly guard: SpendingGuard;
  readonly waiting: WaitingPayments;
  private readonly parts: WalletSafetyParts;
  private readonly pin: PinKeeper;

  constructor(parts: WalletSafetyParts) {
    const { self, book, store, clock, verify } = parts;
    this.parts = parts;
    this.pin = new PinKeeper(parts);
    this.waiting = new WaitingPayments(store, verify);
    this.guard = new SpendingGuard({ self: self.account, view: book.view, store, pin: this.pin, clock });
  }

  /** The acts, and what lets waiting payments leave. */
  join(
    signer: OwnSigner,
    ready: () => Promise<Result<void, WorkspaceError>>,
  ): { acts: WalletSafetyActs; releaser: Releaser } {
    const { pin, guard, waiting } = this;
    const { self, book, store, vault, clock, log, tellCard } = this.parts;
    const orders = new OrderDesk({ book, signer, store, waiting, clock, ready });
    const words = (text: string) => matchWords(vault, self, text);
    const acts = new SafetyActs({ pin, guard, waiting, orders, book, store, matchWords: words });
    return { acts, releaser: new Releaser({ waiting, signer, guard, book, tellCard, clock, log }) };
  }
}
