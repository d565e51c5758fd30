import { Smile } from 'lucide-react';
import { type ReactNode, Suspense, useRef, useState } from 'react';
import { useT } from '@i18n/useT.tsx';
import { IconButton } from '@ui/controls/IconButton.tsx';
import { Spinner } from '@ui/feedback/Spinner.tsx';
import { Popover } from '@ui/overlays/Popover.tsx';
import { lazy } from '@ui/loading/lazy.ts';
import styles from './Composer.module.css';

const EmojiPanel = lazy(() => import('./EmojiPanel.tsx').then((module) => ({ default: module.EmojiPanel })));

/** Opens the emoji panel; the panel and its data are loaded then. */
export function EmojiButton({ onEmoji }: { readonly onEmoji: (emoji: string) => void }): ReactNode {
  const t = useT();
  const button = useRef<HTMLButtonElement>(null);
  const [isOpen, setOpen] = useState(false);
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
          <EmojiPanel
            onEmoji={(emoji) => {
              setOpen(false);
              onEmoji(emoji);
            }}
          />
        </Suspense>
      </Popover>
    </>
  );
}
