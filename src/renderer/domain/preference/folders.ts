import * as v from 'valibot';
import type { SpaceId } from '@shared/ids.ts';
import { countSchema, spaceIdSchema } from '@shared/schemas.ts';

/** Most folders of a person. */
export const MAX_FOLDERS = 12;
/** Longest name of a folder, UTF-16 units. */
export const MAX_FOLDER_NAME = 32;
/** Most chats chosen into one folder. */
export const MAX_CHOSEN = 500;

/** By what a folder takes chats in, and which of them it then shows. */
export const folderRuleSchema = v.strictObject({
  people: v.boolean(),
  groups: v.boolean(),
  /** Chats with contacts that have one of these tags. */
  tags: v.pipe(v.array(v.pipe(v.string(), v.minLength(1), v.maxLength(64))), v.maxLength(32)),
  muted: v.picklist(['any', 'only', 'never']),
  /** Shows only what has something unread. */
  unread: v.boolean(),
});
/** See {@link folderRuleSchema}. */
export type FolderRule = v.InferOutput<typeof folderRuleSchema>;

/** A folder of the list of chats, made by the person (PRE-8). */
export const folderSchema = v.strictObject({
  id: v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{8,32}$/u)),
  name: v.pipe(
    v.string(),
    v.maxLength(MAX_FOLDER_NAME),
    v.check((name) => name.trim() !== '', 'a folder has a name'),
  ),
  rule: folderRuleSchema,
  /** In it whatever the rule says. */
  chosen: v.pipe(v.array(spaceIdSchema), v.maxLength(MAX_CHOSEN)),
  /** Place among the folders, 0 first. */
  place: v.pipe(countSchema, v.maxValue(MAX_FOLDERS * 2)),
});
/** See {@link folderSchema}. */
export type Folder = v.InferOutput<typeof folderSchema>;

/** A rule that takes nothing in by itself. */
export const emptyRule: FolderRule = { people: false, groups: false, tags: [], muted: 'any', unread: false };

/** What a folder asks about a chat. */
export interface FolderChat {
  readonly space: SpaceId;
  readonly kind: 'direct' | 'group';
  readonly tags: readonly string[];
  readonly isMuted: boolean;
  /** Whether something of it is unread, or it was marked so. */
  readonly isUnread: boolean;
}

/**
 * Whether a folder shows a chat (PRE-8): one that was chosen always. Any other is taken in by who it is with, or, where the rule
 * names nobody and asks for unread or muted ones, whoever it is with; and is then shown if it is unread and muted as the rule asks.
 */
export function isInFolder({ rule, chosen }: Pick<Folder, 'rule' | 'chosen'>, chat: FolderChat): boolean {
  return chosen.includes(chat.space) || (isTakenIn(rule, chat) && isShown(rule, chat));
}

function isTakenIn(rule: FolderRule, { kind, tags }: FolderChat): boolean {
  const namesNobody = !rule.people && !rule.groups && rule.tags.length === 0;
  if (namesNobody) return rule.unread || rule.muted === 'only';
  if (kind === 'group' ? rule.groups : rule.people) return true;
  return rule.tags.some((tag) => tags.includes(tag));
}

function isShown({ unread, muted }: FolderRule, { isUnread, isMuted }: FolderChat): boolean {
  if (unread && !isUnread) return false;
  return muted === 'any' || (muted === 'only') === isMuted;
}
