import type { ReactNode } from 'react';
import type { Message } from '@services/workspace/workspace.ts';
import { useFormats } from '@i18n/useFormats.ts';
import styles from './Groups.module.css';
import { useNoticeText } from './useNoticeText.ts';

/** A line in the talk about what happened to the group. */
export function NoticeRow({ message }: { readonly message: Message }): ReactNode {
  const formats = useFormats();
  const text = useNoticeText();
  return (
    <div className={styles['notice']} data-notice="" data-tooltip={formats.full(message.at)}>
      <span>{text(message)}</span>
    </div>
  );
}
