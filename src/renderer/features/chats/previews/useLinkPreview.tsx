import { type ReactNode, useEffect, useMemo, useState } from 'react';
import type { LinkPreview } from '@domain/chat/linkPreview.ts';
import { defaultSettings } from '@domain/settings/settings.ts';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { TextExtras } from '@services/workspace/messageWorkspace.ts';
import { useQueryValue } from '@ui/hooks/useQuery.ts';
import { firstPage } from './pageLinks.ts';
import { PreviewBar } from './PreviewBar.tsx';

/** An address that is still being typed is not fetched: it has to stand for so long, ms. */
const SETTLED_AFTER = 700;

/** What is shown of the page that words link to, before they are sent. */
export interface LinkPreviewDraft {
  /** Above the field, while there is something to say. */
  readonly bar: ReactNode;
  /** Gives what goes along with the words, and begins anew. Nothing is waited for: what is not here yet does not go along. */
  readonly take: () => Pick<TextExtras, 'preview'>;
}

interface Asked {
  readonly url: string;
  /** Null: it shows nothing; undefined: it is being fetched. */
  readonly preview: LinkPreview | null | undefined;
}

/** Fetches what the first link of the words is shown with, where the person has that on, and only for words that are new. */
export function useLinkPreview(words: string, isEditing: boolean, onLeave: () => void): LinkPreviewDraft {
  const workspace = useWorkspace();
  const settings = useQueryValue(
    useMemo(() => workspace.settings(), [workspace]),
    defaultSettings,
  );
  const [asked, setAsked] = useState<Asked | null>(null);
  /** Of which page none is wanted. */
  const [unwanted, setUnwanted] = useState<string | null>(null);
  /** Words of before that nobody touched are asked for no second time, whenever their chat is opened. */
  const [restored] = useState(words);
  const isOn = settings.linkPreviews && !isEditing && words !== restored;
  const linked = useMemo(() => (isOn ? firstPage(words) : null), [isOn, words]);
  const page = linked === unwanted ? null : linked;
  const current = asked !== null && asked.url === page ? asked : null;
  const isNew = page !== null && current === null;
  useEffect(() => {
    if (page === null || !isNew) return undefined;
    const timer = setTimeout(() => {
      setAsked({ url: page, preview: undefined });
      void workspace.previewLink(page).then((made) => {
        const preview = made.ok ? made.value : null;
        setAsked((before) => (before?.url === page ? { url: page, preview } : before));
      });
    }, SETTLED_AFTER);
    return () => clearTimeout(timer);
  }, [workspace, page, isNew]);
  return {
    bar: current !== null && current.preview !== null && (
      <PreviewBar
        url={current.url}
        preview={current.preview ?? null}
        onLeave={() => {
          setUnwanted(current.url);
          onLeave();
        }}
      />
    ),
    take: () => {
      setAsked(null);
      setUnwanted(null);
      return current?.preview ? { preview: current.preview } : {};
    },
  };
}
