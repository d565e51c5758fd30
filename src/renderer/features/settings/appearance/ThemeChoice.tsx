import { type ReactNode, useId } from 'react';
import type { Settings } from '@domain/settings/settings.ts';
import { useT } from '@i18n/useT.tsx';
import styles from './ThemeChoice.module.css';

const THEMES = ['system', 'light', 'dark'] as const;

export interface ThemeChoiceProps {
  readonly value: Settings['theme'];
  readonly onChange: (theme: Settings['theme']) => void;
}

/** The themes as small pictures of the app. */
export function ThemeChoice({ value, onChange }: ThemeChoiceProps): ReactNode {
  const t = useT();
  const name = useId();
  return (
    <div className={styles['themes']} role="radiogroup" aria-label={t('settings.theme')}>
      {THEMES.map((theme) => (
        <label key={theme} className={styles['theme']}>
          <input type="radio" name={name} checked={theme === value} onChange={() => onChange(theme)} />
          <span className={styles['picture']} data-theme-picture={theme} aria-hidden>
            {theme === 'system' ? (
              <>
                <Window tone="light" />
                <Window tone="dark" />
              </>
            ) : (
              <Window tone={theme} />
            )}
          </span>
          <span className={styles['label']}>{t(`settings.theme.${theme}`)}</span>
        </label>
      ))}
    </div>
  );
}

function Window({ tone }: { readonly tone: 'light' | 'dark' }): ReactNode {
  return (
    <span className={styles['window']} data-tone={tone}>
      <span />
      <span />
      <span />
    </span>
  );
}
