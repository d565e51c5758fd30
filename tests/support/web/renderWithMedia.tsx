import { cleanup } from '@testing-library/react';
import type { ReactNode } from 'react';
import { afterEach } from 'vitest';
import { MediaContext } from '@services/media/context.tsx';
import type { FakeApplication } from './fakeApplication.ts';
import { createFakeMedia, type FakeMedia } from './fakeMedia.ts';
import { renderScreen, type Screen, type ScreenOptions } from './renderScreen.tsx';

export interface MediaScreen extends Screen {
  readonly media: FakeMedia;
}

export interface MediaScreenOptions extends ScreenOptions {
  /** Runs before the screen is shown. */
  readonly prepare?: (application: FakeApplication, media: FakeMedia) => void;
}

afterEach(() => {
  cleanup();
  sessionStorage.clear();
});

/** As `renderScreen`, with fake media too. */
export function renderWithMedia(content: ReactNode, options: MediaScreenOptions = {}): MediaScreen {
  const media = createFakeMedia();
  const around = (inner: ReactNode) => <MediaContext value={media}>{inner}</MediaContext>;
  const screen = renderScreen(around(null), options);
  options.prepare?.(screen.application, media);
  screen.show(around(content));
  return { ...screen, media, show: (inner) => screen.show(around(inner)) };
}
