const LINK = /^(?:https?:\/\/[^\s/?#@]+(?:[/?#]\S*)?|mailto:[^\s@]+@[^\s@]+)$/iu;
const PIXELS = /^data:image\/(?:png|jpe?g|gif|webp|avif);base64,[a-z0-9+/=\s]+$/iu;
const LONGEST = 2048;
/** Longest picture inside the text itself, UTF-16 code units of its address: about 4 MiB. */
const LARGEST_PICTURE = 6 * 1024 * 1024;

function resolved(address: string, base: string | undefined): string | null {
  const url = URL.parse(address.trim(), base);
  // A name before the host could pass for another host.
  if (url === null || url.username !== '' || url.password !== '') return null;
  return url.href;
}

/** Where a link leads: an address of the web or of mail; null for anything else. */
export function linkAddress(address: string | null, base: string | undefined): string | null {
  const href = address === null ? null : resolved(address, base);
  return href !== null && href.length <= LONGEST && LINK.test(href) ? href : null;
}

/** Where a picture is: an address of the web, or the picture itself; null for anything else, as drawings that may hold scripts. */
export function pictureAddress(address: string | null, base: string | undefined): string | null {
  if (address === null) return null;
  if (/^\s*data:/iu.test(address)) {
    return address.length <= LARGEST_PICTURE && PIXELS.test(address.trim()) ? address.trim() : null;
  }
  const href = resolved(address, base);
  return href !== null && href.length <= LONGEST && /^https?:/iu.test(href) ? href : null;
}
