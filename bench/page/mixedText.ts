import type { SeededRandom } from '@adapters/memory/random/seededRandom.ts';

const WORDS = [
  ...[
    'river',
    'lantern',
    'Tuesday',
    'bring',
    'the',
    'a',
    'and',
    'perhaps',
    'tickets',
    'kitchen',
    'we',
    'you',
    'ok',
    'later',
  ],
  ...['غدا', 'القهوة', 'شكرا', '明天', '咖啡', '好的', 'कल', 'ठीक', 'ਚਾਹ', 'আজ', 'mañana', 'déjà', 'Straßenbahn'],
];
const WHOLE = [
  '👍',
  '🎉🎉',
  'ok',
  'https://example.org/a/long/path?with=query#and-fragment',
  'One line\nand another\n\nand a third after a gap',
];

/** What people write: mostly short, sometimes long, sometimes a link, an emoji, several lines or another script. */
export function mixedText(random: SeededRandom, index: number): string {
  if (random.chance(0.12)) return WHOLE[random.integer(WHOLE.length)] ?? 'ok';
  const length = random.chance(0.1) ? 30 + random.integer(50) : 2 + random.integer(14);
  const words = Array.from({ length }, () => WORDS[random.integer(WORDS.length)] ?? 'and');
  return `${words.join(' ')} ${index}`;
}
