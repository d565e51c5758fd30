import type { ReactNode } from 'react';
import { MAX_REMARK, MAX_REMARK_NAME } from '@domain/feed/note.ts';
import { useErrorText } from '@i18n/useErrorText.ts';
import { useFormats } from '@i18n/useFormats.ts';
import { isolate, PersonName, useT } from '@i18n/useT.tsx';
import type { ChannelPostView, ChannelView } from '@services/workspace/channelWorkspace.ts';
import { Button } from '@ui/controls/Button.tsx';
import { TextArea, TextField } from '@ui/controls/TextField.tsx';
import { AlertBanner } from '@ui/feedback/AlertBanner.tsx';
import { useNow } from '@ui/hooks/useNow.ts';
import { MessageText } from '@ui/text/MessageText.tsx';
import { useChannels, useReport } from '../useChannels.ts';
import { useRemark } from '../useRemark.ts';
import styles from './Comments.module.css';

export interface CommentsProps {
  readonly post: ChannelPostView;
  readonly channel: ChannelView | null;
}

/** What readers say about a post, own words that wait among it, and a place to write. */
export function Comments({ post, channel }: CommentsProps): ReactNode {
  const t = useT();
  if (post.comments === 'off' && post.remarks.length === 0) {
    return <p className={styles['off']}>{t('channels.comments.off')}</p>;
  }
  // Who goes by nothing, or by the name of the channel itself, is one of its readers.
  const nameOf = (remark: ChannelPostView['remarks'][number]) => remark.person.name || t('channels.comments.reader');
  const isEditor = channel !== null && (channel.role === 'owner' || channel.role === 'editor');
  return (
    <section className={styles['comments']} aria-label={t('channels.comments')}>
      <h2>{t('channels.comments')}</h2>
      {post.remarks.length === 0 && post.sent.length === 0 && (
        <p className={styles['off']}>{t('channels.comments.none')}</p>
      )}
      <ul>
        {post.remarks.map((remark) => (
          <li key={remark.id} className={styles['comment']}>
            <Said name={nameOf(remark)} at={remark.at} text={remark.text} />
            {isEditor && <Hide post={post} comment={remark.id} name={nameOf(remark)} />}
          </li>
        ))}
        {post.sent.map((sent) => (
          <li key={`${sent.at} ${sent.text}`} className={styles['comment']} data-state={sent.state}>
            <Said name={t('channels.comments.you')} at={sent.at} text={sent.text} />
            <span className={styles['state']} role="status">
              {t(`channels.comments.state.${sent.state}`)}
            </span>
          </li>
        ))}
      </ul>
      {post.comments === 'off' ? <p className={styles['off']}>{t('channels.comments.off')}</p> : <Write post={post} />}
    </section>
  );
}

function Said({ name, at, text }: { readonly name: string; readonly at: number; readonly text: string }): ReactNode {
  const formats = useFormats();
  const now = useNow();
  return (
    <>
      <p className={styles['who']}>
        <strong>
          <PersonName>{name}</PersonName>
        </strong>
        <time dateTime={new Date(at).toISOString()}>{formats.moment(at, now)}</time>
      </p>
      <p className={styles['words']} dir="auto">
        <MessageText text={text} hasTabStops />
      </p>
    </>
  );
}

interface HideProps {
  readonly post: ChannelPostView;
  readonly comment: ChannelPostView['remarks'][number]['id'];
  readonly name: string;
}

function Hide({ post, comment, name }: HideProps): ReactNode {
  const t = useT();
  const channels = useChannels();
  const report = useReport();
  return (
    <Button
      size="small"
      variant="quiet"
      aria-label={t('channels.comments.hide.of', { name: isolate(name) })}
      onClick={() => void report(channels.hideComment(post.id, comment))}
    >
      {t('channels.comments.hide')}
    </Button>
  );
}

function Write({ post }: { readonly post: ChannelPostView }): ReactNode {
  const t = useT();
  const errorText = useErrorText();
  const channels = useChannels();
  const remark = useRemark('', (said) => channels.commentOnChannel(post.id, said));
  return (
    <form className={styles['write']} onSubmit={remark.submit}>
      <TextArea
        label={t('channels.comments.write')}
        labelHidden
        placeholder={t('channels.comments.write')}
        rows={2}
        maxLength={MAX_REMARK}
        {...remark.text}
      />
      <div className={styles['foot']}>
        <TextField label={t('channels.comments.name')} maxLength={MAX_REMARK_NAME} {...remark.name} />
        <Button variant="primary" type="submit" pending={remark.isPending} disabled={!remark.isReady}>
          {t('channels.comments.send')}
        </Button>
      </div>
      <p className={styles['off']}>
        {t(post.comments === 'moderated' ? 'channels.comments.moderated' : 'channels.comments.open')}
      </p>
      {remark.error !== null && <AlertBanner tone="danger">{errorText(remark.error)}</AlertBanner>}
    </form>
  );
}
