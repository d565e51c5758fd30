import { ImagePlus, Settings2 } from 'lucide-react';
import { type ReactNode, useMemo, useState } from 'react';
import { inPacks, type KeptSticker } from '@domain/sticker/kept.ts';
import { isolate, useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import { Button } from '@ui/controls/Button.tsx';
import { useQueryValue } from '@ui/hooks/useQuery.ts';
import { PictureLayers } from '@ui/picture/PictureLayers.tsx';
import { useFile } from '../files/useFile.ts';
import type { StickerWish } from './StickerDesk.tsx';
import styles from './Stickers.module.css';

export interface StickerPanelProps {
  readonly onSticker: (sticker: KeptSticker) => void;
  readonly onWish: (wish: StickerWish) => void;
}

/** The stickers at hand, by packs: a press sends one, or opens it to be changed. */
export function StickerPanel({ onSticker, onWish }: StickerPanelProps): ReactNode {
  const t = useT();
  const workspace = useWorkspace();
  const [isChanging, setChanging] = useState(false);
  const stickers = useQueryValue<readonly KeptSticker[]>(
    useMemo(() => workspace.stickers(), [workspace]),
    [],
  );
  const packs = useMemo(() => inPacks(stickers), [stickers]);
  return (
    <div className={styles['panel']}>
      <div className={styles['packs']}>
        {packs.length === 0 && <p className={styles['none']}>{t('stickers.none')}</p>}
        {packs.map(([pack, inPack]) => (
          <section key={pack} aria-label={pack === '' ? t('stickers.first') : pack}>
            <h3 className={styles['pack']} dir="auto">
              {pack === '' ? t('stickers.first') : pack}
            </h3>
            <div className={styles['grid']}>
              {inPack.map((sticker) => (
                <StickerButton
                  key={sticker.file.blob}
                  sticker={sticker}
                  isChanging={isChanging}
                  onPress={() => (isChanging ? onWish({ kind: 'change', sticker }) : onSticker(sticker))}
                />
              ))}
            </div>
          </section>
        ))}
      </div>
      <div className={styles['foot']}>
        <Button size="small" variant="quiet" icon={<ImagePlus aria-hidden />} onClick={() => onWish({ kind: 'make' })}>
          {t('stickers.make')}
        </Button>
        {stickers.length > 0 && (
          <Button
            size="small"
            variant="quiet"
            icon={<Settings2 aria-hidden />}
            aria-pressed={isChanging}
            onClick={() => setChanging(!isChanging)}
          >
            {t('stickers.change')}
          </Button>
        )}
      </div>
    </div>
  );
}

interface StickerButtonProps {
  readonly sticker: KeptSticker;
  readonly isChanging: boolean;
  readonly onPress: () => void;
}

function StickerButton({ sticker, isChanging, onPress }: StickerButtonProps): ReactNode {
  const t = useT();
  const shown = useFile(sticker.file);
  const emoji = isolate(sticker.emoji);
  return (
    <button
      type="button"
      className={styles['sticker']}
      data-changing={isChanging || undefined}
      aria-label={isChanging ? t('stickers.changeOne', { emoji }) : t('stickers.send', { emoji })}
      onClick={onPress}
    >
      <PictureLayers blur={null} thumbnail={null} url={shown.url} alt="" />
      {shown.url === null && <span aria-hidden>{sticker.emoji}</span>}
    </button>
  );
}
