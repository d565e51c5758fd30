/** A scheme at the front, or what a browser would read as one. */
const SCHEME = /^[a-z][a-z0-9+.-]*:/i;
/** A browser takes these out of an address before it reads it. */
const TAKEN_OUT = /[\t\n\r]/g;
const OUTER = /^[\p{Cc} ]+|[\p{Cc} ]+$/gu;

/**
 * An attacker's link made one that stays in its program (MIN-9): as if read against a base and cut to path, query and hash. The
 * result is empty or begins with exactly one slash, has no dot segments, backslashes, controls or spaces, and is the same when
 * cleaned again.
 */
export function cleanHref(raw: string): string {
  const text = raw.toWellFormed().replaceAll(OUTER, '').replaceAll(TAKEN_OUT, '');
  if (text === '') return '';
  const { path, query, hash } = cut(SCHEME.test(text) ? withoutHost(text.replace(SCHEME, '')) : withoutHost(text));
  return pathOf(path) + encode(query) + encode(hash);
}

/** `//host/path` names a host, with either slash: a browser reads it so. */
function withoutHost(text: string): string {
  const slashes = /^[/\\]{2,}/.exec(text);
  return slashes === null ? text : text.slice(slashes[0].length).replace(/^[^/\\?#]*/, '');
}

function cut(text: string): { readonly path: string; readonly query: string; readonly hash: string } {
  const [beforeHash = '', ...hashes] = text.split('#');
  const hash = hashes.length === 0 ? '' : `#${hashes.join('#')}`;
  const [path = '', ...queries] = beforeHash.split('?');
  return { path, query: queries.length === 0 ? '' : `?${queries.join('?')}`, hash };
}

function pathOf(path: string): string {
  const kept: string[] = [];
  const segments = path.replaceAll('\\', '/').split('/');
  for (const segment of segments) {
    const plain = segment.replaceAll(/%2e/gi, '.');
    if (plain === '..') kept.pop();
    else if (plain !== '.' && plain !== '') kept.push(encode(segment));
  }
  const isFolder = kept.length > 0 && /^(\.|\.\.|)$/.test((segments.at(-1) ?? '').replaceAll(/%2e/gi, '.'));
  return `/${kept.join('/')}${isFolder ? '/' : ''}`;
}

/** What an address may not hold as it is; what is encoded already stays. */
function encode(text: string): string {
  return text.replaceAll(/[\p{Cc} "<>`\\{}|^\u0080-\u{10ffff}]/gu, (letter) => encodeURIComponent(letter));
}
