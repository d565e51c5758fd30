import { type ReactNode, useMemo, useState } from 'react';
import { MAX_EMOJI } from '@domain/chat/bodies.ts';
import { inPacks, type KeptSticker, MAX_PACK } from '@domain/sticker/kept.ts';
import { useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { StickerWords } from '@services/workspace/stickerWorkspace.ts';
import { Button } from '@ui/controls/Button.tsx';
import { TextField } from '@ui/controls/TextField.tsx';
import { useQueryValue } from '@ui/hooks/useQuery.ts';
import { Dialog } from '@ui/overlays/Dialog.tsx';
import styles from './Stickers.module.css';

export interface StickerFormProps {
  readonly title: string;
  readonly url: string | null;
  readonly words: StickerWords;
  readonly isPending: boolean;
  readonly onSave: (words: StickerWords) => void;
  readonly onRemove?: () => void;
  readonly onClose: () => void;
}

/** The emoji a sticker is read aloud by, and the pack it lies in. */
export function StickerForm({ title, url, words, isPending, onSave, onRemove, onClose }: StickerFormProps): ReactNode {
  const t = useT();
  const [emoji, setEmoji] = useState(words.emoji);
  const [pack, setPack] = useState(words.pack);
  const save = () => onSave({ emoji: emoji.trim(), pack: pack.trim() });
  return (
    <Dialog
      isOpen
      size="small"
      title={title}
      closeLabel={t('common.cancel')}
      onClose={onClose}
      footer={
        <>
          {onRemove !== undefined && (
            <Button variant="danger" disabled={isPending} onClick={onRemove}>
              {t('stickers.remove')}
            </Button>
          )}
          <Button variant="primary" disabled={emoji.trim() === ''} pending={isPending} onClick={save}>
            {t('stickers.save')}
          </Button>
        </>
      }
    >
      <form
        className={styles['form']}
        onSubmit={(event) => {
          event.preventDefault();
          if (emoji.trim() !== '' && !isPending) save();
        }}
      >
        <span className={styles['shown']}>{url !== null && <img src={url} alt="" />}</span>
        <TextField
          autoFocus
          label={t('stickers.emoji')}
          description={t('stickers.emojiHint')}
          value={emoji}
          maxLength={MAX_EMOJI}
          onChange={setEmoji}
        />
        <TextField label={t('stickers.pack')} value={pack} maxLength={MAX_PACK} onChange={setPack} />
        <Packs onPack={setPack} />
        {/* Enter saves from either field. */}
        <button type="submit" hidden aria-hidden tabIndex={-1} />
      </form>
    </Dialog>
  );
}

/** Packs there are, to be taken by a press. */
function Packs({ onPack }: { readonly onPack: (pack: string) => void }): ReactNode {
  const t = useT();
  const workspace = useWorkspace();
  const stickers = useQueryValue<readonly KeptSticker[]>(
    useMemo(() => workspace.stickers(), [workspace]),
    [],
  );
  const packs = inPacks(stickers).flatMap(([pack]) => (pack === '' ? [] : [pack]));
  if (packs.length === 0) return null;
  return (
    <div role="group" className={styles['choices']} aria-label={t('stickers.packs')}>
      {packs.map((pack) => (
        <Button key={pack} size="small" onClick={() => onPack(pack)}>
          <bdi>{pack}</bdi>
        </Button>
      ))}
    </div>
  );
}
