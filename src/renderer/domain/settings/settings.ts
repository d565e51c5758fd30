import * as v from 'valibot';

const signalingAddress = v.pipe(v.string(), v.maxLength(512), v.regex(/^wss?:\/\/[^\s]+$/i));
const iceServer = v.strictObject({
  urls: v.pipe(v.array(v.pipe(v.string(), v.maxLength(512), v.regex(/^(stun|stuns|turn|turns):[^\s]+$/i))), v.minLength(1), v.maxLength(8)),
  username: v.optional(v.pipe(v.string(), v.maxLength(256))),
  credential: v.optional(v.pipe(v.string(), v.maxLength(256))),
});

/** What a person may set, kept on this device. A missing or wrong field falls back to its default on read. */
export const settingsSchema = v.object({
  theme: v.fallback(v.picklist(['system', 'light', 'dark']), 'system'),
  /** BCP 47 language, or `system`. */
  locale: v.fallback(v.picklist(['system', 'en', 'ar']), 'system'),
  /** Zoom in percent. */
  zoom: v.fallback(v.picklist([100, 110, 125, 150, 175, 200]), 100),
  /** Signaling services besides the host's own. */
  signaling: v.fallback(v.pipe(v.array(signalingAddress), v.maxLength(16)), []),
  iceServers: v.fallback(v.pipe(v.array(iceServer), v.maxLength(8)), []),
  notifications: v.fallback(v.boolean(), true),
  /** Tell the other side what was read. */
  readReceipts: v.fallback(v.boolean(), true),
});
/** See {@link settingsSchema}. */
export type Settings = v.InferOutput<typeof settingsSchema>;

/** The settings of a new profile. */
export const defaultSettings: Settings = v.parse(settingsSchema, {
  theme: 'system',
  locale: 'system',
  zoom: 100,
  signaling: [],
  iceServers: [],
  notifications: true,
  readReceipts: true,
});
