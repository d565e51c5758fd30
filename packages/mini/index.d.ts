/**
 * Types of what a mini program finds on its window in Banyan: `webxdc`, as the webxdc specification 1.3 has it, and `banyan`, our
 * extension, which is there only for programs whose manifest asks for it. Version 1 of both. For the globals themselves import
 * `@banyan/mini/global`.
 */
import type { Doc } from 'yjs';

/** What JSON can say. */
export type JsonValue =
  | string
  | number
  | boolean
  | null
  | readonly JsonValue[]
  | { readonly [key: string]: JsonValue | undefined };

/** An update to be sent. */
export interface SendingUpdate<Payload = JsonValue> {
  /** Any JSON value; never `undefined`. Bytes go as base64. */
  payload: Payload;
  /** A short line for the chat, of about 50 characters. Use it sparingly. */
  info?: string;
  /** Where in the program a tap on `info` leads: a relative address. */
  href?: string;
  /** Name of the document in edit, about 20 characters; for programs that make documents. */
  document?: string;
  /** The state in a few words, about 20 characters, such as "8 votes". */
  summary?: string;
  /** Words for people who should look, by their `selfAddr`; `*` for everyone not named. */
  notify?: Readonly<Record<string, string>>;
}

/** An update as a listener gets it. */
export interface ReceivedUpdate<Payload = JsonValue> {
  readonly payload: Payload;
  /** Above 0, rising, with gaps; stable on this device. */
  readonly serial: number;
  /** The greatest serial known now: equal to `serial` when this is the last update for the moment. */
  readonly max_serial: number;
  readonly info?: string;
  readonly href?: string;
  readonly document?: string;
  readonly summary?: string;
  /**
   * Banyan only, for programs with `[banyan]` in their manifest: who said it, in the form of `selfAddr`. The host takes it from the signature; a
   * program elsewhere, and a payload, can claim anything.
   */
  readonly sender?: string;
}

/** A file to hand over: its name and exactly one content, which may be empty. */
export type SendingFile = { name: string } & (
  | { blob: Blob; base64?: never; plainText?: never }
  | { base64: string; blob?: never; plainText?: never }
  | { plainText: string; blob?: never; base64?: never }
);

/** At least one of both. */
export type SendingMessage = { text: string; file?: SendingFile } | { text?: string; file: SendingFile };

/** Which files are wanted; a file fits by either list, and without lists every file does. */
export interface ImportFilter {
  /** Each begins with a dot. */
  extensions?: readonly string[];
  mimeTypes?: readonly string[];
  /** False unless given. */
  multiple?: boolean;
}

/** An ephemeral channel to everyone who has the program open and is connected now. Nothing is sure to arrive. */
export interface RealtimeChannel {
  /** Replaces the listener set before. */
  setListener(listener: (data: Uint8Array) => void): void;
  /** At most 128,000 bytes. */
  send(data: Uint8Array): void;
  /** The object is dead from here on; join again for another. */
  leave(): void;
}

/** `window.webxdc`, by the webxdc specification 1.3. */
export interface Webxdc<Payload = JsonValue> {
  /** Who one is in this program: stable, and another in every program. Not to be shown. */
  readonly selfAddr: string;
  readonly selfName: string;
  /** Milliseconds to wait between updates; who sends faster waits longer. */
  readonly sendUpdateInterval: number;
  /** Most bytes of an update as JSON. */
  readonly sendUpdateMaxSize: number;
  /** Whether this person put the program into the chat. */
  readonly isAppSender: boolean;
  /** Whether the chat is a channel in which few write. */
  readonly isBroadcast: boolean;
  /**
   * Sends an update to everyone, oneself too. A payload that is no JSON value throws a `TypeError`, one that is too large a
   * `RangeError`. The second argument is deprecated and does nothing.
   */
  sendUpdate(update: SendingUpdate<Payload>, description?: string): void;
  /** Replays updates above `serial` (0 unless given), then tells each that comes. Resolves when all was told that is known now. */
  setUpdateListener(listener: (update: ReceivedUpdate<Payload>) => void, serial?: number): Promise<void>;
  /** Hands a text or a file to a chat of the person's choice. Whether it was sent is not told. */
  sendToChat(message: SendingMessage): Promise<void>;
  /** Files the person chose; an empty list when they gave up. */
  importFiles(filter?: ImportFilter): Promise<File[]>;
  /** Throws while another channel is joined. */
  joinRealtimeChannel(): RealtimeChannel;
  /** @deprecated Always empty: use `setUpdateListener`. */
  getAllUpdates(): Promise<readonly never[]>;
}

