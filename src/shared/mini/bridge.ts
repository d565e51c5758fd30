/**
 * What a mini program's page and its host say to each other over one MessagePort. Identity is the port: nothing here names an
 * instance. Messages of the page are hostile until parsed; each is one of {@link fromProgramSchema}.
 */
import * as v from 'valibot';
import { countSchema } from '../schemas.ts';
import {
  BRIDGE_VERSION,
  MAX_BRIDGE_FILE,
  MAX_DOCUMENT_CHANGE,
  MAX_HREF,
  MAX_LINK,
  MAX_REALTIME_BYTES,
  MAX_UPDATE_BYTES,
} from './bridgeLimits.ts';
import { netMethods } from './net.ts';
import { miniPermissionSchema } from './package.ts';

/** What `webxdc.js` knows before it has a port: written into the script by whoever serves it. */
export const programSelfSchema = v.strictObject({
  version: v.literal(BRIDGE_VERSION),
  selfAddr: v.pipe(v.string(), v.minLength(1), v.maxLength(128)),
  selfName: v.pipe(v.string(), v.maxLength(256)),
  isAppSender: v.boolean(),
  isBroadcast: v.boolean(),
  sendUpdateInterval: countSchema,
  sendUpdateMaxSize: countSchema,
  /** Null: no `window.banyan`. What the manifest asks for, not what was granted. */
  banyan: v.nullable(
    v.strictObject({
      permissions: v.array(miniPermissionSchema),
      net: v.array(v.string()),
      /** That the person chose for the app; absent where they chose none, and it is the browser's. */
      language: v.optional(v.pipe(v.string(), v.regex(/^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$/), v.maxLength(35))),
    }),
  ),
});
/** See {@link programSelfSchema}. */
export type ProgramSelf = v.InferOutput<typeof programSelfSchema>;

/** An update as a page sends it: JSON values only. Fields beyond these are dropped, texts cut, not refused (webxdc 1.3). */
export const sentUpdateSchema = v.object({
  /** JSON text of the payload: parsed by the host, so that a page can hand over nothing but JSON. */
  payload: v.pipe(v.string(), v.maxLength(MAX_UPDATE_BYTES)),
  info: v.optional(v.string()),
  href: v.optional(v.string()),
  document: v.optional(v.string()),
  summary: v.optional(v.string()),
  notify: v.optional(v.record(v.string(), v.string())),
});
/** See {@link sentUpdateSchema}. */
export type SentUpdate = v.InferOutput<typeof sentUpdateSchema>;

const id = countSchema;
const bridgeFile = v.strictObject({
  name: v.pipe(v.string(), v.maxLength(1024)),
  type: v.pipe(v.string(), v.maxLength(127)),
  bytes: v.custom<Uint8Array>((value) => value instanceof Uint8Array && value.length <= MAX_BRIDGE_FILE, 'no bytes'),
});
/** A file across the bridge; its name is cleaned by the host. */
export type BridgeFile = v.InferOutput<typeof bridgeFile>;

const amount = v.strictObject({
  /** In the smallest unit of the currency. */
  value: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
  currency: v.pipe(v.string(), v.regex(/^[A-Z]{3}$/)),
});

