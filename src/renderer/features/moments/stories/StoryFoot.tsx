import { Eye, Heart } from 'lucide-react';
import { type ReactNode, useMemo } from 'react';
import type { EventId } from '@shared/ids.ts';
import { useFormats } from '@i18n/useFormats.ts';
import { PersonName, useT } from '@i18n/useT.tsx';
import type { FeedPerson } from '@services/workspace/feedViews.ts';
import type { MomentView } from '@services/workspace/momentsWorkspace.ts';
import { useQueryValue } from '@ui/hooks/useQuery.ts';
import { useNow } from '@ui/hooks/useNow.ts';
import { useLike } from '../post/useLike.ts';
import { Face } from '../room/Face.tsx';
import { useMoments } from '../room/useMoments.ts';
import styles from './Viewer.module.css';

export interface StoryFootProps {
  readonly story: MomentView;
  /** Whether who looked is shown. */
  readonly isOpen: boolean;
  readonly onOpen: (isOpen: boolean) => void;
}

type Viewers = readonly { readonly person: FeedPerson; readonly at: number }[];
const NOBODY: Viewers = [];

/** Below a story: who looked at an own one, else a way to like it. */
export function StoryFoot({ story, isOpen, onOpen }: StoryFootProps): ReactNode {
  return (
    <footer className={styles['foot']}>
      {story.person.own ? <Viewed id={story.id} isOpen={isOpen} onOpen={onOpen} /> : <Like story={story} />}
    </footer>
  );
}

function Like({ story }: { readonly story: MomentView }): ReactNode {
  const t = useT();
  const like = useLike(story);
  const isLiked = story.ownMark !== null;
  return (
    <button
      type="button"
      className={styles['like']}
      aria-pressed={isLiked}
      aria-label={t('moments.like')}
      onClick={like}
    >
      <Heart aria-hidden />
    </button>
  );
}

interface ViewedProps extends Pick<StoryFootProps, 'isOpen' | 'onOpen'> {
  readonly id: EventId;
}

function Viewed({ id, isOpen, onOpen }: ViewedProps): ReactNode {
  const t = useT();
  const formats = useFormats();
  const now = useNow();
  const moments = useMoments();
  const viewers = useQueryValue(
    useMemo(() => moments.viewers(id), [moments, id]),
    NOBODY,
  );
  return (
    <>
      <button type="button" className={styles['viewed']} aria-expanded={isOpen} onClick={() => onOpen(!isOpen)}>
        <Eye aria-hidden />
        {t('moments.story.viewed', { count: viewers.length })}
      </button>
      {isOpen && viewers.length > 0 && (
        <ul className={styles['viewers']} aria-label={t('moments.story.viewers')}>
          {viewers.map(({ person, at }) => (
            <li key={person.account}>
              <Face person={person} size="small" />
              <PersonName isLine>{person.name}</PersonName>
              <time dateTime={new Date(at).toISOString()}>{formats.ago(at, now)}</time>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
