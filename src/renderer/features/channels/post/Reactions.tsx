import { MessageSquare, SmilePlus } from 'lucide-react';
import { type ReactNode, useRef } from 'react';
import { useFormats } from '@i18n/useFormats.ts';
import { useT } from '@i18n/useT.tsx';
import type { ChannelPostView } from '@services/workspace/channelWorkspace.ts';
import { useMenu } from '@ui/overlays/useMenu.tsx';
import { postHref } from '../channelPlace.ts';
import { useChannels, useReport } from '../useChannels.ts';
import styles from './Post.module.css';

const MARKS = ['👍', '❤️', '😂', '😮', '😢', '🎉'] as const;

/** What readers think of a post, as its editors counted it; one's own sign can be given, changed and taken back. */
export function Reactions({ post }: { readonly post: ChannelPostView }): ReactNode {
  const t = useT();
  const formats = useFormats();
  const channels = useChannels();
  const report = useReport();
  const button = useRef<HTMLButtonElement>(null);
  const { menu, open } = useMenu();
  const mark = (chosen: string) =>
    void report(channels.markChannelPost(post.id, chosen === post.ownMark ? null : chosen));
  const choose = () => {
    if (button.current === null) return;
    const items = MARKS.map((one) => ({ id: one, label: one, onAction: () => mark(one) }));
    open({ anchor: button.current, label: t('channels.react'), items });
  };
  return (
    <div className={styles['reactions']}>
      {post.reactions.map(({ mark: one, count }) => (
        <button
          key={one}
          type="button"
          className={styles['reaction']}
          aria-pressed={one === post.ownMark}
          aria-label={t('channels.react.count', { mark: one, count })}
          data-tooltip={t('channels.react.counted')}
          onClick={() => mark(one)}
        >
          <span aria-hidden>{one}</span>
          <span aria-hidden>{formats.number(count)}</span>
        </button>
      ))}
      <button
        ref={button}
        type="button"
        className={styles['reaction']}
        aria-haspopup="menu"
        aria-label={t('channels.react')}
        data-tooltip={t('channels.react')}
        onClick={choose}
      >
        <SmilePlus aria-hidden />
      </button>
      {menu}
      {(post.comments !== 'off' || post.remarks.length > 0) && (
        <a className={styles['reaction']} href={postHref(post)} draggable={false}>
          <MessageSquare aria-hidden />
          <span>{t('channels.comments.count', { count: post.remarks.length })}</span>
        </a>
      )}
    </div>
  );
}
