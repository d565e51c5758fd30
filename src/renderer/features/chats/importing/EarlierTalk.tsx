import { FolderInput } from 'lucide-react';
import type { ReactNode } from 'react';
import { useFormats } from '@i18n/useFormats.ts';
import { useT } from '@i18n/useT.tsx';
import type { ImportedTalk } from '@services/workspace/importWorkspace.ts';
import styles from './EarlierTalk.module.css';

/** Leads from the beginning of a chat to an imported one that stands before it. */
export function EarlierTalk({ talk }: { readonly talk: ImportedTalk }): ReactNode {
  const t = useT();
  const formats = useFormats();
  const { space, source, messages, activeAt } = talk;
  return (
    <div className={styles['earlier']}>
      <a href={`#/chats/${space}`}>
        <FolderInput aria-hidden />
        {t('importing.earlier', {
          source: t(`importing.source.${source}`),
          count: messages,
          when: formats.date(activeAt),
        })}
      </a>
    </div>
  );
}
