import type { DateFields } from './dates.ts';
import { plainHead } from './headLetters.ts';

/** What begins a message of WhatsApp: when, and where in the line the rest begins. */
export interface WhatsappHead extends DateFields {
  readonly rest: number;
}

/** Words for the halves of a day, without dots and spaces, in lower case. */
const MORNING = words(`am a vorm fm de dop πμ ص صباحا قظ पूर्वाह्न পূর্বাহ্ণ এএম ਪੂਦੁ முற்பகல்
  午前 上午 凌晨 早上 清晨 오전 öö sa ap ก่อนเที่ยง`);
const AFTERNOON = words(`pm p nachm em du odp μμ م مساء بظ अपराह्न অপরাহ্ণ পিএম ਬਾਦੁ பிற்பகல்
  午後 下午 中午 晚上 傍晚 오후 ös ch ip หลังเที่ยง`);

const DATE = String.raw`(\d{1,4})(?:[./-]|\. |年|년 ?)(\d{1,2})(?:[./-]|\. |月|월 ?)(\d{1,4})(?:\.|日|일)?`;
const WORD = String.raw`([^\d\s[\],:/-]{1,14}(?: [^\d\s[\],:/-]{1,8})?)`;
const TIME = String.raw`(?:${WORD} ?)?(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?(?: ?${WORD})?`;
/** Date before time, or after it, in brackets or before a dash. */
const FORMS = [
  { pattern: new RegExp(String.raw`^ ?\[${DATE},? ${TIME}\] ?`, 'u'), date: 1, time: 4 },
  { pattern: new RegExp(String.raw`^ ?${DATE},? ${TIME} - ?`, 'u'), date: 1, time: 4 },
  { pattern: new RegExp(String.raw`^ ?\[${TIME},? ${DATE}\] ?`, 'u'), date: 6, time: 1 },
  { pattern: new RegExp(String.raw`^ ?${TIME},? ${DATE} - ?`, 'u'), date: 6, time: 1 },
] as const;

/** Reads how a line begins (IMP-2); null for one that goes on with the message before. A date that is none is told by its numbers alone. */
export function readWhatsappHead(line: string): WhatsappHead | null {
  const { text, ends } = plainHead(line);
  // Nearly every line that goes on begins with neither.
  if (!/^ ?[[\d]/u.test(text)) return null;
  for (const { pattern, date, time } of FORMS) {
    const match = pattern.exec(text);
    if (match === null) continue;
    const clock = readTime(match.slice(time, time + 5));
    const number = (index: number) => Number(match[date + index]);
    const rest = ends[match[0].length - 1] ?? line.length;
    if (clock !== null) return { date: [number(0), number(1), number(2)], ...clock, rest };
  }
  return null;
}

type Clock = Pick<DateFields, 'hour' | 'minute' | 'second'>;

function readTime([before, hours, minutes, seconds, after]: readonly (string | undefined)[]): Clock | null {
  const [hour, minute, second] = [Number(hours), Number(minutes), Number(seconds ?? '0')];
  if (hour > 24 || minute > 59 || second > 60) return null;
  const half = halfOf(after) ?? halfOf(before);
  if (half === null || hour > 12) return { hour: hour % 24, minute, second };
  return { hour: (hour % 12) + (half === 'after' ? 12 : 0), minute, second };
}

/** Null for words that say nothing of it: `kl`, `klo`, `à`. */
function halfOf(word: string | undefined): 'before' | 'after' | null {
  const plain = word?.toLowerCase().replaceAll(/[.\s'’٫]/gu, '') ?? '';
  if (MORNING.has(plain)) return 'before';
  return AFTERNOON.has(plain) ? 'after' : null;
}

function words(text: string): ReadonlySet<string> {
  return new Set(text.split(/\s+/u));
}
