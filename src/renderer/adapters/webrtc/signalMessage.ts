import * as v from 'valibot';

const peerId = v.pipe(v.string(), v.minLength(8), v.maxLength(64));
const sdp = v.pipe(v.string(), v.maxLength(16 * 1024));
const candidate = v.object({
  candidate: v.pipe(v.string(), v.maxLength(1024)),
  sdpMid: v.nullable(v.pipe(v.string(), v.maxLength(64))),
  sdpMLineIndex: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(64))),
});

/** What peers of a room tell each other, once decrypted. `count` grows with every announce of a peer, so that an old one is known. */
const signalMessage = v.variant('type', [
  v.object({
    type: v.literal('announce'),
    from: peerId,
    count: v.pipe(v.number(), v.integer(), v.minValue(1)),
  }),
  v.object({ type: v.literal('offer'), from: peerId, to: peerId, token: peerId, sdp }),
  v.object({ type: v.literal('answer'), from: peerId, to: peerId, token: peerId, sdp }),
  v.object({
    type: v.literal('candidates'),
    from: peerId,
    to: peerId,
    token: peerId,
    candidates: v.pipe(v.array(candidate), v.maxLength(32)),
  }),
]);

export type SignalMessage = v.InferOutput<typeof signalMessage>;
export type Announce = Extract<SignalMessage, { type: 'announce' }>;
export type Offer = Extract<SignalMessage, { type: 'offer' }>;

/** Reads a decrypted message; null when it is not one. */
export function parseSignalMessage(value: unknown): SignalMessage | null {
  const parsed = v.safeParse(signalMessage, value);
  return parsed.success ? parsed.output : null;
}

const publication = v.object({
  type: v.literal('publish'),
  topic: v.pipe(v.string(), v.maxLength(256)),
  data: v.string(),
});

/** Largest text taken from a signaling service, in characters; anything longer is dropped unread. */
export const MAX_SIGNALING_TEXT = 64 * 1024;

/** Reads what a signaling service sent: hostile until decrypted. Null for everything but a publication. */
export function parsePublication(text: unknown): { readonly topic: string; readonly data: string } | null {
  if (typeof text !== 'string' || text.length > MAX_SIGNALING_TEXT) return null;
  try {
    const parsed = v.safeParse(publication, JSON.parse(text));
    return parsed.success ? parsed.output : null;
  } catch {
    return null;
  }
}
