import { Trash2 } from 'lucide-react';
import { type ReactNode, useMemo } from 'react';
import type { SpaceId } from '@shared/ids.ts';
import { articleText } from '@domain/article/words.ts';
import { useFormats } from '@i18n/useFormats.ts';
import { isolate, useT } from '@i18n/useT.tsx';
import type { ChannelDraft } from '@services/workspace/channelWorkspace.ts';
import { IconButton } from '@ui/controls/IconButton.tsx';
import { EmptyState } from '@ui/display/EmptyState.tsx';
import { ListRow } from '@ui/display/ListRow.tsx';
import { useNow } from '@ui/hooks/useNow.ts';
import { useQueryValue } from '@ui/hooks/useQuery.ts';
import { channelHref } from '../channelPlace.ts';
import { useChannels, useReport } from '../useChannels.ts';
import styles from './Write.module.css';

/** Articles that are not published, or not published again. */
export function DraftsPage({ channel }: { readonly channel: SpaceId }): ReactNode {
  const t = useT();
  const channels = useChannels();
  const drafts = useQueryValue(
    useMemo(() => channels.drafts(channel), [channels, channel]),
    null,
  );
  if (drafts?.length === 0) {
    return (
      <EmptyState illustration="nothing" title={t('channels.drafts.none')}>
        {t('channels.drafts.none.text')}
      </EmptyState>
    );
  }
  return (
    <div className={styles['drafts']}>
      <h1>{t('channels.drafts')}</h1>
      <ul aria-label={t('channels.drafts')}>
        {(drafts ?? []).map((draft) => (
          <Draft key={draft.id} draft={draft} />
        ))}
      </ul>
    </div>
  );
}

function Draft({ draft }: { readonly draft: ChannelDraft }): ReactNode {
  const t = useT();
  const formats = useFormats();
  const now = useNow();
  const channels = useChannels();
  const report = useReport();
  const title = draft.title || t('channels.draft.untitled');
  const words = articleText(draft.document).slice(0, 160);
  return (
    <li className={styles['draft']}>
      <ListRow
        href={channelHref(draft.channel, `write/${draft.id}`)}
        title={<bdi>{title}</bdi>}
        meta={<time dateTime={new Date(draft.changedAt).toISOString()}>{formats.brief(draft.changedAt, now)}</time>}
        subtitle={
          draft.publishAt === null ? (
            <span dir="auto">{words}</span>
          ) : (
            t('channels.write.scheduled', { time: formats.moment(draft.publishAt, now) })
          )
        }
      />
      <IconButton
        label={t('channels.draft.delete', { name: isolate(title) })}
        icon={<Trash2 aria-hidden />}
        onClick={() => void report(channels.deleteDraft(draft.id))}
      />
    </li>
  );
}
