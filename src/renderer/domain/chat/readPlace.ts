import { MAX_PLACE_LABEL, type Place } from './bodies.ts';

/** Longest text that is read. */
const MOST = 2048;
const NUMBER = String.raw`[-+]?\d{1,3}(?:\.\d{1,12})?`;
const PAIR = String.raw`(?<latitude>${NUMBER})\s*,\s*(?<longitude>${NUMBER})`;

/**
 * Ways a place is written, the surest first: a geo link (RFC 5870), two numbers, and addresses of maps people use. Nothing is fetched, so that
 * short addresses, which hide where they lead, are none.
 */
const FORMS: readonly RegExp[] = [
  new RegExp(String.raw`^geo:${PAIR}(?:,${NUMBER})?(?:[;?][^\s]*)?$`, 'iu'),
  new RegExp(String.raw`^${PAIR}$`, 'u'),
  new RegExp(String.raw`[?&]mlat=(?<latitude>${NUMBER})&mlon=(?<longitude>${NUMBER})`, 'u'),
  new RegExp(String.raw`#map=\d{1,2}(?:\.\d+)?/(?<latitude>${NUMBER})/(?<longitude>${NUMBER})`, 'u'),
  new RegExp(String.raw`!3d(?<latitude>${NUMBER})!4d(?<longitude>${NUMBER})`, 'u'),
  new RegExp(String.raw`/@${PAIR},\d`, 'u'),
  new RegExp(String.raw`[?&](?:q|ll|query|destination|sll)=(?:loc:)?${PAIR}(?:&|$)`, 'u'),
];

/** The place a text means; null where it means none, or one that is not on the earth (CHT-60). */
export function readPlace(text: string): Omit<Place, 'label'> | null {
  const trimmed = text.trim();
  if (trimmed.length > MOST) return null;
  const plain = trimmed.startsWith('http') ? decoded(trimmed) : trimmed;
  for (const form of FORMS) {
    const groups = form.exec(plain)?.groups;
    if (groups === undefined) continue;
    const [latitude, longitude] = [Number(groups['latitude']), Number(groups['longitude'])];
    return Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180 ? { latitude, longitude } : null;
  }
  return null;
}

/** Commas of addresses are often written otherwise. */
function decoded(address: string): string {
  return address.replaceAll(/%2c/giu, ',').replaceAll(/%20|\+/gu, ' ');
}

/** A label as a place can have it. */
export function placeLabel(text: string): string {
  return text.trim().slice(0, MAX_PLACE_LABEL).toWellFormed();
}