/** What a program may call and be answered to: each by `{ call, id, … }`. */
export const bridgeCalls = {
  sendToChat: v.strictObject({
    text: v.nullable(v.pipe(v.string(), v.maxLength(16_384))),
    file: v.nullable(bridgeFile),
  }),
  importFiles: v.strictObject({
    extensions: v.pipe(v.array(v.pipe(v.string(), v.maxLength(32))), v.maxLength(64)),
    mimeTypes: v.pipe(v.array(v.pipe(v.string(), v.maxLength(127))), v.maxLength(64)),
    multiple: v.boolean(),
  }),
  'banyan.profile': v.strictObject({}),
  'banyan.contacts.pick': v.strictObject({ multiple: v.boolean() }),
  'banyan.scan': v.strictObject({}),
  'banyan.clipboard.write': v.strictObject({ text: v.pipe(v.string(), v.maxLength(16_384)) }),
  'banyan.net.fetch': v.strictObject({
    url: v.pipe(v.string(), v.maxLength(4096)),
    method: v.picklist(netMethods),
    headers: v.record(v.string(), v.string()),
    body: v.nullable(
      v.custom<Uint8Array>((value) => value instanceof Uint8Array && value.length <= MAX_BRIDGE_FILE, ''),
    ),
  }),
  'banyan.pay': v.strictObject({
    /** Who is paid: a per-program address. */
    to: v.pipe(v.string(), v.maxLength(128)),
    amount,
    /** What for, shown beside what the host itself knows. */
    memo: v.pipe(v.string(), v.maxLength(140)),
    /** The program's own name for the order: asking twice with the same pays once. */
    reference: v.pipe(v.string(), v.minLength(1), v.maxLength(64)),
  }),
  'banyan.share': v.strictObject({ text: v.pipe(v.string(), v.maxLength(16_384)) }),
} as const satisfies Record<string, v.GenericSchema>;
/** Name of a call. */
export type BridgeCall = keyof typeof bridgeCalls;
/** What a call takes. */
export type BridgeCallInput<C extends BridgeCall> = v.InferOutput<(typeof bridgeCalls)[C]>;
/** What a call gives back. */
export interface BridgeCallOutput {
  readonly sendToChat: null;
  readonly importFiles: readonly BridgeFile[];
  readonly 'banyan.profile': { readonly id: string; readonly name: string; readonly picture: Uint8Array | null };
  readonly 'banyan.contacts.pick': readonly { readonly id: string; readonly name: string }[];
  /** Null when the person closed the camera. */
  readonly 'banyan.scan': string | null;
  readonly 'banyan.clipboard.write': null;
  readonly 'banyan.net.fetch': {
    readonly status: number;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: Uint8Array;
  };
  readonly 'banyan.pay': { readonly status: 'paid' | 'declined' | 'refused'; readonly receipt: string | null };
  readonly 'banyan.share': null;
}

/** Why a call failed, as a page sees it in `error.code`. */
export const bridgeErrorCodes = [
  'invalid-input',
  'not-declared',
  'not-granted',
  'cancelled',
  'busy',
  'too-large',
  'unsupported',
  'unreachable',
  'failed',
] as const;
/** One of {@link bridgeErrorCodes}. */
export type BridgeErrorCode = (typeof bridgeErrorCodes)[number];

function isRealtimeBytes(value: unknown): value is Uint8Array {
  return value instanceof Uint8Array && value.length <= MAX_REALTIME_BYTES;
}

/**
 * The bytes of a realtime message that a page sends; null for everything else. It agrees with {@link fromProgramSchema}, and is asked before
 * it: of all that a page says only this comes a hundred times a second, and is late by what reading it takes.
 */
export function realtimeBytesOf(message: unknown): Uint8Array | null {
  if (typeof message !== 'object' || message === null) return null;
  if (!('type' in message) || message.type !== 'realtime.send' || !('bytes' in message)) return null;
  return isRealtimeBytes(message.bytes) && Object.keys(message).length === 2 ? message.bytes : null;
}

/** Everything a page may say. */
export const fromProgramSchema = v.variant('type', [
  v.strictObject({ type: v.literal('update'), update: sentUpdateSchema }),
  /** It was told that it is out of sight, and has said what it had to say to that. */
  v.strictObject({
    type: v.literal('hidden'),
    /** Where it is, to be shown again there. */
    place: v.optional(
      v.strictObject({
        href: v.pipe(v.string(), v.maxLength(MAX_HREF)),
        x: v.pipe(v.number(), v.finite()),
        y: v.pipe(v.number(), v.finite()),
      }),
    ),
    /** Whether it started workers: they go on where only the page itself can be stopped. */
    hasWorkers: v.boolean(),
  }),
  /** A script or style sheet of the page was asked for and did not come. */
  v.strictObject({ type: v.literal('incomplete') }),
  /** A link out of the program was pressed: the person is to be asked. Nothing is answered. */
  v.strictObject({ type: v.literal('link'), url: v.pipe(v.string(), v.maxLength(MAX_LINK)) }),
  /** Replay from above `serial`, then what comes; a second one replaces the first. */
  v.strictObject({ type: v.literal('listen'), serial: countSchema }),
  v.strictObject({ type: v.literal('realtime.join') }),
  v.strictObject({ type: v.literal('realtime.leave') }),
  v.strictObject({ type: v.literal('realtime.send'), bytes: v.custom<Uint8Array>(isRealtimeBytes, '') }),
  /** A change of a shared Yjs document (permission `storage.sync`), and the wish to have what is known of it. */
  v.strictObject({
    type: v.literal('document.change'),
    name: v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,32}$/)),
    scope: v.picklist(['instance', 'person']),
    update: v.custom<Uint8Array>((value) => value instanceof Uint8Array && value.length <= MAX_DOCUMENT_CHANGE, ''),
  }),
  /** A value it changed in a document is too large to be said: nobody else will have it. */
  v.strictObject({ type: v.literal('document.lost') }),
  v.strictObject({
    type: v.literal('document.open'),
    name: v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,32}$/)),
    scope: v.picklist(['instance', 'person']),
  }),
  /** `input` is parsed by the schema of its call. */
  v.strictObject({
    type: v.literal('call'),
    id,
    call: v.picklist(Object.keys(bridgeCalls) as BridgeCall[]),
    input: v.unknown(),
  }),
]);
/** See {@link fromProgramSchema}. */
export type FromProgram = v.InferOutput<typeof fromProgramSchema>;

