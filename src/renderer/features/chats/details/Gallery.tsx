import { type ReactNode, useMemo, useState } from 'react';
import { useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { SentFile } from '@services/workspace/pastWorkspace.ts';
import type { Conversation } from '@services/workspace/workspace.ts';
import { EmptyState } from '@ui/display/EmptyState.tsx';
import { useQuery } from '@ui/hooks/useQuery.ts';
import { Tabs } from '@ui/overlays/Tabs.tsx';
import { type GalleryKind, galleryKinds, kindOf } from './galleryParts.ts';
import { GalleryFiles } from './GalleryFiles.tsx';
import { GalleryLinks } from './GalleryLinks.tsx';
import { GalleryMedia } from './GalleryMedia.tsx';
import styles from './Gallery.module.css';

type Space = Conversation['space'];

/** What was sent in a chat: photos and films, files, voice notes, links, each by month. */
export function Gallery({ space }: { readonly space: Space }): ReactNode {
  const t = useT();
  const workspace = useWorkspace();
  const [chosen, setChosen] = useState<GalleryKind>('media');
  const files = useQuery(useMemo(() => workspace.sentFiles(space), [workspace, space]));
  if (files.status === 'loading') return null;
  const all = files.status === 'ready' ? files.value : [];
  return (
    <div className={styles['gallery']}>
      <Tabs
        label={t('keeping.gallery.kinds')}
        selected={chosen}
        tabs={galleryKinds.map((id) => ({
          id,
          label: t(`keeping.gallery.${id}`),
          content: <Part space={space} kind={id} files={all} />,
        }))}
        onChange={setChosen}
      />
    </div>
  );
}

interface PartProps {
  readonly space: Space;
  readonly kind: GalleryKind;
  readonly files: readonly SentFile[];
}

function Part({ space, kind, files }: PartProps): ReactNode {
  const t = useT();
  const shown = useMemo(() => files.filter((file) => kindOf(file) === kind), [files, kind]);
  if (kind === 'links') return <GalleryLinks space={space} />;
  if (shown.length === 0) {
    return (
      <EmptyState illustration="nothing" title={t(`keeping.gallery.${kind}.none`)}>
        {t('keeping.gallery.none')}
      </EmptyState>
    );
  }
  return kind === 'media' ? <GalleryMedia space={space} files={shown} /> : <GalleryFiles space={space} files={shown} />;
}
