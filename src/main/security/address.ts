/** Where the desktop edition's own pages live, and what counts as one of them. */

/** The scheme its pages are served under. Registered as standard and secure before the app is ready. */
export const APP_SCHEME = 'app';
/** The origin of its pages. The renderer's stores hang on it: it must never change. */
export const APP_ORIGIN = `${APP_SCHEME}://banyan`;

/** The scheme of mini programs: apart from ours, so that nothing that holds for our pages holds for theirs. */
export const PROGRAM_SCHEME = 'banyan-mini';

/** The origin of the program at a label. */
export function programOrigin(label: string): string {
  return `${PROGRAM_SCHEME}://${label}`;
}

function parse(address: string): URL | null {
  return URL.canParse(address) ? new URL(address) : null;
}

/**
 * Whether `address` (a page's address or an origin's text) belongs to `origin`.
 * Compared by scheme, host and port, since `URL.origin` is `null` for schemes Node does not know.
 */
export function isOwnAddress(address: string, origin: string): boolean {
  const [asked, own] = [parse(address), parse(origin)];
  if (asked === null || own === null) return false;
  if (asked.username !== '' || asked.password !== '') return false;
  return asked.protocol === own.protocol && asked.host === own.host;
}

/** Whether a download's address is of our own making: a page of `origin`, or a blob one of its pages made. */
export function isOwnDownload(address: string, origin: string): boolean {
  return isOwnAddress(address.startsWith('blob:') ? address.slice('blob:'.length) : address, origin);
}

/** Mail programs that honour these would attach files of the person's without being asked. */
const attachments: ReadonlySet<string> = new Set(['attach', 'attachment']);

/** Whether the system may be asked to open `address`: only web pages, and mail that attaches nothing. */
export function isSafeExternal(address: string): boolean {
  const asked = parse(address);
  if (asked === null) return false;
  if (asked.protocol === 'mailto:') {
    return ![...asked.searchParams.keys()].some((key) => attachments.has(key.toLowerCase()));
  }
  return (asked.protocol === 'https:' || asked.protocol === 'http:') && asked.username === '' && asked.password === '';
}