/** An update as a listener gets it; `payload` is JSON text here and a value in the page. */
export interface ReceivedUpdate {
  readonly payload: string;
  readonly serial: number;
  /** The per-program address of whose device signed it; only for programs that have `window.banyan`. */
  readonly sender?: string;
  readonly info?: string;
  readonly href?: string;
  readonly document?: string;
  readonly summary?: string;
}

/** Why something a page sent came to nothing, where the specification gives no answer: said in the page's console. */
export type BridgeWarning =
  | 'update-too-large'
  | 'update-not-json'
  | 'update-dropped'
  | 'realtime-dropped'
  | 'message-malformed'
  | 'not-written'
  /** A link was not shown to the person: see MPH-40. */
  | 'link-dropped';

/** Everything a host says to a page. */
export type ToProgram =
  /** `listen` counts the page's calls of `setUpdateListener`: what an earlier listener asked for is dropped. */
  | {
      readonly type: 'updates';
      readonly listen: number;
      readonly updates: readonly ReceivedUpdate[];
      readonly maxSerial: number;
      /** With this everything known when the listener was set has been given. */
      readonly isReplayed: boolean;
    }
  /** The same, of many at once: those above `after`. */
  | {
      readonly type: 'update-pack';
      readonly listen: number;
      /** JSON of a list of what a listener gets, but for `max_serial` and `sender`. */
      readonly text: string;
      /** Whose each of them is, by place in `addresses`; null for programs that have no `window.banyan`. */
      readonly senders: { readonly addresses: readonly string[]; readonly of: Uint8Array } | null;
      readonly after: number;
      readonly maxSerial: number;
      readonly isReplayed: boolean;
    }
  | { readonly type: 'realtime'; readonly bytes: Uint8Array }
  /** A port comes with it: bytes are said into it and heard from it from now on, as long as the page is on its channel. */
  | { readonly type: 'realtime.port' }
  /** It goes out of sight, answered by `hidden`, or comes back. */
  | { readonly type: 'visibility'; readonly isHidden: boolean }
  /** Stand still until the host answers (browser edition; see `HOLD_ADDRESS`). */
  | { readonly type: 'freeze' }
  /** Where the page was scrolled to before it was put to sleep. */
  | { readonly type: 'scroll'; readonly x: number; readonly y: number }
  | {
      readonly type: 'document';
      readonly name: string;
      readonly scope: 'instance' | 'person';
      readonly updates: readonly Uint8Array[];
      readonly isReplayed: boolean;
    }
  /** A change the page said did not go out: it is to be said again, later. */
  | {
      readonly type: 'document.back';
      readonly name: string;
      readonly scope: 'instance' | 'person';
      readonly update: Uint8Array;
    }
  | { readonly type: 'reply'; readonly id: number; readonly ok: true; readonly value: unknown }
  | {
      readonly type: 'reply';
      readonly id: number;
      readonly ok: false;
      readonly code: BridgeErrorCode;
      readonly message: string;
    }
  /** For who develops the program. */
  | { readonly type: 'warning'; readonly code: BridgeWarning };
