import { render, type RenderResult } from '@testing-library/react';
import type { ReactNode } from 'react';
import { IntlProvider } from 'react-intl';
import { catalogue as arabic } from '@i18n/ar/catalogue.ts';
import { catalogue as english } from '@i18n/en/catalogue.ts';
import { WorkspaceContext } from '@services/workspace/context.tsx';
import { ToastProvider } from '@ui/feedback/Toasts.tsx';
import { ArticleReaderContext } from '@services/article/context.tsx';
import { createArticleReader } from '@adapters/markup/createArticleReader.ts';
import { MediaContext } from '@services/media/context.tsx';
import { createFakeApplication, type FakeApplication, type FakeApplicationOptions } from './fakeApplication.ts';
import { createFakeMedia } from './fakeMedia.ts';
import { fakeAccountId, fakeSpaceId } from './fakeIds.ts';
import './waiting.ts';

export interface Screen extends RenderResult {
  readonly application: FakeApplication;
  /** Renders something else in the same surroundings. */
  readonly show: (content: ReactNode) => void;
}

export interface ScreenOptions extends FakeApplicationOptions {
  readonly locale?: 'en' | 'ar';
}

/** Renders a part of the app with translations, toasts and a workspace in memory around it. */
export function renderScreen(content: ReactNode, options: ScreenOptions = {}): Screen {
  const application = createFakeApplication(options);
  const { locale = 'en' } = options;
  const media = createFakeMedia();
  const reader = createArticleReader();
  const surround = (inner: ReactNode) => (
    <IntlProvider locale={locale} messages={locale === 'en' ? english : arabic}>
      <WorkspaceContext value={application.workspace}>
        <MediaContext value={media}>
          <ArticleReaderContext value={reader}>
            <ToastProvider regionLabel="Notices" dismissLabel="Dismiss">
              {inner}
            </ToastProvider>
          </ArticleReaderContext>
        </MediaContext>
      </WorkspaceContext>
    </IntlProvider>
  );
  const result = render(surround(content));
  return { ...result, application, show: (inner) => result.rerender(surround(inner)) };
}

/** The space of a person of the demo. */
export const spaceOf = (person: string) => fakeSpaceId(fakeAccountId(person));
