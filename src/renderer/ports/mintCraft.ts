/** What making and checking notes of a mint takes: blind signatures (NUT-00), nothing of which reaches the network. */
import type { Blank, Coin, Keyset } from '@domain/cashu/records.ts';

/** What a mint signed of a blank. */
export interface Stamp {
  readonly keyset: string;
  readonly amount: bigint;
  readonly signature: string;
  /** That it signed with the key it tells everyone (NUT-12). */
  readonly proof: { readonly e: string; readonly s: string } | null;
}

/** A note without what only this device knows of it. */
export type BareCoin = Omit<Coin, 'mint' | 'unit' | 'task'>;

/** Only this key spends a note, until `until`; after it `refund` does, too, and without one whoever has the note. Keys are points, in hexadecimal. */
export interface CoinLock {
  readonly key: string;
  /** ms; null: for good. */
  readonly until: number | null;
  readonly refund: string | null;
}

/** What a token says without the mint's keys. */
export interface TokenHead {
  readonly mint: string;
  readonly unit: string;
  readonly amount: bigint;
  readonly memo: string;
}

/** See the head of this file. It never throws: hostile input is null, or false. */
export interface MintCraft {
  /** Whether a keyset's id is made of its keys: then the mint can not give everyone others. */
  isSound(keyset: Keyset): boolean;
  /** Blanks made from the seed: numbers from `counter` on, one for each amount (NUT-13). */
  seededBlanks(from: {
    readonly seed: Uint8Array;
    readonly keyset: string;
    readonly counter: number;
    readonly amounts: readonly bigint[];
  }): readonly Blank[];
  /** Blanks of chance, locked where `lock` says so (NUT-11). */
  freshBlanks(keyset: string, amounts: readonly bigint[], lock?: CoinLock): readonly Blank[];
  /** The note of a blank and its stamp; null where the stamp is not the mint's. */
  finish(blank: Blank, stamp: Stamp, keyset: Keyset): BareCoin | null;
  /** Whether the mint signed a note, as its own proof says; null where it brings none. */
  isGenuine(coin: Coin, keyset: Keyset): boolean | null;
  /** Who alone can spend a note; `other` where it asks for what is not known here. */
  lockOf(coin: Coin): CoinLock | 'other' | null;
  /** What shows the mint that the holder of a private key spends a locked note; null where it is not locked to that key. */
  witness(coin: Coin, privateKey: Uint8Array): string | null;
  /** What a mint knows a note by before it is spent (NUT-07). */
  fingerprint(coin: Coin): string;
  /** The point of a private key, in hexadecimal. */
  publicKeyOf(privateKey: Uint8Array): string;
  readHead(token: string): TokenHead | null;
  /** The notes in a token, of keysets the mint is known to have. */
  readCoins(token: string, keysets: readonly string[]): readonly Coin[] | null;
  writeToken(mint: string, unit: string, coins: readonly Coin[]): string;
}

/** Fetches the craft: most people have no mint. Null when its code can not be had. */
export type LoadMintCraft = () => Promise<MintCraft | null>;
