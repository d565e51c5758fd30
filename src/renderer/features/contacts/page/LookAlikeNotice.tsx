import { type ReactNode, useMemo } from 'react';
import type { AccountId } from '@shared/ids.ts';
import { lookAlikeOf } from '@domain/profile/lookAlike.ts';
import { PersonName, T, useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { Contact } from '@services/workspace/workspace.ts';
import { AlertBanner } from '@ui/feedback/AlertBanner.tsx';
import { useQueryValue } from '@ui/hooks/useQuery.ts';

const NOBODY: readonly Contact[] = [];

export interface LookAlikeNoticeProps {
  readonly account: AccountId;
  /** What they call themselves. */
  readonly name: string;
  /** Since when they are a contact, ms; whoever is none yet leaves it out. */
  readonly since?: number;
}

/** Says that somebody's name could be taken for that of a contact who was there before; nothing where it could not. */
export function LookAlikeNotice({ account, name, since = Infinity }: LookAlikeNoticeProps): ReactNode {
  const t = useT();
  const workspace = useWorkspace();
  const contacts = useQueryValue(
    useMemo(() => workspace.contacts(), [workspace]),
    NOBODY,
  );
  const found = useMemo(() => {
    const before = contacts.filter(({ addedAt }) => addedAt < since);
    const known = before.flatMap((one) =>
      [...new Set([one.ownName, one.name])].map((called) => ({ id: one.account, name: called })),
    );
    return lookAlikeOf({ id: account, name }, known);
  }, [contacts, account, name, since]);
  if (found.other !== null)
    return (
      <AlertBanner tone="warning">
        <T id="contacts.lookAlike.other" values={{ name: <PersonName>{found.other}</PersonName> }} />
      </AlertBanner>
    );
  return found.isMixed && <AlertBanner tone="warning">{t('contacts.lookAlike.mixed')}</AlertBanner>;
}
