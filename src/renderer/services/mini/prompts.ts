import type { MiniPermission } from '@shared/mini/package.ts';
import type { AccountId, SpaceId } from '@shared/ids.ts';
import type { BridgeFile } from '@shared/mini/bridge.ts';
import type { PayerWord, PaymentOrder } from '@ports/paymentDesk.ts';

/** A file a program hands over; its name is cleaned. */
export type ProgramFile = BridgeFile;

/** What a person said to a chooser of chats: where to, and the text as edited. */
export interface ChatChoice {
  readonly space: SpaceId;
  readonly text: string;
}

/** What a program asks for and a person answers. Answering twice does nothing; closing the program answers with no. */
export type ProgramPrompt = Asked & {
  /** Answers with no, and with it all of this kind until the program is opened again. There once no was said to one of them. */
  readonly stop?: (() => void) | undefined;
};

type Asked =
  /** May it? Asked once and remembered; null: closed without a word, which is not remembered. `hosts` only for `net`. */
  | {
      readonly kind: 'permission';
      readonly permission: MiniPermission;
      readonly hosts: readonly string[];
      readonly answer: (granted: boolean | null) => void;
    }
  /** Which chat? Null: none. The program is not told. */
  | {
      readonly kind: 'send-to-chat';
      readonly text: string;
      readonly file: ProgramFile | null;
      readonly answer: (choice: ChatChoice | null) => void;
    }
  /** Which files? None: an empty list. Extensions begin with a dot and are lower case. */
  | {
      readonly kind: 'import-files';
      readonly extensions: readonly string[];
      readonly mimeTypes: readonly string[];
      readonly multiple: boolean;
      readonly answer: (files: readonly ProgramFile[]) => void;
    }
  | {
      readonly kind: 'pick-contacts';
      readonly multiple: boolean;
      readonly answer: (accounts: readonly AccountId[] | null) => void;
    }
  | { readonly kind: 'scan'; readonly answer: (text: string | null) => void }
  /** Is this to be paid? Whoever answers with `done` has had the wallet pay it. */
  | {
      readonly kind: 'pay';
      readonly order: PaymentOrder;
      readonly answer: (word: Exclude<PayerWord, 'busy'>) => void;
    }
  /** Is this address to be opened outside? Done by the answer's own click; the program is told nothing. Web or mail, in normal form. */
  | { readonly kind: 'link'; readonly url: string; readonly answer: (done: null) => void }
  /** Written by the answer's own click, since a browser wants one. */
  | { readonly kind: 'copy'; readonly text: string; readonly answer: (isCopied: boolean) => void };
