import { Heart } from 'lucide-react';
import type { ReactNode } from 'react';
import { useIntl } from 'react-intl';
import { useT } from '@i18n/useT.tsx';
import type { MomentView } from '@services/workspace/momentsWorkspace.ts';
import styles from './Remarks.module.css';

/** Names that are shown; the others are counted. */
const MOST = 30;

/** Who liked a post. */
export function Likes({ likes }: Pick<MomentView, 'likes'>): ReactNode {
  const t = useT();
  const { locale } = useIntl();
  const shown = likes.slice(0, MOST);
  const more = likes.length - shown.length;
  const comma = commaOf(locale);
  return (
    <p className={styles['likes']}>
      <Heart aria-hidden />
      <span className={styles['hidden']}>{t('moments.likedBy')}</span>
      <span>
        {shown.map(({ person }, index) => (
          <span key={person.account}>
            {index > 0 && comma}
            <bdi dir="auto" className={styles['name']}>
              {person.own ? t('common.you') : person.name}
            </bdi>
          </span>
        ))}
        {more > 0 && ` ${t('moments.audience.more', { count: more })}`}
      </span>
    </p>
  );
}

/** What stands between two names of a list, without the word before the last: names are links to be read one by one. */
function commaOf(locale: string): string {
  const parts = new Intl.ListFormat(locale, { type: 'unit', style: 'short' }).formatToParts(['a', 'b']);
  return parts.find(({ type }) => type === 'literal')?.value ?? ', ';
}
