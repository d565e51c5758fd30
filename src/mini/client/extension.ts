import type { BridgeCallInput, BridgeCallOutput, ProgramSelf } from '@shared/mini/bridge.ts';
import { NativePromise, ownBytes } from './builtIns.ts';
import { type YjsLibrary, createDocuments } from './documents.ts';
import type { Wire } from './wire.ts';

/** Statuses that have no body: a `Response` with one would throw. */
const BODILESS = new Set([204, 205, 304]);

/** What {@link createExtension} needs. */
export interface ExtensionParts {
  readonly wire: Wire;
  readonly self: ProgramSelf;
  /** Loads `banyan.js`. */
  readonly loadYjs: () => Promise<YjsLibrary>;
  /** Takes what is to be done before the page says its last. */
  readonly beforeLast: (task: () => void) => void;
}

/**
 * Makes `window.banyan`: only what the manifest asks for is there. That it is there says nothing of what the person allows: each call
 * may reject with an error whose `code` is one of `bridgeErrorCodes`.
 */
export function createExtension(
  parts: ExtensionParts,
  declared: NonNullable<ProgramSelf['banyan']>,
): Readonly<Record<string, unknown>> {
  const { wire, self } = parts;
  const members: Readonly<Record<(typeof declared.permissions)[number], () => Record<string, unknown>>> = {
    profile: () => ({ profile: async () => picture(await wire.call('banyan.profile', {})) }),
    'contacts.pick': () => ({
      contacts: Object.freeze({
        pick: async (options?: { readonly multiple?: boolean }) => [
          ...(await wire.call('banyan.contacts.pick', { multiple: options?.multiple === true })),
        ],
      }),
    }),
    scan: () => ({ scan: () => wire.call('banyan.scan', {}) }),
    'clipboard.write': () => ({
      clipboard: Object.freeze({
        write: async (text: unknown) => void (await wire.call('banyan.clipboard.write', { text: String(text) })),
      }),
    }),
    net: () => ({
      net: Object.freeze({
        hosts: Object.freeze([...declared.net]),
        fetch: (...input: FetchInput) => reach(wire, input),
      }),
    }),
    pay: () => ({ pay: (request: BridgeCallInput<'banyan.pay'>) => wire.call('banyan.pay', paymentOf(request)) }),
    'storage.sync': () => ({
      document: createDocuments(wire, {
        interval: self.sendUpdateInterval,
        loadYjs: parts.loadYjs,
        beforeLast: parts.beforeLast,
      }),
    }),
    share: () => ({ share: async (text: unknown) => void (await wire.call('banyan.share', { text: String(text) })) }),
  };
  const granted = Object.assign({}, ...declared.permissions.map((permission) => members[permission]())) as object;
  return Object.freeze({
    version: self.version,
    permissions: Object.freeze([...declared.permissions]),
    ...(declared.language !== undefined && { language: declared.language }),
    ...granted,
  });
}

function picture({ id, name, picture: bytes }: BridgeCallOutput['banyan.profile']) {
  return { id, name, picture: bytes === null ? null : new Blob([ownBytes(bytes)], { type: 'image/webp' }) };
}

function paymentOf({ to, amount, memo, reference }: BridgeCallInput<'banyan.pay'>): BridgeCallInput<'banyan.pay'> {
  return { to, amount: { value: amount.value, currency: amount.currency }, memo, reference };
}

type FetchInput = [input: string | URL | Request, init?: RequestInit];
type Method = BridgeCallInput<'banyan.net.fetch'>['method'];

/** As `fetch`: the platform reads what it is given, the host does the rest. */
async function reach(wire: Wire, [input, init]: FetchInput): Promise<Response> {
  const request = new Request(input, init);
  const content = new Uint8Array(await request.arrayBuffer());
  request.signal.throwIfAborted();
  const answer = await untilAborted(
    request.signal,
    wire.call('banyan.net.fetch', {
      url: request.url,
      // The host refuses what is none of these.
      method: request.method as Method,
      headers: Object.fromEntries(request.headers),
      body: content.length === 0 ? null : content,
    }),
  );
  const body = BODILESS.has(answer.status) ? null : ownBytes(answer.body);
  return new Response(body, { status: answer.status, headers: answer.headers });
}

/** The host goes on to its own end: it may have been asked for something that is not to be half done. */
function untilAborted<T>(signal: AbortSignal, answer: Promise<T>): Promise<T> {
  return new NativePromise((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
    answer.then(resolve, reject);
  });
}
