import type { Face } from '@domain/channel/face.ts';

type Picture = NonNullable<Face['picture']>;
const FORM = /^data:(image\/(?:webp|jpeg|png));base64,([A-Za-z0-9+/]+={0,2})$/;

/** The picture a data URL stands for; null for what is no small picture. */
export function pictureOfUrl(url: string): Picture | null {
  const [, type, text] = FORM.exec(url) ?? [];
  if (text === undefined) return null;
  const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const known = (['image/webp', 'image/jpeg', 'image/png'] as const).find((one) => one === type);
  return known === undefined ? null : { type: known, bytes };
}

/** A face is read anew with each change of a channel; its picture need not be. */
const drawn = new WeakMap<Uint8Array, string>();

/** A picture as a data URL. */
export function urlOfPicture(picture: Picture | null): string | null {
  if (picture === null) return null;
  const known = drawn.get(picture.bytes);
  if (known !== undefined) return known;
  let text = '';
  for (const byte of picture.bytes) text += String.fromCharCode(byte);
  const url = `data:${picture.type};base64,${btoa(text)}`;
  drawn.set(picture.bytes, url);
  return url;
}
