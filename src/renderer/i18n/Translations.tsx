import { type ReactNode, useEffect, useRef, useState } from 'react';
import { I18nProvider } from 'react-aria-components/I18nProvider';
import { IntlProvider } from 'react-intl';
import { once } from '@shared/once.ts';
import {
  type Catalogue,
  type CataloguePart,
  directionOf,
  type Locale,
  loadCatalogue,
  resolveLocale,
} from './locales.ts';

export interface TranslationsProps {
  /** `system` or a locale of the settings. */
  readonly locale: string;
  /** How the sentences are fetched; the same function each time. */
  readonly load?: (locale: Locale, part: CataloguePart) => Promise<Partial<Catalogue>>;
  /** When the sentences that are not shown first are fetched; the same promise each time. At once unless given. */
  readonly painted?: Promise<void> | undefined;
  /** Is told how to wait for all sentences; the same function each time. What is not shown first is shown when they are there (I18N-8). */
  readonly onFirst?: (all: () => Promise<void>) => void;
  readonly children: ReactNode;
}

interface Loaded {
  readonly locale: Locale;
  readonly catalogue: Partial<Catalogue>;
}

/**
 * Loads the sentences of the locale and gives them to all below, sets language and direction of the document.
 * Nothing is shown before the first part of the first catalogue is there; a change keeps the old one until the new one is there in whole.
 */
export function Translations(props: TranslationsProps): ReactNode {
  const { load = loadCatalogue, painted = NOW, onFirst } = props;
  const locale = resolveLocale(props.locale, navigator.languages);
  const [loaded, setLoaded] = useState<Loaded | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  const isBegun = useRef(false);

  useEffect(() => {
    let isCurrent = true;
    const show = (catalogue: Partial<Catalogue>) => {
      if (!isCurrent) return;
      document.documentElement.lang = locale;
      document.documentElement.dir = directionOf(locale);
      isBegun.current = true;
      setLoaded({ locale, catalogue });
    };
    const sentences = new Sentences(locale, { load, painted, show });
    onFirst?.(sentences.all);
    const begin = isBegun.current ? sentences.all() : sentences.begin();
    begin.catch((cause: unknown) => {
      if (isCurrent) setFailure(cause);
    });
    return () => {
      isCurrent = false;
    };
  }, [locale, load, painted, onFirst]);

  if (failure !== null) throw new Error('the sentences of the app could not be loaded', { cause: failure });
  if (loaded === null) return null;
  return (
    <IntlProvider locale={loaded.locale} messages={loaded.catalogue} defaultLocale="en">
      <I18nProvider locale={loaded.locale}>{props.children}</I18nProvider>
    </IntlProvider>
  );
}

const NOW = Promise.resolve();

interface SentenceParts {
  readonly load: NonNullable<TranslationsProps['load']>;
  readonly painted: Promise<void>;
  readonly show: (catalogue: Partial<Catalogue>) => void;
}

/** The sentences of a locale as they come. */
class Sentences {
  /** Done when all are shown; those that did not come are fetched again when they are asked for again. */
  readonly all: () => Promise<void>;
  private readonly locale: Locale;
  private readonly parts: SentenceParts;
  private readonly fetchFirst: () => Promise<Partial<Catalogue>>;

  constructor(locale: Locale, parts: SentenceParts) {
    this.locale = locale;
    this.parts = parts;
    this.all = once(() => this.fetchAll());
    this.fetchFirst = once(() => parts.load(locale, 'first'));
  }

  /** Shows what is shown first, and goes on with the rest. */
  async begin(): Promise<void> {
    this.parts.show(await this.fetchFirst());
    // Whoever needs them asks again, and is told.
    this.all().catch(() => undefined);
  }

  private async fetchAll(): Promise<void> {
    const { load, painted, show } = this.parts;
    const first = await this.fetchFirst();
    await painted;
    const rest = await load(this.locale, 'rest');
    show({ ...first, ...rest });
  }
}
