const MAX_ADDRESS = 2048;

/** An address of the web, whole; null for anything else. */
export function webAddress(text: string | null | undefined, base: string): string | null {
  const place = text?.trim() ?? '';
  if (place === '' || !URL.canParse(place, base)) return null;
  const url = new URL(place, base);
  return isOfWeb(url) && url.href.length <= MAX_ADDRESS ? url.href : null;
}

/** A name before the host could pass for another host. */
function isOfWeb({ protocol, username, password }: URL): boolean {
  return (protocol === 'https:' || protocol === 'http:') && username === '' && password === '';
}
