const WEB = /^(?:https?|feed):/iu;
/** A site as people write it: a name with a dot, and perhaps a place there. */
const SITE = /^[\p{L}\d](?:[\p{L}\d-]*[\p{L}\d])?(?:\.[\p{L}\d-]+)+(?::\d{1,5})?(?:\/\S*)?$/u;
/** Links of this app that look like addresses of the web. */
const OWN = /(?:\/|#\/)(?:channel|invite|group)\/?#/iu;
const MAX_ADDRESS = 2048;

/** The address of the web in what a person typed or pasted, in its one form; null where it is none. */
export function webAddressOf(text: string): string | null {
  const typed = text.trim();
  if (typed.length > MAX_ADDRESS || OWN.test(typed)) return null;
  if (!WEB.test(typed)) return SITE.test(typed) ? parsed(`https://${typed}`) : null;
  return parsed(typed.replace(/^feed:(?:\/\/)?(?=https?:)/iu, '').replace(/^feed:/iu, 'https:'));
}

function parsed(text: string): string | null {
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  url.hash = '';
  return isOfWeb(url) ? url.href : null;
}

/** A name before the host could pass for another host. */
function isOfWeb({ protocol, username, password }: URL): boolean {
  return (protocol === 'https:' || protocol === 'http:') && username === '' && password === '';
}
