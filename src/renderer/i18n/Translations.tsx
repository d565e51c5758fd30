import { type ReactNode, useEffect, useState } from 'react';
import { I18nProvider } from 'react-aria-components/I18nProvider';
import { IntlProvider } from 'react-intl';
import { type Catalogue, directionOf, type Locale, loadCatalogue, resolveLocale } from './locales.ts';

export interface TranslationsProps {
  /** `system` or a locale of the settings. */
  readonly locale: string;
  /** How the sentences are fetched; the same function each time. */
  readonly load?: (locale: Locale) => Promise<Catalogue>;
  readonly children: ReactNode;
}

interface Loaded {
  readonly locale: Locale;
  readonly catalogue: Catalogue;
}

/**
 * Loads the sentences of the locale and gives them to all below, sets language and direction of the document.
 * Nothing is shown before the first catalogue is there; a change keeps the old one until the new one is.
 */
export function Translations(props: TranslationsProps): ReactNode {
  const { load = loadCatalogue } = props;
  const locale = resolveLocale(props.locale, navigator.languages);
  const [loaded, setLoaded] = useState<Loaded | null>(null);
  const [failure, setFailure] = useState<unknown>(null);

  useEffect(() => {
    let isCurrent = true;
    load(locale).then(
      (catalogue) => {
        if (!isCurrent) return;
        document.documentElement.lang = locale;
        document.documentElement.dir = directionOf(locale);
        setLoaded({ locale, catalogue });
      },
      (cause: unknown) => setFailure(cause),
    );
    return () => {
      isCurrent = false;
    };
  }, [locale, load]);

  if (failure !== null) throw new Error('the sentences of the app could not be loaded', { cause: failure });
  if (loaded === null) return null;
  return (
    <IntlProvider locale={loaded.locale} messages={loaded.catalogue} defaultLocale="en">
      <I18nProvider locale={loaded.locale}>{props.children}</I18nProvider>
    </IntlProvider>
  );
}
