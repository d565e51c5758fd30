import * as v from 'valibot';
import { proxyChoiceSchema } from '@shared/proxy.ts';
import { quietHoursSchema } from '../preference/quietHours.ts';
import { noticeContentSchema } from '../preference/telling.ts';
import { retentionRuleSchema } from '../retention/rule.ts';

const signalingAddress = v.pipe(v.string(), v.maxLength(512), v.regex(/^wss?:\/\/[^\s]+$/i));
const iceServer = v.strictObject({
  urls: v.pipe(
    v.array(v.pipe(v.string(), v.maxLength(512), v.regex(/^(stun|stuns|turn|turns):[^\s]+$/i))),
    v.minLength(1),
    v.maxLength(8),
  ),
  username: v.optional(v.pipe(v.string(), v.maxLength(256))),
  credential: v.optional(v.pipe(v.string(), v.maxLength(256))),
});

const fields = {
  theme: v.picklist(['system', 'light', 'dark']),
  /** BCP 47 language, or `system`. */
  locale: v.picklist(['system', 'en', 'ar']),
  /** Zoom in percent. */
  zoom: v.picklist([100, 110, 125, 150, 175, 200]),
  /** Signaling services besides the host's own. */
  signaling: v.pipe(v.array(signalingAddress), v.maxLength(16)),
  iceServers: v.pipe(v.array(iceServer), v.maxLength(8)),
  /** Find contacts in the same local network, and be found there. */
  nearby: v.boolean(),
  /** By which proxy the desktop edition reaches the network. */
  proxy: proxyChoiceSchema,
  /** The connection is paid for by what goes over it: nothing is fetched unasked, nothing of others is passed on, fewer of a large group are linked. */
  saveData: v.boolean(),
  /** Leave sealed messages for people who are away with the services both use, and fetch one's own there. */
  mailbox: v.boolean(),
  /** Mailbox services besides those of the signaling services: both sides have to have named them. */
  mailboxes: v.pipe(v.array(signalingAddress), v.maxLength(8)),
  notifications: v.boolean(),
  /** When nothing is told; null: at no time. */
  quietHours: v.nullable(quietHoursSchema),
  /** What a notification shows. */
  noticeContent: noticeContentSchema,
  /** Tell the other side what was read, and show what they read. */
  readReceipts: v.boolean(),
  /** Tell the other side that one is writing, and show that they are. */
  typing: v.boolean(),
  /** Fetch a page that one is about to link to, and send along what it says of itself. The page's site then sees this computer's address. */
  linkPreviews: v.boolean(),
  /** A new message takes its chat out of the archive, unless it is muted. */
  unarchive: v.boolean(),
  /** For so many hours one may take back what one said; more than a life has for ever. */
  recallHours: v.picklist([1, 24, 48, 100_000]),
  /** Which files are fetched without being asked for: none larger than `limit` bytes, and on a metered connection none unless `onMetered`. */
  autoDownload: v.strictObject({ limit: v.pipe(v.number(), v.safeInteger(), v.minValue(0)), onMetered: v.boolean() }),
  /** Bytes that blobs may take before those of others that were used longest ago are removed. */
  blobBudget: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
  /** After so many days pictures and videos of others' posts that were not saved are removed; more than a life has for never. */
  feedFileDays: v.picklist([30, 91, 365, 100_000]),
  /** How long files of chats stay where nothing else was chosen for one of them. */
  retention: retentionRuleSchema,
  /** Bytes that others' articles and entries of feeds may take to be read offline; beyond that those go that were longest here unread. */
  articleBudget: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
};

/** Settings as a person changes them: every field must fit (SET-2). */
export const strictSettingsSchema = v.strictObject(fields);
/** What a person may set, kept on this device. */
export type Settings = v.InferOutput<typeof strictSettingsSchema>;

/** The settings of a new profile. */
export const defaultSettings: Settings = {
  theme: 'system',
  locale: 'system',
  zoom: 100,
  signaling: [],
  iceServers: [],
  nearby: true,
  proxy: { mode: 'system' },
  saveData: false,
  mailbox: true,
  mailboxes: [],
  notifications: true,
  quietHours: null,
  noticeContent: 'all',
  readReceipts: true,
  typing: true,
  linkPreviews: false,
  unarchive: true,
  recallHours: 48,
  autoDownload: { limit: 25_000_000, onMetered: false },
  blobBudget: 5_000_000_000,
  feedFileDays: 365,
  retention: 'all',
  articleBudget: 200_000_000,
};

/** Settings as they are read from the store: a missing or wrong field falls back to its default (SET-1). */
export const settingsSchema = v.object({
  theme: v.fallback(fields.theme, defaultSettings.theme),
  locale: v.fallback(fields.locale, defaultSettings.locale),
  zoom: v.fallback(fields.zoom, defaultSettings.zoom),
  signaling: v.fallback(fields.signaling, defaultSettings.signaling),
  iceServers: v.fallback(fields.iceServers, defaultSettings.iceServers),
  nearby: v.fallback(fields.nearby, defaultSettings.nearby),
  proxy: v.fallback(fields.proxy, defaultSettings.proxy),
  saveData: v.fallback(fields.saveData, defaultSettings.saveData),
  mailbox: v.fallback(fields.mailbox, defaultSettings.mailbox),
  mailboxes: v.fallback(fields.mailboxes, defaultSettings.mailboxes),
  notifications: v.fallback(fields.notifications, defaultSettings.notifications),
  quietHours: v.fallback(fields.quietHours, defaultSettings.quietHours),
  noticeContent: v.fallback(fields.noticeContent, defaultSettings.noticeContent),
  readReceipts: v.fallback(fields.readReceipts, defaultSettings.readReceipts),
  typing: v.fallback(fields.typing, defaultSettings.typing),
  linkPreviews: v.fallback(fields.linkPreviews, defaultSettings.linkPreviews),
  unarchive: v.fallback(fields.unarchive, defaultSettings.unarchive),
  recallHours: v.fallback(fields.recallHours, defaultSettings.recallHours),
  autoDownload: v.fallback(fields.autoDownload, defaultSettings.autoDownload),
  blobBudget: v.fallback(fields.blobBudget, defaultSettings.blobBudget),
  feedFileDays: v.fallback(fields.feedFileDays, defaultSettings.feedFileDays),
  retention: v.fallback(fields.retention, defaultSettings.retention),
  articleBudget: v.fallback(fields.articleBudget, defaultSettings.articleBudget),
});
