import { BookOpen } from 'lucide-react';
import { type ReactNode, useMemo, useState } from 'react';
import { navigate } from 'wouter/use-hash-location';
import type { AccountId } from '@shared/ids.ts';
import type { ImportedChat } from '@domain/importing/records.ts';
import { isTalk } from '@domain/importing/sources.ts';
import { isolate, useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { Contact } from '@services/workspace/workspace.ts';
import { Button } from '@ui/controls/Button.tsx';
import { useQueryValue } from '@ui/hooks/useQuery.ts';
import styles from '../conversation/ConversationNotice.module.css';
import { LinkDialog } from './LinkDialog.tsx';

/** Stands where one would write: why one cannot, and where one can. */
export function ImportedFoot({ chat }: { readonly chat: ImportedChat }): ReactNode {
  const t = useT();
  const { id, name, source, contact, origin } = chat;
  const [isAsking, setAsking] = useState(false);
  return (
    <div className={styles['notice']}>
      <BookOpen aria-hidden />
      <div>
        <strong>{t('importing.readonly')}</strong>
        <p>{t('importing.readonly.text', { source: t(`importing.source.${source}`) })}</p>
      </div>
      {contact === undefined && isTalk(origin) && (
        <Button onClick={() => setAsking(true)}>{t('importing.link')}</Button>
      )}
      {contact !== undefined && <GoOn account={contact} />}
      {isAsking && <LinkDialog talk={{ space: id, name }} onClose={() => setAsking(false)} />}
    </div>
  );
}

/** The way to where the talk goes on; none where that contact is here no more. */
function GoOn({ account }: { readonly account: AccountId }): ReactNode {
  const t = useT();
  const workspace = useWorkspace();
  const contact = useQueryValue<Contact | null>(
    useMemo(() => workspace.contact(account), [workspace, account]),
    null,
  );
  if (contact === null) return null;
  return (
    <Button variant="primary" onClick={() => navigate(`/chats/${contact.space}`)}>
      {t('importing.readonly.write', { name: isolate(contact.name) })}
    </Button>
  );
}
