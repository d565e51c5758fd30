import { ChevronDown, ChevronUp, FolderPlus, Image, Pencil, Trash2 } from 'lucide-react';
import { type ReactNode, useMemo, useState } from 'react';
import { type Folder, MAX_FOLDERS, emptyRule } from '@domain/preference/folders.ts';
import { isolate, useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import { Button } from '@ui/controls/Button.tsx';
import { IconButton } from '@ui/controls/IconButton.tsx';
import { useToast } from '@ui/feedback/Toasts.tsx';
import { useQueryValue } from '@ui/hooks/useQuery.ts';
import { Plain, Row, Section } from '@ui/layout/Panel.tsx';
import { Imports } from '../importing/Imports.tsx';
import { WallpaperDialog } from '../wallpaper/WallpaperDialog.tsx';
import { FolderDialog } from './FolderDialog.tsx';
import styles from './Keeping.module.css';
import { NOTHING_KEPT } from './nothingKept.ts';
import { useTold } from './useChoose.ts';

/** What is chosen for all chats: their folders, and what stands behind their messages. */
export function ChatKeeping(): ReactNode {
  const workspace = useWorkspace();
  const { folders, wallpaper } = useQueryValue(
    useMemo(() => workspace.housekeeping(), [workspace]),
    NOTHING_KEPT,
  );
  return (
    <>
      <Folders folders={folders} />
      <CommonWallpaper wallpaper={wallpaper} />
      <Imports />
    </>
  );
}

function Folders({ folders }: { readonly folders: readonly Folder[] }): ReactNode {
  const t = useT();
  const [edited, setEdited] = useState<Folder | 'new' | null>(null);
  return (
    <Section title={t('keeping.folders')} description={t('keeping.folders.text')}>
      {folders.map((folder, place) => (
        <FolderRow key={folder.id} {...{ folder, folders, place }} onEdit={() => setEdited(folder)} />
      ))}
      <Plain>
        <Button
          icon={<FolderPlus aria-hidden />}
          disabled={folders.length >= MAX_FOLDERS}
          onClick={() => setEdited('new')}
        >
          {t('keeping.folders.new')}
        </Button>
      </Plain>
      {edited !== null && (
        <FolderDialog
          folder={edited === 'new' ? null : edited}
          start={edited === 'new' ? { name: '', rule: emptyRule, chosen: [] } : edited}
          onClose={() => setEdited(null)}
        />
      )}
    </Section>
  );
}

interface FolderRowProps {
  readonly folder: Folder;
  readonly folders: readonly Folder[];
  readonly place: number;
  readonly onEdit: () => void;
}

function FolderRow({ folder, folders, place, onEdit }: FolderRowProps): ReactNode {
  const t = useT();
  const toast = useToast();
  const workspace = useWorkspace();
  const told = useTold();
  const name = isolate(folder.name);
  const move = (step: number) => {
    const others = folders.filter(({ id }) => id !== folder.id).map(({ id }) => id);
    void told(() => workspace.orderFolders(others.toSpliced(place + step, 0, folder.id)));
  };
  const remove = async () => {
    const { place: _place, ...draft } = folder;
    if (!(await told(() => workspace.removeFolder(folder.id)))) return;
    toast({
      text: t('keeping.folders.removed', { name }),
      action: { label: t('common.undo'), onAction: () => void told(() => workspace.saveFolder(draft)) },
    });
  };
  return (
    <Row title={<bdi dir="auto">{folder.name}</bdi>}>
      <span className={styles['tools']}>
        <IconButton
          label={t('keeping.folders.up', { name })}
          icon={<ChevronUp aria-hidden />}
          disabled={place === 0}
          onClick={() => move(-1)}
        />
        <IconButton
          label={t('keeping.folders.down', { name })}
          icon={<ChevronDown aria-hidden />}
          disabled={place === folders.length - 1}
          onClick={() => move(1)}
        />
        <IconButton label={t('keeping.folders.edit', { name })} icon={<Pencil aria-hidden />} onClick={onEdit} />
        <IconButton
          label={t('keeping.folders.remove', { name })}
          icon={<Trash2 aria-hidden />}
          onClick={() => void remove()}
        />
      </span>
    </Row>
  );
}

function CommonWallpaper({ wallpaper }: Pick<typeof NOTHING_KEPT, 'wallpaper'>): ReactNode {
  const t = useT();
  const workspace = useWorkspace();
  const told = useTold();
  const [isAsking, setAsking] = useState(false);
  return (
    <Section title={t('keeping.look')}>
      <Row icon={<Image aria-hidden />} title={t('keeping.wallpaper')} text={t('keeping.wallpaper.all')}>
        <Button onClick={() => setAsking(true)}>{t('keeping.wallpaper.choose')}</Button>
      </Row>
      {isAsking && (
        <WallpaperDialog
          wallpaper={wallpaper}
          onChoose={(chosen) => told(() => workspace.setWallpaper(chosen))}
          onClose={() => setAsking(false)}
        />
      )}
    </Section>
  );
}
