import { type ReactNode, useMemo } from 'react';
import type { AccountId } from '@shared/ids.ts';
import { isolate, useT } from '@i18n/useT.tsx';
import type { MomentChoices } from '@services/workspace/momentsWorkspace.ts';
import { useQueryValue } from '@ui/hooks/useQuery.ts';
import { useMoments } from '../room/useMoments.ts';
import styles from './Cover.module.css';
import { useShownPerson } from './useShownPerson.ts';

/** That new contacts do not see the whole album: above one's own who does not, above another's that one may be one of these. */
export function AlbumLimit({ account }: { readonly account: AccountId | null }): ReactNode {
  const t = useT();
  const moments = useMoments();
  const person = useShownPerson(account);
  const choices = useQueryValue<MomentChoices | null>(
    useMemo(() => moments.momentChoices(), [moments]),
    null,
  );
  if (choices === null) return null;
  if (account !== null)
    return choices.limitedBy.has(account) ? (
      <p className={styles['limit']}>{t('moments.back.other', { name: isolate(person?.name ?? '') })}</p>
    ) : null;
  return choices.back === 'all' ? null : (
    <p className={styles['limit']}>
      {t(`moments.back.own.${choices.back}`)} <a href="#/moments/choices">{t('moments.back.change')}</a>
    </p>
  );
}
