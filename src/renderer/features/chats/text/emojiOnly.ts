const EMOJI =
  /^(?:\p{RI}\p{RI}|\p{Emoji}(?:\p{EMod}|\uFE0F\u20E3?|[\u{E0020}-\u{E007E}]+\u{E007F})?(?:\u200D\p{Emoji}(?:\p{EMod}|\uFE0F)?)*)$/u;
const MOST = 3;

/** Whether a message is nothing but one to three emoji, which are shown large. */
export function isEmojiOnly(text: string): boolean {
  const trimmed = text.trim();
  if (trimmed === '' || trimmed.length > 64) return false;
  let count = 0;
  for (const { segment } of new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(trimmed)) {
    if (/^\s+$/u.test(segment)) continue;
    // Digits, # and * have the Emoji property too: alone they are text.
    if (!EMOJI.test(segment) || /^[\d#*]$/u.test(segment)) return false;
    count += 1;
    if (count > MOST) return false;
  }
  return count > 0;
}
