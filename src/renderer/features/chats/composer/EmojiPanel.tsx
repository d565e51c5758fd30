import { EmojiPicker } from 'frimousse';
import { type ReactNode, useCallback } from 'react';
import { useT } from '@i18n/useT.tsx';
import { emojiData } from './emojiData.ts';
import styles from './EmojiPanel.module.css';

const GROUP_NAMES = {
  'smileys-emotion': 'chats.emoji.smileys',
  'people-body': 'chats.emoji.people',
  'animals-nature': 'chats.emoji.nature',
  'food-drink': 'chats.emoji.food',
  'travel-places': 'chats.emoji.places',
  activities: 'chats.emoji.activities',
  objects: 'chats.emoji.objects',
  symbols: 'chats.emoji.symbols',
  flags: 'chats.emoji.flags',
} as const;

const TONE_NAMES = {
  light: 'chats.emoji.tone.light',
  'medium-light': 'chats.emoji.tone.mediumLight',
  medium: 'chats.emoji.tone.medium',
  'medium-dark': 'chats.emoji.tone.mediumDark',
  dark: 'chats.emoji.tone.dark',
} as const;

function isGroup(key: string): key is keyof typeof GROUP_NAMES {
  return key in GROUP_NAMES;
}

/** Search, groups and skin tones. Loaded when first opened. */
export function EmojiPanel({ onEmoji }: { readonly onEmoji: (emoji: string) => void }): ReactNode {
  const t = useT();
  const resolve = useCallback(
    () =>
      emojiData(
        (key) => (isGroup(key) ? t(GROUP_NAMES[key]) : key),
        (tone) => t(TONE_NAMES[tone]),
      ),
    [t],
  );
  return (
    <EmojiPicker.Root
      className={styles['panel']}
      columns={9}
      resolveEmojiData={resolve}
      onEmojiSelect={({ emoji }) => onEmoji(emoji)}
    >
      <div className={styles['top']}>
        <EmojiPicker.Search
          className={styles['search']}
          autoFocus
          placeholder={t('chats.emoji.search')}
          aria-label={t('chats.emoji.search')}
        />
        <EmojiPicker.SkinToneSelector className={styles['tone']} aria-label={t('chats.emoji.tone')} />
      </div>
      <EmojiPicker.Viewport className={styles['viewport']}>
        <EmojiPicker.Loading className={styles['note']}>{t('common.loading')}</EmojiPicker.Loading>
        <EmojiPicker.Empty className={styles['note']}>{t('chats.emoji.none')}</EmojiPicker.Empty>
        <EmojiPicker.List
          className={styles['list']}
          components={{
            CategoryHeader: ({ category, ...props }) => (
              <div {...props} className={styles['heading']}>
                {category.label}
              </div>
            ),
            Row: (props) => <div {...props} className={styles['row']} />,
            Emoji: ({ emoji, ...props }) => (
              <button
                {...props}
                type="button"
                className={styles['emoji']}
                data-active={emoji.isActive || undefined}
                aria-label={emoji.label}
              >
                {emoji.emoji}
              </button>
            ),
          }}
        />
      </EmojiPicker.Viewport>
    </EmojiPicker.Root>
  );
}
