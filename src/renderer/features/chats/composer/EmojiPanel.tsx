import { EmojiPicker } from 'frimousse';
import { type AriaAttributes, type ReactNode, useCallback, useState } from 'react';
import { useIntl } from 'react-intl';
import { resolveLocale } from '@i18n/locales.ts';
import { useT } from '@i18n/useT.tsx';
import { emojiData } from './emojiData.ts';
import styles from './EmojiPanel.module.css';
import { type KeptEmoji, noteEmoji, noteTone, readKeptEmoji } from './keptEmoji.ts';

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

const HAND = '✋';

function isGroup(key: string): key is keyof typeof GROUP_NAMES {
  return key in GROUP_NAMES;
}

/** Search in the person's language, what was used last, groups and skin tones. Loaded when first opened. */
export function EmojiPanel({ onEmoji }: { readonly onEmoji: (emoji: string) => void }): ReactNode {
  const t = useT();
  const { locale } = useIntl();
  const [kept] = useState(readKeptEmoji);
  const [search, setSearch] = useState('');
  const resolve = useCallback(
    () =>
      emojiData(resolveLocale(locale, []), {
        group: (key) => (isGroup(key) ? t(GROUP_NAMES[key]) : key),
        tone: (tone) => t(TONE_NAMES[tone]),
      }),
    [t, locale],
  );
  const choose = (emoji: string) => {
    noteEmoji(emoji);
    onEmoji(emoji);
  };
  return (
    <EmojiPicker.Root
      className={styles['panel']}
      columns={9}
      locale={locale}
      skinTone={kept.tone}
      resolveEmojiData={resolve}
      onEmojiSelect={({ emoji }) => choose(emoji)}
    >
      <div className={styles['top']}>
        <EmojiPicker.Search
          className={styles['search']}
          autoFocus
          value={search}
          placeholder={t('chats.emoji.search')}
          aria-label={t('chats.emoji.search')}
          onChange={(event) => setSearch(event.target.value)}
        />
        <ToneButton />
      </div>
      {search === '' && <Recent kept={kept} onEmoji={choose} />}
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
            Row: (props) => <div {...props} {...countedFromOne(props)} className={styles['row']} />,
            Emoji: ({ emoji, ...props }) => (
              <button
                {...props}
                {...countedFromOne(props)}
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

/** Goes from one skin tone to the next, and keeps it. */
function ToneButton(): ReactNode {
  const t = useT();
  return (
    <EmojiPicker.SkinTone emoji={HAND}>
      {({ skinTone, setSkinTone, skinToneVariations }) => {
        const place = skinToneVariations.findIndex((one) => one.skinTone === skinTone);
        const next = skinToneVariations[(place + 1) % skinToneVariations.length];
        return (
          <button
            type="button"
            className={styles['tone']}
            aria-label={t('chats.emoji.tone')}
            data-tooltip={t('chats.emoji.tone')}
            onClick={() => {
              if (next === undefined) return;
              setSkinTone(next.skinTone);
              noteTone(next.skinTone);
            }}
          >
            {skinToneVariations[place]?.emoji ?? HAND}
          </button>
        );
      }}
    </EmojiPicker.SkinTone>
  );
}

interface RecentProps {
  readonly kept: KeptEmoji;
  readonly onEmoji: (emoji: string) => void;
}

type Placed = Pick<AriaAttributes, 'aria-rowindex' | 'aria-colindex'>;

/** The picker counts its rows and columns from 0; to who hears them the first one is the first. */
function countedFromOne({ 'aria-rowindex': row, 'aria-colindex': column }: Placed): Placed {
  return {
    ...(row !== undefined && { 'aria-rowindex': row + 1 }),
    ...(column !== undefined && { 'aria-colindex': column + 1 }),
  };
}

function Recent({ kept, onEmoji }: RecentProps): ReactNode {
  const t = useT();
  if (kept.recent.length === 0) return null;
  return (
    <div role="group" className={styles['recent']} aria-label={t('composer.emoji.recent')}>
      {kept.recent.map((emoji) => (
        <button key={emoji} type="button" className={styles['emoji']} onClick={() => onEmoji(emoji)}>
          {emoji}
        </button>
      ))}
    </div>
  );
}
