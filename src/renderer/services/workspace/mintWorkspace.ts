/** What the screens may see and do about mints (Cashu): notes of somebody's server, beside the promises of people. */
import type { AccountId } from '@shared/ids.ts';
import type { MintTask, TaskProblem } from '@domain/cashu/records.ts';
import type { LiveQuery } from '@ports/query.ts';
import type { Outcome } from './workspaceErrors.ts';

/** What a mint keeps for oneself in one of its units. Amounts are integers of minor units. */
export interface MintBalance {
  readonly unit: string;
  /** Of that unit, as people write it: 2 for `usd`, 0 for `sat`. */
  readonly decimals: number;
  readonly balance: bigint;
  /** Set aside for what is under way. */
  readonly setAside: bigint;
}

/** What a mint says of itself, before one agrees to it. Its words are its own; they are one line, without signs that turn text around. */
export interface MintOffer {
  readonly url: string;
  /** Its host where it gives no name. */
  readonly name: string;
  readonly description: string;
  readonly units: readonly string[];
  /** Can lock notes to a person (NUT-11). */
  readonly canLock: boolean;
  /** Tells again what it signed, so that notes are found by the recovery phrase (NUT-09). */
  readonly canRestore: boolean;
  /** Can pay Lightning invoices without keeping what is left over (NUT-08). */
  readonly canPay: boolean;
  readonly isKnown: boolean;
}

/** Something under way with a mint, or done. */
export interface MintEntry extends Pick<
  MintTask,
  | 'id'
  | 'mint'
  | 'unit'
  | 'kind'
  | 'stage'
  | 'at'
  | 'amount'
  | 'fee'
  | 'invoice'
  | 'until'
  | 'token'
  | 'person'
  | 'isTaken'
> {
  readonly decimals: number;
  readonly problem: TaskProblem | null;
}

/** A mint one agreed to. */
export interface MintView extends MintOffer {
  readonly balances: readonly MintBalance[];
  /** Newest first. */
  readonly entries: readonly MintEntry[];
}

/** What a token says before it is redeemed. */
export interface TokenView {
  readonly mint: string;
  readonly unit: string;
  readonly decimals: number;
  readonly amount: bigint;
  readonly memo: string;
  /** Whether one agreed to its mint; of another one nothing is asked, and nothing more is known. */
  readonly isKnownMint: boolean;
  /** `own`: only this device can redeem it until `until`; `other`: only someone else. */
  readonly lock: 'none' | 'own' | 'other';
  readonly until: number | null;
  /** Whether the mint signed it, as the token itself proves; null where it proves nothing. */
  readonly isGenuine: boolean | null;
}

/** What is to be sent. */
export interface NewToken {
  readonly mint: string;
  readonly unit: string;
  readonly amount: bigint;
  /** Only they can redeem it, until `until`, ms; after that oneself can, too. */
  readonly person?: AccountId;
  readonly until?: number;
}

/** The acts of {@link MintActs}, by name. */
export const mintActNames = [
  'lookAtMint',
  'addMint',
  'forgetMint',
  'restoreMint',
  'buyCoins',
  'readCoinToken',
  'receiveCoins',
  'sendCoins',
  'takeBackCoins',
  'quoteInvoice',
  'payInvoice',
  'lookAfterMint',
] as const satisfies readonly (keyof MintActs)[];

/** What the engine does with mints. Whatever it begins goes on by itself: the entry says how it stands. */
export interface MintActs {
  /** Asks a mint what it is, and keeps nothing. */
  lookAtMint(address: string): Outcome<MintOffer>;
  /** Agrees to a mint, and finds what it signed for this device before. `mint-seed-missing`: the phrase is to be typed first. */
  addMint(address: string): Outcome<{ readonly mint: string }>;
  /** Lets go of a mint that keeps nothing of one's own: else `mint-not-empty`, or `mint-not-over` for an invoice or a token. */
  forgetMint(mint: string): Outcome;
  /** Asks for everything the mint signed for this device that is unspent and not here. */
  restoreMint(mint: string): Outcome<{ readonly restored: bigint }>;
  /** Asks for an invoice; notes come when it is paid. */
  buyCoins(mint: string, unit: string, amount: bigint): Outcome<{ readonly entry: string }>;
  /** Reads a token without asking anyone. */
  readCoinToken(text: string): Outcome<TokenView>;
  /** Redeems a token of a mint one agreed to: else `token-mint-unknown`. */
  receiveCoins(text: string): Outcome<{ readonly entry: string }>;
  /** Makes a token. `lock-key-missing`: they have told no key to lock it to. */
  sendCoins(token: NewToken): Outcome<{ readonly entry: string }>;
  /** Redeems a token one made oneself, that nobody took. `token-locked`: theirs for now. */
  takeBackCoins(entry: string): Outcome<{ readonly entry: string }>;
  /** Asks what the mint takes for paying an invoice; nothing is paid yet. */
  quoteInvoice(mint: string, unit: string, invoice: string): Outcome<{ readonly entry: string }>;
  /** Has the mint pay what it was asked about. */
  payInvoice(entry: string): Outcome;
  /** Goes on with whatever is under way, and looks whether what was sent was taken. */
  lookAfterMint(mint: string): Outcome;
}

/** Everything a person can see and do about mints. */
export interface MintWorkspace extends MintActs {
  /** Mints one agreed to, by name. */
  mints(): LiveQuery<readonly MintView[]>;
  /** Who told a key that notes can be locked to. */
  lockable(): LiveQuery<ReadonlySet<AccountId>>;
}

/** The mints' own of more acts. */
export function pickMintActs(acts: MintActs): MintActs {
  const picked = mintActNames.map((name) => [name, acts[name]] as const);
  // Built from the names of exactly these acts.
  return Object.fromEntries(picked) as unknown as MintActs;
}

/** The mints' part of a workspace. */
export interface MintPart extends MintActs {
  readonly mints: MintWorkspace;
}
