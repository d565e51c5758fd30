/** Colours and figure of a generated avatar; the same account always gives the same. */
export interface AvatarPattern {
  /** The main hue, in degrees. */
  readonly hue: number;
  readonly from: string;
  readonly to: string;
  readonly ink: string;
  /** Centres and radii of the translucent discs, in a box of 100. */
  readonly discs: readonly { readonly x: number; readonly y: number; readonly radius: number }[];
}

/** Of nobody yet: a colour shown now would be another once there is an account. */
export const PLAIN_PATTERN: AvatarPattern = {
  hue: 0,
  from: 'hsl(150 7% 60%)',
  to: 'hsl(150 9% 42%)',
  ink: '#fff',
  discs: [],
};

/** Hues kept apart so that two people in a list seldom look alike; the accent's green is among them. */
const HUES = [152, 174, 196, 218, 248, 276, 304, 332, 4, 22, 38, 96] as const;

/** Derives the pattern from the account id. */
export function avatarPattern(account: string): AvatarPattern {
  let seed = 0x811c9dc5;
  for (let index = 0; index < account.length; index += 1)
    seed = Math.imul(seed ^ account.charCodeAt(index), 0x01000193);
  const next = (): number => {
    seed = Math.imul(seed ^ (seed >>> 15), 0x2c1b3c6d);
    seed = Math.imul(seed ^ (seed >>> 12), 0x297a2d39);
    seed ^= seed >>> 15;
    return (seed >>> 0) / 0x1_0000_0000;
  };
  const hue = HUES[Math.floor(next() * HUES.length)] ?? 152;
  const turn = 14 + Math.floor(next() * 22);
  return {
    hue,
    from: `hsl(${hue} 46% 56%)`,
    to: `hsl(${hue + turn} 52% 38%)`,
    ink: '#fff',
    discs: [0, 1, 2].map(() => ({
      x: Math.round(next() * 100),
      y: Math.round(next() * 100),
      radius: 22 + Math.round(next() * 30),
    })),
  };
}

/** The letters on a generated picture of a group: the first of its first and second word, where the script has letters apart. */
export function groupInitials(name: string): string {
  const [first = '', second = ''] = name.trim().split(/\s+/).map(avatarInitial).filter(Boolean);
  const isApart = /^[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{N}]+$/u.test(first + second);
  return isApart ? first + second : first;
}

/** The letter on a generated avatar: the first grapheme of the name that shows something. */
export function avatarInitial(name: string): string {
  for (const { segment } of new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(name)) {
    if (/[\p{L}\p{N}\p{Extended_Pictographic}]/u.test(segment)) return segment.toLocaleUpperCase();
  }
  return '';
}
