import type { Formats } from '@i18n/useFormats.ts';
import type { Translate } from '@i18n/useT.tsx';
import type { Contact } from '@services/workspace/workspace.ts';

/** What is needed to put presence into words. */
export interface PresenceWords {
  readonly t: Translate;
  readonly formats: Formats;
  readonly now: number;
}

/** Where a contact stands, in a few words: what matters most is said, and only that. */
export function presenceText(contact: Contact, isOnline: boolean, words: PresenceWords): string {
  const { t, formats, now } = words;
  if (contact.blocked) return t('contacts.blocked');
  if (contact.state === 'requested')
    return t(contact.request === null ? 'contacts.waiting' : `contacts.progress.${contact.request}`);
  if (isOnline) return t('common.online');
  if (contact.lastSeenAt === null) return t('contacts.presence.never');
  return t('contacts.presence.seen', { when: formats.ago(contact.lastSeenAt, now) });
}
