import { Smile } from 'lucide-react';
import { type ReactNode, Suspense, useRef, useState } from 'react';
import type { KeptSticker } from '@domain/sticker/kept.ts';
import { useT } from '@i18n/useT.tsx';
import type { Conversation } from '@services/workspace/workspace.ts';
import { IconButton } from '@ui/controls/IconButton.tsx';
import { Spinner } from '@ui/feedback/Spinner.tsx';
import { Popover } from '@ui/overlays/Popover.tsx';
import { lazy } from '@ui/loading/lazy.ts';
import type { StickerWish } from '../stickers/StickerDesk.tsx';
import { useSendSticker } from '../stickers/useSendSticker.ts';
import styles from './Composer.module.css';

const SignPanel = lazy(() => import('./SignPanel.tsx').then((module) => ({ default: module.SignPanel })));
const StickerDesk = lazy(() =>
  import('../stickers/StickerDesk.tsx').then((module) => ({ default: module.StickerDesk })),
);

export interface EmojiButtonProps {
  readonly conversation: Conversation;
  readonly onEmoji: (emoji: string) => void;
  /** A sticker was sent. */
  readonly onSent: () => void;
}

/** Opens emoji and stickers; the panel and its data are loaded then. */
export function EmojiButton({ conversation, onEmoji, onSent }: EmojiButtonProps): ReactNode {
  const t = useT();
  const button = useRef<HTMLButtonElement>(null);
  const [isOpen, setOpen] = useState(false);
  const [wish, setWish] = useState<StickerWish | null>(null);
  const sendSticker = useSendSticker(conversation.space, onSent);
  const close = (act: () => void) => {
    setOpen(false);
    act();
  };
  return (
    <>
      <IconButton
        ref={button}
        label={t('chats.composer.emoji')}
        icon={<Smile aria-hidden />}
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        onClick={() => setOpen(true)}
      />
      <Popover
        isOpen={isOpen}
        isBare
        trigger={button}
        placement="top start"
        label={t('chats.composer.emoji')}
        onClose={() => setOpen(false)}
      >
        <Suspense
          fallback={
            <div className={styles['picker']}>
              <Spinner label={t('common.loading')} />
            </div>
          }
        >
          <SignPanel
            onEmoji={(emoji) => close(() => onEmoji(emoji))}
            onSticker={(sticker: KeptSticker) => close(() => sendSticker(sticker))}
            onWish={(next) => close(() => setWish(next))}
          />
        </Suspense>
      </Popover>
      {wish !== null && (
        <Suspense fallback={null}>
          <StickerDesk wish={wish} onClose={() => setWish(null)} />
        </Suspense>
      )}
    </>
  );
}
