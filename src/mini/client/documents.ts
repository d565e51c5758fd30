import type * as Yjs from 'yjs';
import { MAX_DOCUMENT_CHANGE } from '@shared/mini/bridgeLimits.ts';
import { NativePromise, complain, later } from './builtIns.ts';
import type { Wire } from './wire.ts';

/** Whose a shared document is: everyone's who has the instance, or the person's own on all devices. */
export type DocumentScope = 'instance' | 'person';

/** What is needed of Yjs. */
export type YjsLibrary = Pick<typeof Yjs, 'Doc' | 'applyUpdate' | 'mergeUpdates'>;

interface Shared {
  readonly name: string;
  readonly scope: DocumentScope;
  readonly doc: Yjs.Doc;
  readonly opened: Promise<Yjs.Doc>;
  readonly take: (updates: readonly Uint8Array[], isReplayed: boolean) => void;
}

/** What came from the host, so that it is not sent there again. */
const FROM_HOST = Symbol('from the host');

/** Makes `banyan.document`. `loadYjs` is asked once, at the first document. Changes go out at once, then every `interval` ms, merged. */
export function createDocuments(
  wire: Wire,
  options: { readonly interval: number; readonly loadYjs: () => Promise<YjsLibrary> },
): (name: string, options?: { readonly scope?: DocumentScope }) => Promise<Yjs.Doc> {
  const documents = new Map<string, Shared>();
  wire.on('document', ({ name, scope, updates, isReplayed }) => {
    documents.get(`${scope}/${name}`)?.take(updates, isReplayed);
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
  });
  doc.on('update', (update: Uint8Array, origin: unknown) => {
    if (origin !== FROM_HOST) outbox.add(update);
  });
  const take: Shared['take'] = (updates, isReplayed) => {
    for (const update of updates) apply(parts, doc, update);
    if (isReplayed) onOpened(doc);
  };
  return { name, scope, doc, opened, take };
}

/** What another person's program made is not believed to be well formed: one bad update is left out, and the rest goes on. */
function apply({ yjs, name }: { readonly yjs: YjsLibrary; readonly name: string }, doc: Yjs.Doc, update: Uint8Array) {
  try {
    yjs.applyUpdate(doc, update, FROM_HOST);
  } catch {
    complain('warning', `a change of the document ${name} could not be read and was left out`);
  }
}

/** Changes on their way out: the first goes at once, those of the next while go together. */
class Outbox {
  private waiting: Uint8Array[] = [];
  private isResting = false;
  private readonly parts: {
    readonly yjs: YjsLibrary;
    readonly interval: number;
    readonly send: (update: Uint8Array) => void;
  };

  constructor(parts: Outbox['parts']) {
    this.parts = parts;
  }

  add(update: Uint8Array): void {
    if (update.length > MAX_DOCUMENT_CHANGE) {
      complain('error', `a change of ${update.length} bytes is too large to be shared: make smaller transactions`);
      return;
    }
    this.waiting.push(update);
    if (!this.isResting) this.flush();
  }

  private flush(): void {
    let batch: Uint8Array[] = [];
    let size = 0;
    for (const update of this.waiting) {
      if (size + update.length > MAX_DOCUMENT_CHANGE) {
        this.send(batch);
        batch = [];
        size = 0;
      }
      batch.push(update);
      size += update.length;
    }
    this.waiting = [];
    this.send(batch);
    this.isResting = true;
    later(this.parts.interval, () => {
      this.isResting = false;
      if (this.waiting.length > 0) this.flush();
    });
  }

  private send(batch: readonly Uint8Array[]): void {
    const [first] = batch;
    if (first !== undefined) this.parts.send(batch.length === 1 ? first : this.parts.yjs.mergeUpdates([...batch]));
  }
}
