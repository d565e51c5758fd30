import { isolate, useT } from './useT.tsx';

/** What is said of the photo that is looked at. */
export interface LightboxSubject {
  readonly title: string;
  readonly fileName: string;
  readonly place: { readonly index: number; readonly count: number };
}

/** The words of the kit around looking at a photo over the whole window. */
export interface LightboxWords {
  readonly title: string;
  readonly close: string;
  readonly previous: string;
  readonly next: string;
  readonly zoomIn: string;
  readonly zoomOut: string;
  readonly fit: string;
  readonly turn: string;
  readonly save: string;
  /** Empty where there is one. */
  readonly place: string;
  readonly missing: string;
}

/** Words for looking at one of several photos. */
export function useLightboxWords({ title, fileName, place: { index, count } }: LightboxSubject): LightboxWords {
  const t = useT();
  return {
    title,
    close: t('files.viewer.close'),
    previous: t('files.viewer.previous'),
    next: t('files.viewer.next'),
    zoomIn: t('files.viewer.zoomIn'),
    zoomOut: t('files.viewer.zoomOut'),
    fit: t('files.viewer.fit'),
    turn: t('files.viewer.turn'),
    save: t('files.saveAs', { name: isolate(fileName) }),
    place: count > 1 ? t('files.viewer.place', { place: index + 1, count }) : '',
    missing: t('files.viewer.missing'),
  };
}
