import { type ReactNode, useState } from 'react';
import { useT } from '@i18n/useT.tsx';
import { type CataloguePart, type Locale, loadCatalogue } from '@i18n/locales.ts';
import { Translations } from '@i18n/Translations.tsx';
import { createBrowserMedia } from '@adapters/media/BrowserMedia.ts';
import { createArticleReader } from '@adapters/markup/createArticleReader.ts';
import { LockContext } from '@services/lock/context.tsx';
import type { LockPlace } from '@services/lock/lockPlace.ts';
import type { Past } from '@services/snapshots/past.ts';
import { ArticleReaderContext } from '@services/article/context.tsx';
import { MediaContext } from '@services/media/context.tsx';
import type { Snapshot } from '@ports/snapshot.ts';
import type { Application } from '@services/workspace/workspace.ts';
import { ToastProvider } from '@ui/feedback/Toasts.tsx';
import { useSnapshot } from '@ui/hooks/useSnapshot.ts';
import { showPartsAfter } from '@ui/loading/company.ts';
import { persistently } from '@ui/loading/persistently.ts';
import { TooltipHost } from '@ui/overlays/TooltipHost.tsx';
import { createAppearance } from './appearance.ts';
import { FeatureBoundary } from './FeatureBoundary.tsx';
import type { OpenChoice } from './openChoice.ts';
import { RootBoundary } from './RootBoundary.tsx';
import { StartupGate } from './StartupGate.tsx';

export interface AppProps {
  readonly application: Application;
  /** Told when the list is in the document, if anyone waits for it. */
  readonly onListed?: (() => void) | undefined;
  /** When the first picture is on the screen: what it does not need comes after it. */
  readonly painted?: Promise<void> | undefined;
  /** Who the person may be, where this browser does not know any more. */
  readonly choice?: Snapshot<OpenChoice | null> | undefined;
  /** Where the lock is kept. */
  readonly lock?: LockPlace | undefined;
  /** What there was, for a start that does not go on. */
  readonly past?: Past | undefined;
}

/** The whole window. */
export function App({ application, onListed, painted, choice, lock, past }: AppProps): ReactNode {
  const [appearance] = useState(createAppearance);
  const [media] = useState(() => createBrowserMedia(persistently));
  const [reader] = useState(createArticleReader);
  const { locale } = useSnapshot(appearance.current);
  return (
    <RootBoundary>
      <Translations locale={locale} load={loadSentences} painted={painted} onFirst={showPartsAfter}>
        <Surroundings>
          <FeatureBoundary name="shell">
            <MediaContext value={media}>
              <ArticleReaderContext value={reader}>
                <LockContext value={lock ?? null}>
                  <StartupGate {...{ application, appearance, onListed, choice, past }} />
                </LockContext>
              </ArticleReaderContext>
            </MediaContext>
          </FeatureBoundary>
        </Surroundings>
      </Translations>
    </RootBoundary>
  );
}

function loadSentences(locale: Locale, part: CataloguePart) {
  return persistently(() => loadCatalogue(locale, part));
}

function Surroundings({ children }: { readonly children: ReactNode }): ReactNode {
  const t = useT();
  return (
    <ToastProvider regionLabel={t('shell.notices')} dismissLabel={t('common.dismiss')}>
      {children}
      <TooltipHost />
    </ToastProvider>
  );
}
