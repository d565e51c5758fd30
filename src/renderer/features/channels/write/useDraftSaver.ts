import { useCallback, useEffect, useRef, useState } from 'react';
import type { ArticleDocument } from '@domain/article/document.ts';
import { trimArticle } from '@domain/article/tidy.ts';
import type { ChannelDraft } from '@services/workspace/channelWorkspace.ts';
import type { DraftSale } from '@services/workspace/paidWorkspace.ts';
import { useChannels, useReport } from '../useChannels.ts';

/** After so long without a change a draft is kept, ms. */
const REST = 700;

/** What is kept when it is to go out: when, and without empty lines at its ends. */
export interface LastSaving {
  readonly publishAt: number | null;
}

/** A draft as it is written, and how far it is kept. */
export interface DraftSaver {
  readonly draft: ChannelDraft;
  readonly state: 'saved' | 'saving' | 'failed';
  /** Changes what stands around the text. */
  readonly change: (part: Partial<Pick<ChannelDraft, 'title' | 'summary' | 'series' | 'publishAt'>>) => void;
  /** Says how it is to be sold; undefined: everybody may read it. */
  readonly sell: (sale: DraftSale | undefined) => void;
  /** The text was changed. */
  readonly touch: () => void;
  /** Takes the text out of the editor, to show it. */
  readonly take: () => void;
  /** Keeps it now. Under which id it is kept; null where that failed, which the person was told. */
  readonly save: (last?: LastSaving) => Promise<string | null>;
  /** It is a draft no more: nothing is kept when the page goes. */
  readonly close: () => void;
}

/** Keeps a draft by itself: a moment after each change, and when the page is left. */
export function useDraftSaver(first: ChannelDraft, read: () => ArticleDocument | null): DraftSaver {
  const channels = useChannels();
  const report = useReport();
  const [draft, setDraft] = useState(first);
  const [state, setState] = useState<DraftSaver['state']>('saved');
  const held = useRef<HeldDraft>({
    ...{ draft: first, isDirty: false, isClosed: false, read, timer: 0 },
    saved: Promise.resolve(first.id),
  });
  useEffect(() => {
    held.current.read = read;
  }, [read]);

  const keep = useCallback(
    async (written: Omit<ChannelDraft, 'changedAt'>): Promise<string | null> => {
      const now = held.current;
      const { id, changedAt: base } = now.draft;
      // It became a draft of its own after this was asked for: the time was the other's.
      const publishAt = written.id === id ? written.publishAt : null;
      const done = await report(channels.saveArticle({ ...written, id, base, publishAt }));
      if (done === null) now.isDirty = true;
      // Where another device of this person changed it meanwhile, this goes on as a draft of its own, without a time.
      else now.draft = { ...now.draft, ...(done.value.id === id ? { changedAt: done.value.changedAt } : done.value) };
      setDraft(now.draft);
      setState(done === null ? 'failed' : now.isDirty ? 'saving' : 'saved');
      return done?.value.id ?? null;
    },
    [channels, report],
  );
  const save = useCallback(
    async (last?: LastSaving): Promise<string | null> => {
      const now = held.current;
      clearTimeout(now.timer);
      if (now.isClosed) return now.draft.id;
      const document = now.read() ?? now.draft.document;
      now.draft = { ...now.draft, ...last, document: last === undefined ? document : trimArticle(document) };
      now.isDirty = false;
      setDraft(now.draft);
      setState('saving');
      const { changedAt: _at, ...written } = now.draft;
      // One after another: each is made of the one before.
      now.saved = now.saved.then(() => keep(written));
      return now.saved;
    },
    [keep],
  );
  const touch = useCallback(() => {
    const now = held.current;
    now.isDirty = true;
    setState('saving');
    clearTimeout(now.timer);
    now.timer = Number(setTimeout(() => void save(), REST));
  }, [save]);
  useLeaving(held, save);
  return {
    draft,
    state,
    touch,
    save,
    change: (part) => {
      held.current.draft = { ...held.current.draft, ...part };
      setDraft(held.current.draft);
      touch();
    },
    sell: (sale) => {
      const { sale: _sale, ...rest } = held.current.draft;
      held.current.draft = sale === undefined ? rest : { ...rest, sale };
      setDraft(held.current.draft);
      touch();
    },
    take: () => {
      held.current.draft = { ...held.current.draft, document: read() ?? held.current.draft.document };
      setDraft(held.current.draft);
    },
    close: () => {
      held.current.isClosed = true;
    },
  };
}

interface HeldDraft {
  draft: ChannelDraft;
  isDirty: boolean;
  isClosed: boolean;
  read: () => ArticleDocument | null;
  timer: number;
  /** Ends when all that was to be kept is. */
  saved: Promise<string | null>;
}

interface Held {
  readonly current: { readonly isDirty: boolean; readonly timer: number };
}

/** Keeps what is not kept yet when the page is left or hidden. */
function useLeaving(held: Held, save: () => Promise<unknown>): void {
  useEffect(() => {
    const leave = () => {
      if (held.current.isDirty) void save();
    };
    document.addEventListener('visibilitychange', leave);
    window.addEventListener('pagehide', leave);
    return () => {
      document.removeEventListener('visibilitychange', leave);
      window.removeEventListener('pagehide', leave);
      leave();
    };
  }, [held, save]);
}
