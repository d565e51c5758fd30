import { Pin } from 'lucide-react';
import { memo, type ReactNode, useId, useState } from 'react';
import { readingMinutes } from '@domain/article/words.ts';
import type { ArticleFace } from '@domain/feed/post.ts';
import { useFormats } from '@i18n/useFormats.ts';
import { PersonName, useT } from '@i18n/useT.tsx';
import type { ChannelPostView, ChannelView } from '@services/workspace/channelWorkspace.ts';
import type { PostSale } from '@services/workspace/paidWorkspace.ts';
import { useNow } from '@ui/hooks/useNow.ts';
import { MenuButton } from '@ui/overlays/MenuButton.tsx';
import { PictureLook } from '../article/PictureLook.tsx';
import { ChannelAvatar } from '../ChannelAvatar.tsx';
import { channelHref, postHref } from '../channelPlace.ts';
import { PaidBadge } from '../paid/PaidBadge.tsx';
import { DeletePost } from './DeletePost.tsx';
import styles from './Post.module.css';
import { PostShown } from './PostShown.tsx';
import { postTitle } from './postWords.ts';
import { Reactions } from './Reactions.tsx';
import { isOfFeed, usePostMenu } from './usePostMenu.tsx';

export interface PostCardProps {
  readonly post: ChannelPostView;
  /** Null where it is not known yet. */
  readonly channel: ChannelView | null;
  /** Whether it says whose it is: among posts of all channels. */
  readonly hasChannel: boolean;
}

/** A post in a list: an article by its cover, a short one whole. */
export const PostCard = memo(function PostCard({ post, channel, hasChannel }: PostCardProps): ReactNode {
  const t = useT();
  const id = useId();
  const [isDeleting, setDeleting] = useState(false);
  const menu = usePostMenu(post, channel, () => setDeleting(true));
  const { article, body, person } = post;
  return (
    <article className={styles['post']} aria-labelledby={`${id}-title`} data-post={post.id}>
      <header className={styles['head']}>
        {hasChannel && (
          <a className={styles['from']} href={channelHref(post.channel)} draggable={false}>
            <ChannelAvatar channel={{ id: post.channel, name: person.name, picture: person.picture }} size="small" />
            <PersonName isLine>{person.name}</PersonName>
          </a>
        )}
        <PostTime post={post} />
        {post.isPinned && <Pin className={styles['pin']} role="img" aria-label={t('channels.post.pinned')} />}
        {menu.length > 0 && <MenuButton label={t('channels.post.menu')} items={menu} />}
      </header>
      {article === null ? (
        <>
          <h2 id={`${id}-title`} className={styles['named']}>
            {postTitle(post) || t('channels.post.unnamed')}
          </h2>
          {body !== null && <PostShown body={body} name={person.name} />}
        </>
      ) : (
        <ArticleCard article={article} sale={post.sale} href={postHref(post)} titleId={`${id}-title`} />
      )}
      {!isOfFeed(channel) && <Reactions post={post} />}
      {isDeleting && <DeletePost post={post} onClose={() => setDeleting(false)} />}
    </article>
  );
});

/** When a post was made and changed. */
export function PostTime({ post }: { readonly post: ChannelPostView }): ReactNode {
  const t = useT();
  const formats = useFormats();
  const now = useNow();
  return (
    <span className={styles['when']}>
      <time dateTime={new Date(post.at).toISOString()} title={formats.full(post.at)}>
        {formats.moment(post.at, now)}
      </time>
      {post.editedAt !== null && <span>{t('channels.post.edited')}</span>}
    </span>
  );
}

interface ArticleCardProps {
  readonly article: ArticleFace;
  readonly sale: PostSale | undefined;
  readonly href: string;
  readonly titleId: string;
}

function ArticleCard({ article, sale, href, titleId }: ArticleCardProps): ReactNode {
  const t = useT();
  const { title, summary, cover, series, words } = article;
  return (
    <a className={styles['cover']} href={href} draggable={false}>
      {cover !== null && (
        <span className={styles['picture']}>
          <PictureLook file={cover} alt="" />
        </span>
      )}
      <span className={styles['about']}>
        {series !== '' && (
          <span className={styles['series']}>
            <bdi>{series}</bdi>
          </span>
        )}
        <h2 id={titleId} dir="auto">
          {title}
        </h2>
        {summary !== '' && <span dir="auto">{summary}</span>}
        {sale !== undefined && <PaidBadge sale={sale} />}
        <span className={styles['faint']}>{t('channels.article.minutes', { count: readingMinutes(words) })}</span>
      </span>
    </a>
  );
}
