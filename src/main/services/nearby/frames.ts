import * as v from 'valibot';
import { MAX_NEARBY_INVITE, MAX_NEARBY_NAME } from '@shared/ipc/nearbyContract.ts';
import { isName } from './advert.ts';

/** Most bytes of one frame. */
export const MAX_FRAME = 96 * 1024;
/** Most characters of what a topic carries. */
export const MAX_DATA = 64 * 1024;
/** Most topics named in one frame. */
export const TOPICS_PER_FRAME = 512;

const blinded = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{22}$/));
const topics = v.pipe(v.array(blinded), v.minLength(1), v.maxLength(TOPICS_PER_FRAME));

const frameSchema = v.variant('t', [
  v.object({
    t: v.literal('hello'),
    v: v.literal(1),
    name: v.pipe(v.string(), v.check(isName)),
    nonce: v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{22}$/)),
  }),
  v.object({ t: v.literal('hear'), topics }),
  v.object({ t: v.literal('leave'), topics }),
  v.object({ t: v.literal('say'), topic: blinded, data: v.pipe(v.string(), v.maxLength(MAX_DATA)) }),
  v.object({ t: v.literal('open'), isOpen: v.boolean() }),
  v.object({ t: v.literal('person'), name: v.pipe(v.string(), v.minLength(1), v.maxLength(MAX_NEARBY_NAME)) }),
  v.object({ t: v.literal('invite'), text: v.pipe(v.string(), v.minLength(1), v.maxLength(MAX_NEARBY_INVITE)) }),
]);

/** What two hosts say to each other in a network. */
export type LanFrame = v.InferOutput<typeof frameSchema>;

/** Reads a frame; null for whatever is none. Never throws. */
export function readLanFrame(text: string): LanFrame | null {
  try {
    const parsed = v.safeParse(frameSchema, JSON.parse(text));
    return parsed.success ? parsed.output : null;
  } catch {
    return null;
  }
}
