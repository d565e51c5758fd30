import type { AccountId, EventId, SpaceId } from '@shared/ids.ts';
import type { RecordId, UnitId } from '@domain/wallet/ids.ts';

/** What gives something back: to its issuer, to who paid, or by not taking it. */
export type GivingBack = 'send-back' | 'refund' | 'decline';

/** What a screen asks the shell for: one of the wallet's dialogs, wherever one is. Features do not know each other. */
export type WalletWish =
  /** To pay or promise someone something; what is done is told in `space`, where one is named. */
  | { readonly kind: 'pay'; readonly person?: AccountId; readonly space?: SpaceId; readonly unit?: UnitId }
  /** To ask someone for a payment. */
  | { readonly kind: 'ask'; readonly person?: AccountId; readonly space?: SpaceId }
  /** To pay what someone asks for, after having seen whom, how much and what with; `space`: the chat it was asked in. */
  | { readonly kind: 'pay-request'; readonly request: RecordId; readonly space?: SpaceId }
  /** To pay a channel for one post, or with null for what it publishes from now on. */
  | { readonly kind: 'dues'; readonly channel: SpaceId; readonly post: EventId | null }
  /** To give back something one got, after having been asked. */
  | { readonly kind: 'give-back'; readonly payment: RecordId; readonly act: GivingBack }
  /** To split a bill among those in a chat. */
  | { readonly kind: 'split'; readonly space: SpaceId }
  /** To send a red packet into a chat. */
  | { readonly kind: 'packet'; readonly space: SpaceId }
  /** To open a red packet, or see who got what of it; `greeting`: what its card says. */
  | { readonly kind: 'open-packet'; readonly packet: RecordId; readonly space: SpaceId; readonly greeting: string }
  /** To make a unit of one's own. */
  | { readonly kind: 'new-unit' }
  /** To scan a code by camera, picture or clipboard. */
  | { readonly kind: 'scan' }
  /** To act on a code that was scanned, pasted or opened. */
  | { readonly kind: 'code'; readonly text: string }
  /** To show a code by which one is paid, or pays. */
  | { readonly kind: 'show-code'; readonly unit?: UnitId }
  /** To show a payment of one's own as a code, where there is no network. */
  | { readonly kind: 'payment-code'; readonly payment: RecordId }
  /** To pay someone outside what one owes them, and to say so. */
  | { readonly kind: 'settle'; readonly person: AccountId; readonly unit?: UnitId }
  /** To ask someone to pay what they owe by a Lightning invoice. */
  | { readonly kind: 'invoice'; readonly person: AccountId }
  /** To do something with a mint: `text` an address to add, or a token to redeem; `entry` what was begun before. */
  | {
      readonly kind: 'mint';
      readonly act: 'add' | 'receive' | 'send' | 'buy' | 'pay' | 'token';
      readonly mint?: string;
      readonly text?: string;
      readonly entry?: string;
    };
