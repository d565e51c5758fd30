import { Plus } from 'lucide-react';
import { type ReactNode, Suspense, useMemo, useState } from 'react';
import type { AccountId } from '@shared/ids.ts';
import { isolate, PersonName, useT } from '@i18n/useT.tsx';
import type { StoryShelf } from '@services/workspace/momentsWorkspace.ts';
import { Avatar } from '@ui/display/Avatar.tsx';
import { useQueryValue } from '@ui/hooks/useQuery.ts';
import { lazy } from '@ui/loading/lazy.ts';
import { useLeavingPosts } from '../post/LeavingScope.tsx';
import { Face } from '../room/Face.tsx';
import { useMoments } from '../room/useMoments.ts';
import { useSelf } from '../room/useSelf.ts';
import styles from './Stories.module.css';

const StoryViewer = lazy(() => import('./StoryViewer.tsx').then((module) => ({ default: module.StoryViewer })));
const NONE: readonly StoryShelf[] = [];

/** Faces with a ring, one for each who has stories now: a press looks at them. Oneself comes first. */
export function StoriesRow(): ReactNode {
  const t = useT();
  const moments = useMoments();
  const leaving = useLeavingPosts();
  const all = useQueryValue(
    useMemo(() => moments.stories(), [moments]),
    NONE,
  );
  const shelves = useMemo(
    () =>
      all
        .map((shelf) => ({ ...shelf, stories: shelf.stories.filter(({ id }) => !leaving.has(id)) }))
        .filter(({ stories }) => stories.length > 0),
    [all, leaving],
  );
  const [open, setOpen] = useState<AccountId | null>(null);
  return (
    <nav className={styles['row']} aria-label={t('moments.stories')}>
      <ul>
        <li>
          <AddStory />
        </li>
        {shelves.map((shelf) => (
          <li key={shelf.person.account}>
            <StoryFace shelf={shelf} onOpen={() => setOpen(shelf.person.account)} />
          </li>
        ))}
      </ul>
      {open !== null && (
        <Suspense fallback={null}>
          <StoryViewer shelves={shelves} start={open} onClose={() => setOpen(null)} />
        </Suspense>
      )}
    </nav>
  );
}

function AddStory(): ReactNode {
  const t = useT();
  const self = useSelf();
  return (
    <a className={styles['story']} href="#/moments/new/story" draggable={false}>
      <span className={styles['add']}>
        {self !== null && (
          <Avatar account={self.account} name={self.profile.name} avatar={self.profile.avatar} size="large" />
        )}
        <span className={styles['plus']}>
          <Plus aria-hidden />
        </span>
      </span>
      <span className={styles['name']}>{t('moments.story.add')}</span>
    </a>
  );
}

function StoryFace({ shelf, onOpen }: { readonly shelf: StoryShelf; readonly onOpen: () => void }): ReactNode {
  const t = useT();
  const { person, stories, isNew } = shelf;
  const values = { name: isolate(person.own ? t('common.you') : person.name), count: stories.length };
  return (
    <button
      type="button"
      className={styles['story']}
      aria-label={isNew ? t('moments.story.open.new', values) : t('moments.story.open', values)}
      onClick={onOpen}
    >
      <span className={styles['ring']} data-new={isNew || undefined}>
        <Face person={person} size="large" />
      </span>
      <span className={styles['name']}>
        <PersonName isLine>{person.own ? t('moments.story.own') : person.name}</PersonName>
      </span>
    </button>
  );
}
