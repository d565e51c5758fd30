import { type ReactNode, Suspense, use, useCallback, useMemo, useRef, useState } from 'react';
import { MAX_SUMMARY, MAX_TITLE } from '@domain/feed/post.ts';
import { useFormats } from '@i18n/useFormats.ts';
import { useT } from '@i18n/useT.tsx';
import type { ChannelDraft } from '@services/workspace/channelWorkspace.ts';
import { Button } from '@ui/controls/Button.tsx';
import { EmptyState } from '@ui/display/EmptyState.tsx';
import { useToast } from '@ui/feedback/Toasts.tsx';
import { Spinner } from '@ui/feedback/Spinner.tsx';
import { useQuery } from '@ui/hooks/useQuery.ts';
import { lazy } from '@ui/loading/lazy.ts';
import { ChannelLinksContext } from '../channelLinks.ts';
import { ReadArticle } from '../post/PostPage.tsx';
import { useChannel, useChannels, useReport } from '../useChannels.ts';
import { PublishDialog } from './PublishDialog.tsx';
import { useDraftSaver } from './useDraftSaver.ts';
import { useEditorTools } from './useEditorTools.ts';
import type { ArticleEditorControl } from '../editor/ArticleEditor.tsx';
import styles from './Write.module.css';

const ArticleEditor = lazy(() =>
  import('../editor/ArticleEditor.tsx').then((module) => ({ default: module.ArticleEditor })),
);

/** A draft of an article, being written. */
export function WritePage({ id }: { readonly id: string }): ReactNode {
  const t = useT();
  const channels = useChannels();
  const query = useQuery(useMemo(() => channels.draft(id), [channels, id]));
  const [first, setFirst] = useState<ChannelDraft | null>(null);
  // What is written is newer than what is kept: only the first of it is taken.
  if (first === null && query.status === 'ready' && query.value !== null) setFirst(query.value);
  if (first !== null) return <Writer draft={first} />;
  if (query.status === 'loading') return <div className={styles['page']} aria-busy="true" />;
  return (
    <EmptyState illustration="nothing" title={t('channels.draft.missing')}>
      {t('channels.draft.missing.text')}
    </EmptyState>
  );
}

type Asked = 'publish' | 'preview';

function Writer({ draft: first }: { readonly draft: ChannelDraft }): ReactNode {
  const t = useT();
  const editor = useRef<ArticleEditorControl | null>(null);
  // Kept when the editor goes: what was written last is kept after that.
  const hold = useCallback((control: ArticleEditorControl | null) => {
    if (control !== null) editor.current = control;
  }, []);
  const saver = useDraftSaver(first, () => editor.current?.document() ?? null);
  const { draft, change } = saver;
  const [asked, setAsked] = useState<Asked | null>(null);
  const tools = useEditorTools();
  const publishing = usePublishing(saver);
  const ask = (what: Asked) => {
    saver.take();
    setAsked(what);
  };
  return (
    <div className={styles['page']}>
      <header className={styles['bar']}>
        <SaveState saver={saver} />
        <Button
          aria-pressed={asked === 'preview'}
          onClick={() => (asked === 'preview' ? setAsked(null) : ask('preview'))}
        >
          {t(asked === 'preview' ? 'channels.write.goOn' : 'channels.write.preview')}
        </Button>
        <Button variant="primary" disabled={draft.title.trim() === ''} onClick={() => ask('publish')}>
          {t(publishLabel(draft, publishing.isWriter))}
        </Button>
      </header>
      <div className={styles['scroll']}>
        <div className={styles['column']} hidden={asked === 'preview'}>
          <input
            className={styles['title']}
            aria-label={t('channels.write.title')}
            placeholder={t('channels.write.title')}
            dir="auto"
            // Who begins an article begins with its title.
            // oxlint-disable-next-line jsx-a11y/no-autofocus -- the page was opened to write
            autoFocus={draft.title === ''}
            maxLength={MAX_TITLE}
            value={draft.title}
            onChange={(event) => change({ title: event.target.value })}
            onKeyDown={(event) => {
              if (event.key !== 'Enter') return;
              event.preventDefault();
              editor.current?.focus();
            }}
          />
          <textarea
            className={styles['summary']}
            aria-label={t('channels.write.summary')}
            placeholder={t('channels.write.summary')}
            dir="auto"
            rows={1}
            maxLength={MAX_SUMMARY}
            value={draft.summary}
            onChange={(event) => change({ summary: event.target.value.replaceAll('\n', ' ') })}
          />
          <Suspense fallback={<Spinner />}>
            <ArticleEditor ref={hold} document={first.document} tools={tools} onChange={saver.touch} />
          </Suspense>
        </div>
        {asked === 'preview' && <Preview draft={draft} />}
      </div>
      {asked === 'publish' && (
        <PublishDialog
          draft={draft}
          isPending={publishing.isPending}
          isWriter={publishing.isWriter}
          onChange={change}
          onSale={saver.sell}
          onPublish={() => void publishing.publish()}
          onSchedule={(publishAt) => void publishing.schedule(publishAt)}
          onClose={() => setAsked(null)}
        />
      )}
    </div>
  );
}

