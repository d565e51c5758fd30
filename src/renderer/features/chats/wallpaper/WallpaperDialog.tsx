import { ImageUp } from 'lucide-react';
import { type ReactNode, useRef, useState } from 'react';
import { MAX_DIM, type Wallpaper, wallpaperPatterns, wallpaperTones } from '@domain/preference/wallpaper.ts';
import { useErrorText } from '@i18n/useErrorText.ts';
import { useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { WorkspaceErrorCode } from '@services/workspace/workspace.ts';
import { Button } from '@ui/controls/Button.tsx';
import { FieldGroup } from '@ui/controls/FieldGroup.tsx';
import { Select } from '@ui/controls/Select.tsx';
import { AlertBanner } from '@ui/feedback/AlertBanner.tsx';
import { useAct } from '@ui/hooks/useAct.ts';
import { Dialog } from '@ui/overlays/Dialog.tsx';
import { FileInput, type FileInputControl } from '@ui/picture/FileInput.tsx';
import styles from './Wallpaper.module.css';
import { WallpaperLook } from './WallpaperLayer.tsx';

export interface WallpaperDialogProps {
  /** What stands there now; null: nothing of its own. */
  readonly wallpaper: Wallpaper | null;
  /** Resolves to whether it was kept. */
  readonly onChoose: (wallpaper: Wallpaper) => Promise<boolean>;
  readonly onClose: () => void;
}

const DIMS = [0, 20, 40, 60, MAX_DIM] as const;
const NOTHING: Wallpaper = { kind: 'none' };

/** What is to stand behind messages: nothing, a pattern in a colour, or an own picture. */
export function WallpaperDialog({ wallpaper, onChoose, onClose }: WallpaperDialogProps): ReactNode {
  const t = useT();
  const errorText = useErrorText();
  const act = useAct<WorkspaceErrorCode>();
  const [draft, setDraft] = useState<Wallpaper>(wallpaper ?? NOTHING);
  const save = async () => {
    if (await onChoose(draft)) onClose();
  };
  return (
    <Dialog
      isOpen
      title={t('keeping.wallpaper')}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button variant="primary" disabled={act.isPending} onClick={() => void save()}>
            {t('common.save')}
          </Button>
        </>
      }
    >
      <div className={styles['form']}>
        {act.error !== null && <AlertBanner tone="danger">{errorText(act.error)}</AlertBanner>}
        <Patterns draft={draft} onChange={setDraft} />
        {draft.kind === 'pattern' && (
          <Select
            label={t('keeping.wallpaper.tone')}
            value={draft.tone}
            options={wallpaperTones.map((value) => ({ value, label: t(`keeping.wallpaper.tone.${value}`) }))}
            onChange={(tone) => setDraft({ ...draft, tone })}
          />
        )}
        <OwnPicture draft={draft} act={act} onChange={setDraft} />
      </div>
    </Dialog>
  );
}

interface PartProps {
  readonly draft: Wallpaper;
  readonly onChange: (wallpaper: Wallpaper) => void;
}

function Patterns({ draft, onChange }: PartProps): ReactNode {
  const t = useT();
  const tone = draft.kind === 'pattern' ? draft.tone : 'sage';
  return (
    <FieldGroup label={t('keeping.wallpaper.patterns')}>
      <div className={styles['tiles']}>
        <Tile
          label={t('keeping.wallpaper.none')}
          wallpaper={NOTHING}
          isChosen={draft.kind === 'none'}
          onChoose={() => onChange(NOTHING)}
        />
        {wallpaperPatterns.map((pattern) => (
          <Tile
            key={pattern}
            label={t(`keeping.wallpaper.pattern.${pattern}`)}
            wallpaper={{ kind: 'pattern', pattern, tone }}
            isChosen={draft.kind === 'pattern' && draft.pattern === pattern}
            onChoose={() => onChange({ kind: 'pattern', pattern, tone })}
          />
        ))}
      </div>
    </FieldGroup>
  );
}

function Tile(props: {
  readonly label: string;
  readonly wallpaper: Wallpaper;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
}): ReactNode {
  return (
    <label className={styles['tile']}>
      <input type="radio" name="wallpaper" checked={props.isChosen} onChange={props.onChoose} />
      <WallpaperLook wallpaper={props.wallpaper} className={styles['swatch'] ?? ''} />
      {props.label}
    </label>
  );
}

function OwnPicture({
  draft,
  act,
  onChange,
}: PartProps & { readonly act: ReturnType<typeof useAct<WorkspaceErrorCode>> }): ReactNode {
  const t = useT();
  const workspace = useWorkspace();
  const input = useRef<FileInputControl>(null);
  const take = (file: File) => act.run(() => workspace.takeWallpaper({ file, asFile: false, caption: '' }), onChange);
  return (
    <FieldGroup label={t('keeping.wallpaper.picture')}>
      {draft.kind === 'picture' && <WallpaperLook wallpaper={draft} className={styles['swatch'] ?? ''} />}
      <div className={styles['own']}>
        <Button icon={<ImageUp aria-hidden />} pending={act.isPending} onClick={() => input.current?.choose()}>
          {t('keeping.wallpaper.take')}
        </Button>
        <FileInput ref={input} accept="image/*" onFile={take} />
      </div>
      {draft.kind === 'picture' && (
        <Select
          label={t('keeping.wallpaper.dim')}
          description={t('keeping.wallpaper.dim.text')}
          value={String(draft.dim)}
          options={[...new Set([...DIMS, draft.dim])]
            .toSorted((one, other) => one - other)
            .map((dim) => ({ value: String(dim), label: t('keeping.wallpaper.dim.by', { percent: dim }) }))}
          onChange={(dim) => onChange({ ...draft, dim: Number(dim) })}
        />
      )}
    </FieldGroup>
  );
}
