import type * as Yjs from 'yjs';
import { wakeChanges } from '@shared/mini/wakeChanges.ts';
import { NativePromise, complain } from './builtIns.ts';
import { type ChangeMerger, Outbox } from './outbox.ts';
import type { Wire } from './wire.ts';

/** Whose a shared document is: everyone's who has the instance, or the person's own on all devices. */
export type DocumentScope = 'instance' | 'person';

/** What is needed of Yjs. */
export type YjsLibrary = ChangeMerger & Pick<typeof Yjs, 'Doc' | 'applyUpdate' | 'applyUpdateV2'>;

interface Shared {
  readonly name: string;
  readonly scope: DocumentScope;
  readonly doc: Yjs.Doc;
  readonly opened: Promise<Yjs.Doc>;
  readonly take: (updates: readonly Uint8Array[], isReplayed: boolean) => void;
  /** See {@link Outbox.takeBack}. */
  readonly takeBack: (update: Uint8Array) => void;
  /** Sends what waits. */
  readonly flush: () => void;
}

/** What came from the host, so that it is not sent there again. */
const FROM_HOST = Symbol('from the host');

/** Makes `banyan.document`. `loadYjs` is asked once, at the first document. Changes go out at once, then every `interval` ms, merged. */
export function createDocuments(
  wire: Wire,
  options: {
    readonly interval: number;
    readonly loadYjs: () => Promise<YjsLibrary>;
    /** Takes what is to be done before the page says its last. */
    readonly beforeLast: (task: () => void) => void;
  },
): (name: string, options?: { readonly scope?: DocumentScope }) => Promise<Yjs.Doc> {
  const documents = new Map<string, Shared>();
  wire.on('document', ({ name, scope, updates, isReplayed }) => {
    documents.get(`${scope}/${name}`)?.take(updates, isReplayed);
  });
  wire.on('document.back', ({ name, scope, update }) => documents.get(`${scope}/${name}`)?.takeBack(update));
  options.beforeLast(() => {
    for (const { flush } of documents.values()) flush();
  });
  return async (name, { scope = 'instance' } = {}) => {
    if (!/^[a-z0-9-]{1,32}$/.test(name)) throw new TypeError('document: a name is 1 to 32 of a-z, 0-9 and -');
    if (!['instance', 'person'].includes(scope)) throw new TypeError('document: the scope is instance or person');
    const yjs = await options.loadYjs();
    const key = `${scope}/${name}`;
    const known = documents.get(key);
    if (known !== undefined) return known.opened;
    const shared = share(wire, { yjs, name, scope, interval: options.interval });
    documents.set(key, shared);
    wire.send({ type: 'document.open', name, scope });
    return shared.opened;
  };
}

function share(
  wire: Wire,
  parts: {
    readonly yjs: YjsLibrary;
    readonly name: string;
    readonly scope: DocumentScope;
    readonly interval: number;
  },
): Shared {
  const { yjs, name, scope, interval } = parts;
  const doc = new yjs.Doc();
  let onOpened: (doc: Yjs.Doc) => void = () => undefined;
  const opened = new NativePromise<Yjs.Doc>((resolve) => {
    onOpened = resolve;
  });
  const outbox = new Outbox({
    yjs,
    interval,
    send: (update) => wire.send({ type: 'document.change', name, scope, update }),
    onTooLarge: () => wire.send({ type: 'document.lost' }),
  });
  doc.on('update', (update: Uint8Array, origin: unknown) => {
    if (origin !== FROM_HOST) outbox.add(update);
  });
  const take: Shared['take'] = (updates, isReplayed) => {
    for (const update of updates) leniently(name, () => yjs.applyUpdate(doc, update, FROM_HOST));
    leniently(name, () => wakeChanges(yjs, doc, FROM_HOST));
    if (isReplayed) onOpened(doc);
  };
  return {
    ...{ name, scope, doc, opened, take },
    takeBack: (update) => outbox.takeBack(update),
    flush: () => outbox.flush(),
  };
}

/** What another person's program made is not believed to be well formed: one bad update is left out, and the rest goes on. */
function leniently(name: string, apply: () => void): void {
  try {
    apply();
  } catch {
    complain('warning', `a change of the document ${name} could not be read and was left out`);
  }
}