/** What a manifest may ask for under `[banyan] permissions`. */
export type Permission =
  | 'profile'
  | 'contacts.pick'
  | 'scan'
  | 'clipboard.write'
  | 'net'
  | 'pay'
  | 'storage.sync'
  | 'share';

/** `error.code` of a call of `banyan` that failed. */
export type BanyanErrorCode =
  | 'invalid-input'
  | 'not-declared'
  | 'not-granted'
  | 'cancelled'
  | 'busy'
  | 'too-large'
  | 'unsupported'
  | 'unreachable'
  | 'failed';

/** How a call of `banyan` rejects. */
export interface BanyanError extends Error {
  readonly code: BanyanErrorCode;
}

/** Someone, known by their address in this program. */
export interface Person {
  readonly id: string;
  readonly name: string;
}

/** What is to be paid. */
export interface PaymentRequest {
  /** The `selfAddr` of who is paid. */
  to: string;
  /** In the smallest unit of an ISO 4217 currency. */
  amount: { value: number; currency: string };
  /** What for, at most 140 characters. */
  memo: string;
  /** The program's own name for the order: asking again with the same pays once. */
  reference: string;
}

/**
 * How asking for a payment ended. `declined`: the person said no. `refused`: the person said yes, and the money did not move; why not is
 * not told.
 */
export interface PaymentAnswer {
  readonly status: 'paid' | 'declined' | 'refused';
  /** Name of the wallet's receipt when it was paid; else null. */
  readonly receipt: string | null;
}

/**
 * `window.banyan`, version 1. A member is there when the manifest asks for its permission; each call may still reject with a
 * {@link BanyanError}, since the person decides.
 */
export interface Banyan {
  readonly version: 1;
  readonly permissions: readonly Permission[];
  /**
   * The language the person chose for the app, as it was when the program was opened: a BCP 47 tag like `ar`. Absent where they chose
   * none, and before 1.1: `navigator.languages` holds then.
   */
  readonly language?: string;
  /** `profile` */
  readonly profile?: () => Promise<Person & { readonly picture: Blob | null }>;
  /** `contacts.pick`; one person unless `multiple`. */
  readonly contacts?: { pick(options?: { multiple?: boolean }): Promise<Person[]> };
  /** `scan`: the text of a QR code; null when the person closed the camera. */
  readonly scan?: () => Promise<string | null>;
  /** `clipboard.write` */
  readonly clipboard?: { write(text: string): Promise<void> };
  /**
   * `net`: `fetch` to the hosts of the manifest, over https, without cookies. Of `init` method, headers, body and signal count; redirects are
   * followed within the hosts. Desktop edition only; elsewhere `unsupported`.
   */
  readonly net?: {
    readonly hosts: readonly string[];
    fetch(input: string | URL | Request, init?: RequestInit): Promise<Response>;
  };
  /** `pay` */
  readonly pay?: (request: PaymentRequest) => Promise<PaymentAnswer>;
  /**
   * `storage.sync`: a Yjs document that everyone in the chat shares (`instance`), or of one's own devices (`person`). `name` is 1 to 32 of
   * `a-z`, `0-9` and `-`. Use the Yjs of `window.Yjs`, which is there once this resolved or `banyan.js` was loaded.
   */
  readonly document?: (name: string, options?: { scope?: 'instance' | 'person' }) => Promise<Doc>;
  /** `share`: hands a text to a chat of the person's choice. */
  readonly share?: (text: string) => Promise<void>;
}
