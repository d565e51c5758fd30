import { type ReactNode, useState } from 'react';
import type { KeptSticker } from '@domain/sticker/kept.ts';
import { useT } from '@i18n/useT.tsx';
import { Tabs } from '@ui/overlays/Tabs.tsx';
import type { StickerWish } from '../stickers/StickerDesk.tsx';
import { StickerPanel } from '../stickers/StickerPanel.tsx';
import { EmojiPanel } from './EmojiPanel.tsx';

export interface SignPanelProps {
  readonly onEmoji: (emoji: string) => void;
  readonly onSticker: (sticker: KeptSticker) => void;
  /** A sticker is to be made, or changed. */
  readonly onWish: (wish: StickerWish) => void;
}

/** Emoji, and the stickers at hand. */
export function SignPanel({ onEmoji, onSticker, onWish }: SignPanelProps): ReactNode {
  const t = useT();
  const [tab, setTab] = useState<'emoji' | 'stickers'>('emoji');
  return (
    <Tabs
      label={t('stickers.tabs')}
      selected={tab}
      onChange={setTab}
      tabs={[
        { id: 'emoji', label: t('chats.composer.emoji'), content: <EmojiPanel onEmoji={onEmoji} /> },
        {
          id: 'stickers',
          label: t('stickers.title'),
          content: <StickerPanel onSticker={onSticker} onWish={onWish} />,
        },
      ]}
    />
  );
}
