import type { ProgramSelf, ReceivedUpdate, SentUpdate, ToProgram } from '@shared/mini/bridge.ts';
import { NativePromise, callOut, parse, stringify, utf8 } from './builtIns.ts';
import type { Wire } from './wire.ts';

/** What a listener of `setUpdateListener` gets. */
export interface UpdateSeen extends Omit<ReceivedUpdate, 'payload'> {
  readonly payload: unknown;
  readonly max_serial: number;
}

/** An update of a pack, before what a pack does not say is put to it. */
type PackedUpdate = { -readonly [K in keyof UpdateSeen]: UpdateSeen[K] };

type Pack = Extract<ToProgram, { readonly type: 'update-pack' }>;

type Listener = (update: UpdateSeen) => void;

/** `sendUpdate` and `setUpdateListener` of webxdc 1.3. */
export interface UpdateApi {
  sendUpdate(update: unknown, description?: unknown): void;
  setUpdateListener(listener: Listener, serial?: number): Promise<void>;
}

/** Makes the two. Each call of `setUpdateListener` takes the place of the one before it. */
export function createUpdates(wire: Wire, self: ProgramSelf): UpdateApi {
  let listens = 0;
  let listener: Listener = () => undefined;
  let onReplayed: () => void = () => undefined;
  wire.on('updates', ({ listen, updates, maxSerial, isReplayed }) => {
    for (const update of updates) {
      // A listener may set another while it is called: what it asked for before is no longer wanted.
      if (listen !== listens) return;
      callOut(listener, seen(update, maxSerial));
    }
    if (isReplayed && listen === listens) onReplayed();
  });
  wire.on('update-pack', (pack) => {
    const { listen, text, isReplayed } = pack;
    if (listen !== listens) return;
    // The host wrote the text: a list of updates, in order.
    const updates = parse(text) as PackedUpdate[];
    for (let index = 0; index < updates.length && listen === listens; index += 1) {
      const update = updates[index];
      if (update !== undefined && update.serial > pack.after) callOut(listener, completed(update, pack, index));
    }
    if (isReplayed && listen === listens) onReplayed();
  });
  return {
    sendUpdate: (update) => wire.send({ type: 'update', update: toSend(update, self.sendUpdateMaxSize) }),
    setUpdateListener: (callback, serial = 0) => {
      if (typeof callback !== 'function') throw new TypeError('setUpdateListener: the listener is no function');
      onReplayed();
      listens += 1;
      listener = callback;
      wire.send({ type: 'listen', serial: Number.isSafeInteger(serial) && serial > 0 ? serial : 0 });
      return new NativePromise((resolve) => {
        onReplayed = resolve;
      });
    },
  };
}

/** The update with what a pack says of it beside its text. */
function completed(update: PackedUpdate, { senders, maxSerial }: Pack, index: number): UpdateSeen {
  update.max_serial = maxSerial;
  const sender = senders?.addresses[senders.of[index] ?? 0];
  if (sender !== undefined) update.sender = sender;
  return update;
}

function seen({ payload, ...rest }: ReceivedUpdate, maxSerial: number): UpdateSeen {
  const value: unknown = parse(payload);
  return { ...rest, payload: value, max_serial: maxSerial };
}

/**
 * The update as it is sent. A payload that is no JSON value is a `TypeError` (as is one with a circle in it), an update over the
 * limit a `RangeError`: nothing would be sent. Other fields that are no text are left out.
 */
function toSend(update: unknown, limit: number): SentUpdate {
  if (typeof update !== 'object' || update === null) throw new TypeError('sendUpdate: the update is no object');
  const fields: Readonly<Record<string, unknown>> = { ...update };
  const payload: unknown = stringify(fields['payload']);
  if (typeof payload !== 'string') throw new TypeError('sendUpdate: update.payload must be a JSON value');
  const sent: SentUpdate = { payload, ...textsOf(fields), ...notifyOf(fields['notify']) };
  const size = utf8(payload).length + utf8(stringify({ ...sent, payload: 0 })).length;
  if (size > limit) throw new RangeError(`sendUpdate: ${size} bytes are more than sendUpdateMaxSize (${limit})`);
  return sent;
}

function textsOf(fields: Readonly<Record<string, unknown>>): Partial<SentUpdate> {
  const texts: Record<string, string> = {};
  for (const name of ['info', 'href', 'document', 'summary']) {
    const text = fields[name];
    if (typeof text === 'string' && text !== '') texts[name] = text;
  }
  return texts;
}

function notifyOf(notify: unknown): Pick<SentUpdate, 'notify'> {
  if (typeof notify !== 'object' || notify === null) return {};
  const entries = Object.entries(notify).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  return entries.length === 0 ? {} : { notify: Object.fromEntries(entries) };
}
