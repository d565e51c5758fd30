import { CloudUpload, Lock } from 'lucide-react';
import { memo, type ReactNode, useId, useState } from 'react';
import { useFormats } from '@i18n/useFormats.ts';
import { PersonName, useT } from '@i18n/useT.tsx';
import type { MomentView } from '@services/workspace/momentsWorkspace.ts';
import { MenuButton } from '@ui/overlays/MenuButton.tsx';
import { useNow } from '@ui/hooks/useNow.ts';
import { AudienceDialog } from '../audience/AudienceDialog.tsx';
import { Likes } from '../remarks/Likes.tsx';
import { type Answering, Remarks, type RemarksProps } from '../remarks/Remarks.tsx';
import { remarkDraft } from '../remarks/remarkDrafts.ts';
import { Face } from '../room/Face.tsx';
import { EditDialog } from './EditDialog.tsx';
import { PostActs } from './PostActs.tsx';
import { PostBody } from './PostBody.tsx';
import styles from './Post.module.css';
import { usePostMenu } from './usePostMenu.tsx';

export interface PostCardProps {
  readonly post: MomentView;
  /** Where it stands in a feed, from 0; absent where it stands alone. */
  readonly place?: number;
  /** How many there are; -1 where that is not known. */
  readonly count?: number;
  /** Whether Tab comes to it. */
  readonly isReachable?: boolean;
}

/** A post: who, what, when, and what was said about it. */
export const PostCard = memo(function PostCard({ post, place, count, isReachable = true }: PostCardProps): ReactNode {
  const id = useId();
  const [answering, setAnswering] = useState<Answering | null>(() =>
    remarkDraft(post.id) === '' ? null : { to: null },
  );
  return (
    <div
      role="article"
      className={styles['post']}
      data-post={post.id}
      tabIndex={isReachable ? 0 : -1}
      aria-labelledby={`${id}-name`}
      aria-describedby={`${id}-time`}
      {...(place !== undefined && { 'aria-posinset': place + 1, 'aria-setsize': count })}
    >
      <a className={styles['face']} href={albumOf(post)} tabIndex={-1} aria-hidden draggable={false}>
        <Face person={post.person} />
      </a>
      <div className={styles['inside']}>
        <Head post={post} id={`${id}-name`} />
        <Content post={post} />
        <footer className={styles['foot']}>
          <span id={`${id}-time`} className={styles['when']}>
            <When post={post} />
          </span>
          <PostActs post={post} onRemark={() => setAnswering({ to: null })} />
        </footer>
        <Said post={post} answering={answering} onAnswer={setAnswering} />
      </div>
    </div>
  );
});

/** The address of the album of whoever posted it. */
function albumOf({ person }: MomentView): string {
  return person.own ? '#/moments/mine' : `#/moments/person/${person.account}`;
}

/** Who posted it, and what else can be done with it. */
function Head({ post, id }: { readonly post: MomentView; readonly id: string }): ReactNode {
  const t = useT();
  const [asked, setAsked] = useState<'edit' | 'audience' | null>(null);
  const menu = usePostMenu(post, { onEdit: () => setAsked('edit'), onAudience: () => setAsked('audience') });
  const close = () => setAsked(null);
  return (
    <header className={styles['head']}>
      <h2 id={id}>
        <a href={albumOf(post)}>
          <PersonName>{post.person.name}</PersonName>
        </a>
      </h2>
      <MenuButton label={t('moments.menu')} items={menu} />
      {asked === 'edit' && post.body !== null && <EditDialog post={post.id} text={post.body.text} onClose={close} />}
      {asked === 'audience' && post.audience !== null && <AudienceDialog audience={post.audience} onClose={close} />}
    </header>
  );
}

function Content({ post }: { readonly post: MomentView }): ReactNode {
  const t = useT();
  if (post.body === null) return <p className={styles['coming']}>{t('moments.post.coming')}</p>;
  return <PostBody body={post.body} name={post.person.name} />;
}

/** Likes and remarks; nothing where there are none and none is written. */
function Said(props: RemarksProps): ReactNode {
  const { post, answering } = props;
  if (post.likes.length === 0 && post.remarks.length === 0 && answering === null) return null;
  return (
    <div className={styles['said']}>
      {post.likes.length > 0 && <Likes likes={post.likes} />}
      <Remarks {...props} />
    </div>
  );
}

/** When it was posted, that it was changed, whether it is still only here, and whom an own one is for. */
function When({ post }: { readonly post: MomentView }): ReactNode {
  const t = useT();
  const formats = useFormats();
  const now = useNow();
  const { at, editedAt, waiting, audience } = post;
  const isToday = now - at < 24 * 3_600_000;
  return (
    <>
      <time dateTime={new Date(at).toISOString()} title={formats.full(at)}>
        {isToday ? formats.ago(at, now) : formats.moment(at, now)}
      </time>
      {editedAt !== null && <span>{t('moments.edited')}</span>}
      {audience !== null && audience.kind !== 'contacts' && (
        <span className={styles['mark']}>
          <Lock aria-hidden />
          {t(`moments.audience.short.${audience.kind}`)}
        </span>
      )}
      {waiting && (
        <span className={styles['mark']}>
          <CloudUpload aria-hidden />
          {t('moments.waiting')}
        </span>
      )}
    </>
  );
}
