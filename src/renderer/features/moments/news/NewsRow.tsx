import { Heart, MessageCircle } from 'lucide-react';
import type { ReactNode } from 'react';
import { useFormats } from '@i18n/useFormats.ts';
import { PersonName, T, useT } from '@i18n/useT.tsx';
import { ListRow } from '@ui/display/ListRow.tsx';
import { useNow } from '@ui/hooks/useNow.ts';
import { tameMarks } from '@ui/text/tameMarks.ts';
import { Face } from '../room/Face.tsx';
import styles from './News.module.css';
import type { NewsLine } from './newsLines.ts';

/** What somebody did, or some of them; it leads to the post. */
export function NewsRow({ line }: { readonly line: NewsLine }): ReactNode {
  const t = useT();
  const formats = useFormats();
  const now = useNow();
  const { people, at, text, post } = line;
  return (
    <ListRow
      href={`#/moments/post/${post}`}
      leading={
        <span className={styles['face']}>
          <Face person={people[0]} />
          <span className={styles['what']} data-like={text === null || undefined}>
            {text === null ? <Heart aria-hidden /> : <MessageCircle aria-hidden />}
          </span>
        </span>
      }
      title={<Who people={people} />}
      meta={<time dateTime={new Date(at).toISOString()}>{formats.ago(at, now)}</time>}
      subtitle={text === null ? t('moments.news.liked', { count: people.length }) : <bdi>{tameMarks(text)}</bdi>}
    />
  );
}

function Who({ people }: Pick<NewsLine, 'people'>): ReactNode {
  const [first, second] = people;
  const name = <PersonName>{first.name}</PersonName>;
  if (second === undefined) return name;
  const others = people.length - 1;
  if (others > 1) return <T id="moments.news.many" values={{ name, others }} />;
  return <T id="moments.news.two" values={{ name, other: <PersonName>{second.name}</PersonName> }} />;
}