/** Writers hand in what an editor publishes. */
function publishLabel({ post }: ChannelDraft, isWriter: boolean) {
  if (isWriter) return 'channels.write.handIn';
  return post === null ? 'channels.write.publish' : 'channels.write.publishChange';
}

function usePublishing(saver: ReturnType<typeof useDraftSaver>) {
  const t = useT();
  const toast = useToast();
  const channels = useChannels();
  const report = useReport();
  const query = useChannel(saver.draft.channel);
  const isWriter = query.status === 'ready' && query.value?.role === 'writer';
  const { onOpenChannel } = use(ChannelLinksContext);
  const [isPending, setPending] = useState(false);
  const run = async (work: () => Promise<void>) => {
    setPending(true);
    await work();
    setPending(false);
  };
  return {
    isPending,
    isWriter,
    publish: () =>
      run(async () => {
        const kept = await saver.save({ publishAt: null });
        if (kept === null) return;
        const made = await report(channels.publishArticle(kept));
        if (made === null) return;
        saver.close();
        if (isWriter) toast({ text: t('channels.write.handedIn') });
        onOpenChannel(isWriter ? saver.draft.channel : `${saver.draft.channel}/post/${made.value.post}`);
      }),
    schedule: (publishAt: number) =>
      run(async () => {
        const { id, channel } = saver.draft;
        const kept = await saver.save({ publishAt });
        // It became a draft of its own: what was chosen just now is this one's time all the same.
        const timed = kept === null || kept === id ? kept : await saver.save({ publishAt });
        if (timed !== null) onOpenChannel(`${channel}/drafts`);
      }),
  };
}

function Preview({ draft }: { readonly draft: ChannelDraft }): ReactNode {
  const t = useT();
  return (
    <article className={styles['preview']} aria-label={t('channels.write.preview')}>
      {draft.series !== '' && (
        <p className={styles['series']}>
          <bdi>{draft.series}</bdi>
        </p>
      )}
      <h1 dir="auto">{draft.title}</h1>
      {draft.summary !== '' && (
        <p className={styles['lead']} dir="auto">
          {draft.summary}
        </p>
      )}
      <ReadArticle title={draft.title} document={draft.document} />
    </article>
  );
}

function SaveState({ saver }: { readonly saver: ReturnType<typeof useDraftSaver> }): ReactNode {
  const t = useT();
  const formats = useFormats();
  const { state, draft } = saver;
  return (
    <p className={styles['saved']} role="status" data-state={state}>
      {t(`channels.write.state.${state}`)}
      {draft.publishAt !== null && ` · ${t('channels.write.scheduled', { time: formats.moment(draft.publishAt) })}`}
    </p>
  );
}
