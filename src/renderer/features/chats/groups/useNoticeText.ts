import { useCallback } from 'react';
import { useT } from '@i18n/useT.tsx';
import type { Message } from '@services/workspace/workspace.ts';
import { useOpenGroup } from './groupContext.ts';
import { noticeText } from './noticeText.ts';

/** Puts a notice of the open group into words; null for any other message. */
export function useNoticeText(): (message: Message) => string | null {
  const t = useT();
  const open = useOpenGroup();
  return useCallback(
    ({ body, own, author }) => {
      if (body.kind !== 'notice') return null;
      const { notice } = body;
      const nameOf = (account: Message['author'] | null) =>
        account === null ? null : (open?.people.get(account)?.name ?? null);
      return noticeText(t, {
        notice,
        own,
        self: open?.self ?? null,
        by: nameOf(author),
        target: nameOf(notice.target),
      });
    },
    [t, open],
  );
}
