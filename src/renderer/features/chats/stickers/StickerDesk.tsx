import { type ReactNode, useEffect, useRef, useState } from 'react';
import { type KeptSticker, STICKER_SIDE } from '@domain/sticker/kept.ts';
import { useErrorText } from '@i18n/useErrorText.ts';
import { useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { Outcome, WorkspaceErrorCode } from '@services/workspace/workspace.ts';
import { useToast } from '@ui/feedback/Toasts.tsx';
import { useAct } from '@ui/hooks/useAct.ts';
import { FileInput, type FileInputControl } from '@ui/picture/FileInput.tsx';
import { EditPicture } from '../files/EditPicture.tsx';
import { useFile } from '../files/useFile.ts';
import { useOpenedPicture } from '../files/useOpenedPicture.ts';
import { StickerForm, type StickerFormProps } from './StickerForm.tsx';

/** What is wanted of stickers beside sending one. */
export type StickerWish = { readonly kind: 'make' } | { readonly kind: 'change'; readonly sticker: KeptSticker };

export interface StickerDeskProps {
  readonly wish: StickerWish;
  readonly onClose: () => void;
}

/** Makes a sticker of a picture, or changes one. */
export function StickerDesk({ wish, onClose }: StickerDeskProps): ReactNode {
  if (wish.kind === 'make') return <Making onClose={onClose} />;
  return <Changing sticker={wish.sticker} onClose={onClose} />;
}

/** Runs an act; says why it failed, and ends once it is done. */
function useDeed(onDone: () => void): {
  readonly isPending: boolean;
  readonly run: (work: () => Outcome<unknown>) => void;
} {
  const toast = useToast();
  const errorText = useErrorText();
  const act = useAct<WorkspaceErrorCode>();
  const run = (work: () => Outcome<unknown>) => {
    const told = async () => {
      const done = await work();
      if (!done.ok) toast({ tone: 'danger', text: errorText(done.error.code) });
      return done;
    };
    act.run(told, onDone);
  };
  return { isPending: act.isPending, run };
}

/** A picture is chosen, cut, drawn small, and given its words. */
function Making({ onClose }: { readonly onClose: () => void }): ReactNode {
  const input = useRef<FileInputControl>(null);
  const [chosen, setChosen] = useState<File | null>(null);
  const [cut, setCut] = useState<File | null>(null);
  useEffect(() => input.current?.choose(), []);
  if (cut !== null) return <Naming file={cut} onClose={onClose} />;
  if (chosen !== null) return <EditPicture file={chosen} onDone={setCut} onClose={() => setChosen(null)} />;
  return <FileInput ref={input} accept="image/png,image/jpeg,image/webp" onFile={setChosen} onCancel={onClose} />;
}

/** As large as a sticker is, and see-through where it is. */
const LOOK = { side: STICKER_SIDE, isTransparent: true } as const;

function Naming({ file, onClose }: { readonly file: File; readonly onClose: () => void }): ReactNode {
  const t = useT();
  const workspace = useWorkspace();
  const deed = useDeed(onClose);
  const small = useOpenedPicture(file, LOOK, onClose);
  const save: StickerFormProps['onSave'] = (words) => {
    if (small === null) return;
    deed.run(() => workspace.makeSticker({ file: small.preview, asFile: false, caption: '' }, words));
  };
  return (
    <StickerForm
      title={t('stickers.make')}
      url={small?.previewUrl ?? null}
      words={{ emoji: '', pack: '' }}
      isPending={deed.isPending || small === null}
      onSave={save}
      onClose={onClose}
    />
  );
}

function Changing({ sticker, onClose }: { readonly sticker: KeptSticker; readonly onClose: () => void }): ReactNode {
  const t = useT();
  const workspace = useWorkspace();
  const deed = useDeed(onClose);
  const shown = useFile(sticker.file);
  const { blob } = sticker.file;
  return (
    <StickerForm
      title={t('stickers.changeTitle')}
      url={shown.url}
      words={sticker}
      isPending={deed.isPending}
      onSave={(words) => deed.run(() => workspace.changeSticker(blob, words))}
      onRemove={() => deed.run(() => workspace.removeSticker(blob))}
      onClose={onClose}
    />
  );
}
