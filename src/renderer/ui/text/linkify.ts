/** A stretch of a message: plain, or an address that may be opened. */
export type TextPart =
  | { readonly kind: 'plain'; readonly text: string }
  | { readonly kind: 'link'; readonly text: string; readonly url: string };

/** Candidates only; `URL` decides. Everything else (javascript:, data:, file:, banyan:) stays plain text. */
const CANDIDATE =
  /(?<![\p{L}\p{N}_:/@.-])(?:https?:\/\/|mailto:|www\.)[^\s<>"'`\u0000-\u001f\u200b-\u200f\u2028-\u202e\u2060-\u206f]+|[\p{L}\p{N}._%+-]{1,64}@(?:[\p{L}\p{N}-]{1,63}\.){1,8}\p{L}{2,63}/giu;

/** Longest address that is made clickable. */
const MOST = 2048;
const SAFE = new Set(['http:', 'https:', 'mailto:']);
const CLOSERS: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{', '»': '«', '”': '“', '’': '‘' };

/** Takes off what belongs to the sentence, not to the address: a full stop, a bracket opened outside. */
function trimEnd(text: string): string {
  let end = text.length;
  while (end > 0) {
    const last = text.charAt(end - 1);
    const opener = CLOSERS[last];
    const isLoose = opener !== undefined && !text.slice(0, end - 1).includes(opener);
    if (!isLoose && !/[.,:;!?…،؛؟。，！？*_~]/u.test(last)) break;
    end -= 1;
  }
  return text.slice(0, end);
}

/** The candidate with the scheme it leaves out. */
function withScheme(text: string): string {
  if (/^(?:https?:\/\/|mailto:)/i.test(text)) return text;
  return text.includes('@') ? `mailto:${text}` : `https://${text}`;
}

/** The address a candidate means, or null when it is none that may be opened. */
function addressOf(text: string): string | null {
  const full = withScheme(text);
  if (!URL.canParse(full)) return null;
  const url = new URL(full);
  if (!SAFE.has(url.protocol)) return null;
  const isGood = url.protocol === 'mailto:' ? url.pathname.includes('@') : isPlainHost(url);
  return isGood ? url.href : null;
}

/** Words before an @ look like a host and are not: no one needs them in a chat. */
function isPlainHost({ username, password, hostname }: URL): boolean {
  return username === '' && password === '' && (hostname.includes('.') || hostname === 'localhost');
}

/** Cuts a text into plain stretches and addresses. Joined again, the parts are the text. */
export function linkify(text: string): readonly TextPart[] {
  const parts: TextPart[] = [];
  let plainFrom = 0;
  for (const match of text.matchAll(CANDIDATE)) {
    if (match[0].length > MOST) continue;
    const shown = trimEnd(match[0]);
    const url = addressOf(shown);
    if (url === null) continue;
    if (match.index > plainFrom) parts.push({ kind: 'plain', text: text.slice(plainFrom, match.index) });
    parts.push({ kind: 'link', text: shown, url });
    plainFrom = match.index + shown.length;
  }
  if (plainFrom < text.length) parts.push({ kind: 'plain', text: text.slice(plainFrom) });
  return parts;
}
