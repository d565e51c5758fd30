import { Languages } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Settings } from '@domain/settings/settings.ts';
import { type Locale, locales, resolveLocale } from '@i18n/locales.ts';
import { useT } from '@i18n/useT.tsx';
import { Button } from '@ui/controls/Button.tsx';
import styles from './Onboarding.module.css';

/** Each language under its own name, so that who can't read this screen finds theirs. */
const NAMES: Readonly<Record<Locale, string>> = { en: 'English', ar: 'العربية' };

export interface LanguageChoiceProps {
  readonly locale: Settings['locale'];
  readonly onChange: (locale: Settings['locale']) => void;
}

/** The languages side by side. */
export function LanguageChoice({ locale, onChange }: LanguageChoiceProps): ReactNode {
  const t = useT();
  const shown = resolveLocale(locale, navigator.languages);
  return (
    <div className={styles['languages']} role="group" aria-label={t('onboarding.language')}>
      <Languages aria-hidden />
      {locales.map((option) => (
        <Button
          key={option}
          size="small"
          variant="quiet"
          lang={option}
          aria-pressed={option === shown}
          className={styles['language'] ?? ''}
          onClick={() => onChange(option)}
        >
          {NAMES[option]}
        </Button>
      ))}
    </div>
  );
}
