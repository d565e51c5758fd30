import * as v from 'valibot';

const topics = v.array(v.string());

const frameSchema = v.variant('type', [
  v.object({ type: v.literal('subscribe'), topics }),
  v.object({ type: v.literal('unsubscribe'), topics }),
  v.object({ type: v.literal('publish'), topic: v.string(), data: v.unknown() }),
  v.object({ type: v.literal('ping') }),
]);

/** A message of y-webrtc's signaling protocol, from a client. Fields it does not know are dropped. */
export type SignalingFrame = v.InferOutput<typeof frameSchema>;

/** Reads a frame; null for whatever is not one. Never throws. */
export function readFrame(text: string): SignalingFrame | null {
  try {
    const parsed = v.safeParse(frameSchema, JSON.parse(text));
    return parsed.success ? parsed.output : null;
  } catch {
    return null;
  }
}

/** What a subscriber gets, written once for all; null when `data` is nested too deep to be written again. */
export function writePublish(message: {
  readonly topic: string;
  readonly data: unknown;
  readonly clients: number;
}): Buffer | null {
  try {
    const { topic, data, clients } = message;
    return Buffer.from(JSON.stringify({ type: 'publish', topic, data, clients }));
  } catch {
    return null;
  }
}

/** The answer to a ping. */
export const PONG: Buffer = Buffer.from(JSON.stringify({ type: 'pong' }));
