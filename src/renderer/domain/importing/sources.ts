/** Where an export came from. */
export const importSources = ['whatsapp', 'telegram', 'banyan'] as const;
/** One of {@link importSources}. */
export type ImportSource = (typeof importSources)[number];

/** What of an export of Banyan a chat was made of: messages of a conversation, moments, or posts of a channel. */
export const importOrigins = ['messages', 'moments', 'posts'] as const;

/** Whether it is a talk, which may stand before that of a contact (IMP-16): nobody wrote moments and posts to somebody. */
export function isTalk(origin: { readonly of: (typeof importOrigins)[number] } | undefined): boolean {
  return origin === undefined || origin.of === 'messages';
}
