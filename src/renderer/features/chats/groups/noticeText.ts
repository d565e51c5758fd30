import type { AccountId } from '@shared/ids.ts';
import type { GroupNotice } from '@domain/chat/message.ts';
import { isolate, type Translate } from '@i18n/useT.tsx';

/** A notice with what is known of the people in it. */
export interface ShownNotice {
  readonly notice: GroupNotice;
  /** Whether one did it oneself. */
  readonly own: boolean;
  readonly self: AccountId | null;
  /** Name of who did it; null when unknown. */
  readonly by: string | null;
  /** Name of whom it was done to, where it is known better than the notice says. */
  readonly target: string | null;
}

/** What happened to a group, in one sentence. */
export function noticeText(t: Translate, { notice, own, self, by, target }: ShownNotice): string {
  const someone = t('chats.author.unknown');
  const isToSelf = notice.target !== null && notice.target === self;
  return t(`chats.notice.${notice.act}`, {
    who: own ? 'byYou' : isToSelf ? 'toYou' : 'others',
    by: isolate(by ?? someone),
    target: isolate(target ?? notice.value ?? someone),
    value: isolate(notice.value ?? ''),
  });
}
