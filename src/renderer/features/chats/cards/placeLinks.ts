import type { Place } from '@domain/chat/bodies.ts';

/** A place as maps of other programs read it (RFC 5870). */
export function geoUri({ latitude, longitude }: Place): string {
  return `geo:${plain(latitude)},${plain(longitude)}`;
}

/** A page of the web that shows a place on a map. */
export function mapAddress({ latitude, longitude }: Place): string {
  const [north, east] = [plain(latitude), plain(longitude)];
  return `https://www.openstreetmap.org/?mlat=${north}&mlon=${east}#map=16/${north}/${east}`;
}

/** Without an exponent, which a tiny number would have. */
function plain(degrees: number): string {
  return degrees.toFixed(6).replace(/\.?0+$/u, '');
}
