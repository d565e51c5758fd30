/** Which emoji a person used last on this device, and in which skin tone. */
const KEY = 'banyan.emoji';
/** Two rows of the panel. */
const MOST = 18;

const TONES = ['none', 'light', 'medium-light', 'medium', 'medium-dark', 'dark'] as const;

/** See {@link KEY}. */
export interface KeptEmoji {
  /** Newest first. */
  readonly recent: readonly string[];
  readonly tone: (typeof TONES)[number];
}

const NOTHING: KeptEmoji = { recent: [], tone: 'none' };
/** Longer is no emoji. */
const LONGEST = 32;

/** What is kept; nothing where that cannot be read. */
export function readKeptEmoji(): KeptEmoji {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? '{}');
    return typeof kept === 'object' && kept !== null ? { recent: recentOf(kept), tone: toneOf(kept) } : NOTHING;
  } catch {
    return NOTHING;
  }
}

function recentOf(kept: object): readonly string[] {
  const recent: unknown = 'recent' in kept ? kept.recent : [];
  const isEmoji = (one: unknown) => typeof one === 'string' && one !== '' && one.length <= LONGEST;
  return Array.isArray(recent) ? [...new Set(recent.filter(isEmoji).map(String))].slice(0, MOST) : [];
}

function toneOf(kept: object): KeptEmoji['tone'] {
  const tone: unknown = 'tone' in kept ? kept.tone : 'none';
  return TONES.find((one) => one === tone) ?? 'none';
}

function keep(kept: KeptEmoji): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(kept));
  } catch {
    // A full or forbidden storage forgets it: a convenience, no more.
  }
}

/** Puts an emoji before the others. */
export function noteEmoji(emoji: string): void {
  const kept = readKeptEmoji();
  keep({ ...kept, recent: [emoji, ...kept.recent.filter((one) => one !== emoji)].slice(0, MOST) });
}

/** Keeps the skin tone that was chosen. */
export function noteTone(tone: KeptEmoji['tone']): void {
  keep({ ...readKeptEmoji(), tone });
}
