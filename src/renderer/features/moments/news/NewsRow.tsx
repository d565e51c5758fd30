import { Heart, MessageCircle } from 'lucide-react';
import type { ReactNode } from 'react';
import { useFormats } from '@i18n/useFormats.ts';
import { PersonName, useT } from '@i18n/useT.tsx';
import type { MomentNews } from '@services/workspace/momentsWorkspace.ts';
import { ListRow } from '@ui/display/ListRow.tsx';
import { useNow } from '@ui/hooks/useNow.ts';
import { tameMarks } from '@ui/text/tameMarks.ts';
import { Face } from '../room/Face.tsx';
import styles from './News.module.css';

/** What somebody did; it leads to the post. */
export function NewsRow({ news }: { readonly news: MomentNews }): ReactNode {
  const t = useT();
  const formats = useFormats();
  const now = useNow();
  const { person, at, text, post } = news;
  return (
    <ListRow
      href={`#/moments/post/${post}`}
      leading={
        <span className={styles['face']}>
          <Face person={person} />
          <span className={styles['what']} data-like={text === null || undefined}>
            {text === null ? <Heart aria-hidden /> : <MessageCircle aria-hidden />}
          </span>
        </span>
      }
      title={<PersonName>{person.name}</PersonName>}
      meta={<time dateTime={new Date(at).toISOString()}>{formats.ago(at, now)}</time>}
      subtitle={text === null ? t('moments.news.liked') : <bdi>{tameMarks(text)}</bdi>}
    />
  );
}
