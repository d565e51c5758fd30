import { Copy, Map, MapPin } from 'lucide-react';
import { type ReactNode, use } from 'react';
import type { Place } from '@domain/chat/bodies.ts';
import { useFormats } from '@i18n/useFormats.ts';
import { useT } from '@i18n/useT.tsx';
import { LinkContext } from '@ui/text/links.ts';
import { tameMarks } from '@ui/text/tameMarks.ts';
import { useCopy } from '../useCopy.ts';
import styles from './Cards.module.css';
import { geoUri, mapAddress } from './placeLinks.ts';

export interface PlaceMessageProps {
  readonly place: Place;
  readonly isReachable: boolean;
}

/** A place: what it is called and where. No map is fetched; one is opened outside only when it is asked for. */
export function PlaceMessage({ place, isReachable }: PlaceMessageProps): ReactNode {
  const t = useT();
  const { number } = useFormats();
  const copy = useCopy();
  const ask = use(LinkContext);
  const { latitude, longitude } = place;
  const tabIndex = isReachable ? 0 : -1;
  const where = t('messages.place.where', {
    latitude: number(rounded(Math.abs(latitude))),
    north: latitude < 0 ? 'south' : 'north',
    longitude: number(rounded(Math.abs(longitude))),
    east: longitude < 0 ? 'west' : 'east',
  });
  const label = tameMarks(place.label).trim();
  return (
    <span className={styles['card']}>
      <span className={styles['pin']}>
        <MapPin aria-hidden />
      </span>
      <span className={styles['about']}>
        <strong dir="auto">{label === '' ? t('messages.place') : label}</strong>
        <bdi>{where}</bdi>
      </span>
      <span className={styles['acts']}>
        <button type="button" className={styles['act']} tabIndex={tabIndex} onClick={() => ask(mapAddress(place))}>
          <Map aria-hidden />
          {t('messages.place.open')}
        </button>
        <button type="button" className={styles['act']} tabIndex={tabIndex} onClick={() => copy(geoUri(place))}>
          <Copy aria-hidden />
          {t('messages.place.copy')}
        </button>
      </span>
    </span>
  );
}

/** Finer than a step on the ground tells a reader nothing. */
function rounded(degrees: number): number {
  return Math.round(degrees * 100_000) / 100_000;
}
